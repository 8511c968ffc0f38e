import { refusals } from './refusals.ts'

/**
 * Reads a request's body as UTF-8 text, and stops at the limit rather than hold what comes; undefined where
 * there is none.
 *
 * @throws {Refusal} 413 over the limit, 400 for another encoding.
 */
export async function readBody(request: Request, limitBytes: number): Promise<string | undefined> {
  if (request.body === null) return undefined
  if (Number(request.headers.get('content-length')) > limitBytes) {
    await discard(request.body)
    throw refusals.tooLarge(limitBytes)
  }
  const reader = request.body.getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    bytes += value?.byteLength ?? 0
    if (bytes > limitBytes) {
      await discard(reader)
      throw refusals.tooLarge(limitBytes)
    }
    try {
      text += decoder.decode(value, { stream: !done })
    } catch {
      await discard(reader)
      throw refusals.notJson()
    }
    if (done) return text
  }
}

/** Stops the sender; that it cannot be stopped is no fault of the call. */
async function discard(body: { cancel(): Promise<void> }): Promise<void> {
  await body.cancel().catch(() => undefined)
}
