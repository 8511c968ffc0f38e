import { readStream } from '@greenroom/core/wire'
import { refusals } from './refusals.ts'

/**
 * Reads a request's body as UTF-8 text, and stops at the limit rather than hold what comes; undefined where
 * there is none.
 *
 * @throws {Refusal} 413 over the limit, 400 for another encoding or a body that broke off.
 */
export async function readBody({ body }: Request, limitBytes: number): Promise<string | undefined> {
  if (body === null) return undefined
  const text = await readStream(body, limitBytes, new TextDecoder('utf-8', { fatal: true })).catch(() => {
    throw refusals.notJson()
  })
  if (text === undefined) throw refusals.tooLarge(limitBytes)
  return text
}
