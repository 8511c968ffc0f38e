/** A body that was given up. */
export class BodyError extends Error {
  override readonly name = 'BodyError'
  readonly reason: 'too-large' | 'not-utf-8'

  constructor(reason: BodyError['reason']) {
    super(`The body is ${reason}`)
    this.reason = reason
  }
}

/**
 * Reads a body as UTF-8 text, and stops its sender rather than hold more than the limit.
 *
 * @param options `strict`: refuse bytes that are no UTF-8, instead of putting U+FFFD in their place. Default: false.
 * @throws {BodyError} when it is too large, or, if strict, no UTF-8.
 */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  limitBytes: number,
  options: { readonly strict?: boolean } = {},
): Promise<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder('utf-8', { fatal: options.strict ?? false })
  const giveUp = (reason: BodyError['reason']) => {
    // That the sender cannot be stopped is no fault of the reader.
    void reader.cancel().catch(() => undefined)
    return new BodyError(reason)
  }
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    bytes += value?.byteLength ?? 0
    if (bytes > limitBytes) throw giveUp('too-large')
    try {
      text += decoder.decode(value, { stream: !done })
    } catch {
      throw giveUp('not-utf-8')
    }
    if (done) return text
  }
}
