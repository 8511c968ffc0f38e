import { LiveRoomError } from './errors.ts'

const codes = ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND']

/** How browsers, and stubs of Vite and webpack, say that a package was not there when the page was built. */
const messages =
  /Could not resolve ["']|Cannot find (?:module|package) ["']|Failed to resolve module specifier/

/**
 * Returns the error of a vendor's package that is not installed, or undefined for any other failure. A chunk
 * that could not be downloaded is another failure: it may be there at the next attempt.
 */
export function asMissingPackage(error: unknown): LiveRoomError | undefined {
  if (!(error instanceof Error)) return undefined
  if (!codes.includes(String(Reflect.get(error, 'code'))) && !messages.test(error.message)) return undefined
  const message = '@telnyx/video is not installed. Install it: npm install @telnyx/video'
  return new LiveRoomError('not_installed', message, { reason: 'not_installed', cause: error })
}
