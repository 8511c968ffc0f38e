import { BodyError, readStream } from '@greenroom/core/wire'
import { faults } from './fault.ts'

const longestBytes = 10 * 1024 * 1024

/**
 * Reads a request's body; undefined where there is none.
 *
 * @throws {Fault} 413 over 10 MiB, 400 for another encoding than UTF-8.
 */
export async function readBody({ body }: Request): Promise<string | undefined> {
  if (body === null) return undefined
  return readStream(body, longestBytes, { strict: true }).catch((error: unknown) => {
    if (!(error instanceof BodyError)) throw error
    throw error.reason === 'too-large'
      ? faults.tooLarge('The body is over 10 MiB')
      : faults.badEncoding('The body is not UTF-8')
  })
}
