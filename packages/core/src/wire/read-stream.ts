/**
 * Reads a body as text, and stops its sender rather than hold more than the limit; undefined if there was more.
 *
 * @param decoder A fatal one refuses bytes that are no text, instead of putting U+FFFD in their place.
 * @throws {TypeError} by a fatal decoder, and for a body that broke off.
 */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  limitBytes: number,
  decoder: TextDecoder = new TextDecoder(),
): Promise<string | undefined> {
  const reader = body.getReader()
  let text = ''
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      bytes += value?.byteLength ?? 0
      if (bytes > limitBytes) return undefined
      text += decoder.decode(value, { stream: !done })
      if (done) return text
    }
  } finally {
    // That the sender cannot be stopped is no fault of the reader.
    reader.cancel().catch(() => undefined)
  }
}
