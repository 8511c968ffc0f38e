import { readStream } from '@greenroom/core/wire'
import { refusals } from './refusal.ts'

const maxBytes = 10 * 1024 * 1024

/**
 * Returns a request's body, or undefined if it has none.
 *
 * @throws {Refusal} 413 over 10 MiB; 400 for a body that is not UTF-8 or was interrupted.
 */
export async function readBody(request: Request): Promise<string | undefined> {
  // Reading a body that cannot exist costs a server more than the rest of the call.
  if (request.method === 'GET' || request.body === null) return undefined
  const text = await readStream(request.body, maxBytes, new TextDecoder('utf-8', { fatal: true })).catch(
    () => {
      throw refusals.badEncoding('The body is not UTF-8')
    },
  )
  if (text === undefined) throw refusals.tooLarge('The body is larger than 10 MiB')
  return text
}
