/**
 * Returns the first bytes of a body and stops reading there: all of them, or at least `enough` and what its
 * last chunk contains beyond.
 */
export async function firstBytes(
  body: ReadableStream<Uint8Array> | null,
  enough: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= enough) break
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
