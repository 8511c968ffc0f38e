import { faults } from './fault.ts'

const longestBytes = 10 * 1024 * 1024

/** Reads a request's body as UTF-8 text, and refuses one over 10 MiB or in another encoding. */
export async function readBody(request: Request): Promise<string | undefined> {
  if (request.body === null) return undefined
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = request.body.getReader()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    bytes += value?.byteLength ?? 0
    if (bytes > longestBytes) {
      await reader.cancel()
      throw faults.tooLarge('The body is over 10 MiB')
    }
    try {
      text += decoder.decode(value, { stream: !done })
    } catch {
      throw faults.badEncoding('The body is not UTF-8')
    }
    if (done) return text
  }
}
