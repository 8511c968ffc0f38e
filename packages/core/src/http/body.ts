import { readStream } from '../wire/read-stream.ts'

/** Returns a response's body as text; undefined if it is over the limit. */
export async function readText(response: Response, limitBytes: number): Promise<string | undefined> {
  const { body, headers } = response
  // HTTP enforces Content-Length, and text() takes a third of the time. A compressed body's length is not the
  // text's.
  const length = headers.has('content-encoding') ? null : headers.get('content-length')
  if (length !== null && Number(length) <= limitBytes) return response.text()
  if (body?.getReader) return readStream(body, limitBytes)
  // React Native's responses have no stream, and those of node-fetch another kind.
  const text = await response.text()
  return text.length > limitBytes ? undefined : text
}
