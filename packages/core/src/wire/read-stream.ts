/** The part of a `TextDecoder` that is used, because not every platform's types have that name. */
export interface StreamDecoder {
  decode(input?: Uint8Array, options?: { readonly stream?: boolean }): string
}

/**
 * Returns a body as text; undefined if it is larger than the limit, in which case the stream is canceled.
 *
 * @param decoder A fatal decoder rejects invalid bytes instead of replacing them with U+FFFD.
 * @throws {TypeError} for invalid bytes with a fatal decoder, and for an incomplete body.
 */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  limitBytes: number,
  decoder: StreamDecoder = new TextDecoder(),
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
    // A failed cancellation must not fail the read.
    reader.cancel().catch(() => undefined)
  }
}
