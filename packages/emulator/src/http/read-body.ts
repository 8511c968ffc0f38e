import { readStream } from '@greenroom/core/wire'
import { refusals } from './refusal.ts'

const longestBytes = 10 * 1024 * 1024

/**
 * Reads a request's body; undefined where there is none.
 *
 * @throws {Refusal} 413 over 10 MiB, 400 for another encoding than UTF-8 or a body that broke off.
 */
export async function readBody(request: Request): Promise<string | undefined> {
  // Looking for a body that cannot be there costs a server more than the rest of the call.
  if (request.method === 'GET' || request.body === null) return undefined
  const text = await readStream(request.body, longestBytes, new TextDecoder('utf-8', { fatal: true })).catch(
    () => {
      throw refusals.badEncoding('The body is not UTF-8')
    },
  )
  if (text === undefined) throw refusals.tooLarge('The body is over 10 MiB')
  return text
}
