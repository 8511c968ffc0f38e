import { readStream } from '../wire/read-stream.ts'

/** Reads an answer's body; undefined if it is over the limit. */
export async function readText(response: Response, limitBytes: number): Promise<string | undefined> {
  const { body, headers } = response
  // A length that is told is kept to, and reading at once costs a third; compressed, it is not the text's.
  const length = headers.has('content-encoding') ? null : headers.get('content-length')
  if (length !== null && Number(length) <= limitBytes) return response.text()
  return body ? readStream(body, limitBytes) : ''
}
