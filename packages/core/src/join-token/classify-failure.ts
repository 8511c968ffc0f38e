import { type ApiError, isApiError, isGreenroomError } from '../errors.ts'
import { JoinTokenError, StaleTokenError } from './errors.ts'

/** How a token is obtained: by a full mint, or with a refresh token. */
export type Way = 'mint' | 'refresh'

/**
 * What follows a failed attempt.
 *
 * - `retry`: another attempt, after a wait.
 * - `mint`: a full mint, immediately.
 * - `sign-in`: a full mint, after `onUnauthorized` had a chance to sign the user in.
 * - `stop`: no further attempt until one is requested with `refresh()`.
 */
export type NextStep = 'retry' | 'mint' | 'sign-in' | 'stop'

/** What happened since the last token arrived. */
export interface FailureHistory {
  /** Consecutive unusable responses before this one. */
  readonly badResponses: number
  /** Whether a 401 has already led to another attempt. */
  readonly signedIn: boolean
}

/** How many unusable responses in a row are retried: a cache or a deployment may cause a few. */
const toleratedBadResponses = 2

/** Classifies failures other than error responses of the API; failures that are not listed are transient. */
const kinds: Readonly<Record<string, 'final' | 'bad-response'>> = {
  ConfigError: 'final',
  InputError: 'final',
  no_lifetime: 'final',
  AnswerError: 'bad-response',
  unreadable: 'bad-response',
  stale: 'bad-response',
}

function kindOf(error: Error): 'final' | 'bad-response' | undefined {
  if (error instanceof JoinTokenError) return kinds[error.code]
  return isGreenroomError(error) ? kinds[error.name] : undefined
}

/** Whether a response arrived but was unusable. */
export function isBadResponse(error: Error): boolean {
  return kindOf(error) === 'bad-response'
}

/** Returns the next step after a failed attempt: transient failures are retried, terminal ones are not. */
export function classifyFailure(
  error: Error,
  way: Way,
  { badResponses, signedIn }: FailureHistory,
): NextStep {
  if (isApiError(error)) return classifyApiError(error, way, signedIn)
  if (isBadResponse(error)) return badResponses < toleratedBadResponses ? 'retry' : 'stop'
  return kindOf(error) === 'final' ? 'stop' : 'retry'
}

function classifyApiError({ status, code, terminal }: ApiError, way: Way, signedIn: boolean): NextStep {
  if (way === 'refresh' && (code === 'refresh_expired' || code === 'refresh_invalid')) return 'mint'
  if (terminal) return 'stop'
  if (status === 401) return signedIn ? 'stop' : 'sign-in'
  return status >= 500 || [408, 425, 429].includes(status) ? 'retry' : 'stop'
}

/** A cached response is served again until the cache discards it. */
const staleWaitMs = 5_000

/** Returns the wait before the next attempt that a failure requires, in milliseconds, if it requires one. */
export function requestedWaitMs(error: Error): number | undefined {
  if (isApiError(error)) return error.retryAfterMs
  return error instanceof StaleTokenError ? staleWaitMs : undefined
}
