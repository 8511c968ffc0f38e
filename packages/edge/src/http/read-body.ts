import { BodyError, readStream } from '@greenroom/core/wire'
import { refusals } from './refusals.ts'

/**
 * Reads a request's body as UTF-8 text, and stops at the limit rather than hold what comes; undefined where
 * there is none.
 *
 * @throws {Refusal} 413 over the limit, 400 for another encoding.
 */
export async function readBody({ body }: Request, limitBytes: number): Promise<string | undefined> {
  if (body === null) return undefined
  return readStream(body, limitBytes, { strict: true }).catch((error: unknown) => {
    if (!(error instanceof BodyError)) throw error
    throw error.reason === 'too-large' ? refusals.tooLarge(limitBytes) : refusals.notJson()
  })
}
