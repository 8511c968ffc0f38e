/** Thrown by {@link readText} for a body over the limit. */
export class BodyTooLarge extends Error {}

/** Reads a body as text, and stops at the limit rather than hold what a broken server sends. */
export async function readText(response: Response, limitBytes: number): Promise<string> {
  const length = Number(response.headers.get('content-length') ?? Number.NaN)
  if (length > limitBytes) {
    void response.body?.cancel().catch(() => undefined)
    throw new BodyTooLarge()
  }
  if (length <= limitBytes && !response.headers.has('content-encoding')) return response.text()
  return response.body ? readStream(response.body, limitBytes) : ''
}

async function readStream(body: ReadableStream<Uint8Array>, limitBytes: number): Promise<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > limitBytes) {
      void reader.cancel().catch(() => undefined)
      throw new BodyTooLarge()
    }
    text += decoder.decode(value, { stream: true })
  }
}
