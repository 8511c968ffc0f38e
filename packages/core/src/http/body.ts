import { BodyError, readStream } from '../wire/read-stream.ts'

/**
 * Reads an answer's body, up to the limit.
 *
 * @throws {BodyError} when it is too large.
 */
export async function readText(response: Response, limitBytes: number): Promise<string> {
  const { headers } = response
  const length = Number(headers.get('content-length') ?? Number.NaN)
  // A length that is told is kept to, and reading at once costs a third; compressed, it is not the text's.
  if (length <= limitBytes && !headers.has('content-encoding')) return response.text()
  if (!response.body) return ''
  if (length > limitBytes) {
    void response.body.cancel().catch(() => undefined)
    throw new BodyError('too-large')
  }
  return readStream(response.body, limitBytes)
}
