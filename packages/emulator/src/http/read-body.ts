import { readStream } from '@greenroom/core/wire'
import { refusals } from './refusal.ts'

/**
 * Returns a request's body, or undefined if it has none.
 *
 * @param maxMiB - maximum size in MiB. Default: 10.
 * @throws {Refusal} 413 for a larger body; 400 for a body that is not UTF-8 or was interrupted.
 */
export async function readBody(request: Request, maxMiB = 10): Promise<string | undefined> {
  // Reading a body that cannot exist costs a server more than the rest of the call.
  if (request.method === 'GET' || request.body === null) return undefined
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const text = await readStream(request.body, maxMiB * 1024 * 1024, decoder).catch(() => {
    throw refusals.badEncoding('The body is not UTF-8')
  })
  if (text === undefined) throw refusals.tooLarge(`The body is larger than ${maxMiB} MiB`)
  return text
}
