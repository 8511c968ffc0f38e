import { BodyError, readStream } from '../wire/read-stream.ts'

/**
 * Reads an answer's body, up to the limit.
 *
 * @throws {BodyError} when it is too large.
 */
export async function readText(response: Response, limitBytes: number): Promise<string> {
  const { body, headers } = response
  if (!body) return ''
  const length = Number(headers.get('content-length') ?? Number.NaN)
  if (length > limitBytes) {
    void body.cancel().catch(() => undefined)
    throw new BodyError('too-large')
  }
  // A length that is told is kept to, and reading at once costs a third; compressed, it is not the text's.
  return length <= limitBytes && !headers.has('content-encoding')
    ? response.text()
    : readStream(body, limitBytes)
}
