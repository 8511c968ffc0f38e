import { type ApiError, isApiError, isGreenroomError } from '../errors.ts'
import { JoinTokenError } from './errors.ts'

/** How a token is obtained: by a full mint, or with a refresh token. */
export type CallKind = 'mint' | 'refresh'

/**
 * What follows a failed attempt.
 *
 * - `retry`: another attempt, after a wait.
 * - `mint`: a full mint, immediately.
 * - `sign-in`: a full mint, after `onUnauthorized` had a chance to sign the user in.
 * - `stop`: no further attempt until one is requested with `refresh()`.
 */
export type NextStep = 'retry' | 'mint' | 'sign-in' | 'stop'

/**
 * Returns the next step after a failed attempt. Transient failures are retried, terminal ones are not. A
 * response that is not the API's, such as the page of a proxy, is transient.
 *
 * @param hadToken Whether a token has arrived before.
 */
export function classifyFailure(error: Error, kind: CallKind, hadToken: boolean): NextStep {
  if (isApiError(error)) return classifyApiError(error, kind)
  // If even the first token has no lifetime, `mint` is wrong; later, a single response may be.
  if (error instanceof JoinTokenError) return error.code === 'no_lifetime' && !hadToken ? 'stop' : 'retry'
  return isGreenroomError(error) && /^(Config|Input)/.test(error.name) ? 'stop' : 'retry'
}

function classifyApiError({ status, code, terminal }: ApiError, kind: CallKind): NextStep {
  if (kind === 'refresh' && (code === 'refresh_expired' || code === 'refresh_invalid')) return 'mint'
  if (terminal) return 'stop'
  // A redirect leads to a sign-in page. In a browser, its status is 0.
  if (status === 401 || status < 400) return 'sign-in'
  return status >= 500 || code === 'html' || [408, 425, 429].includes(status) ? 'retry' : 'stop'
}

/** Returns the wait before the next attempt that the server requested, in milliseconds, if it did. */
export function requestedWaitMs(error: Error): number | undefined {
  return isApiError(error) ? error.retryAfterMs : undefined
}
