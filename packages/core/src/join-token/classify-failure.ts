import { type ApiError, isApiError, isGreenroomError } from '../errors.ts'
import { JoinTokenError, StaleTokenError } from './errors.ts'

/** How a token is got: anew, or for a refresh token. */
export type Way = 'mint' | 'refresh'

/**
 * What a failed attempt leads to.
 *
 * - `retry`: another attempt, after a wait.
 * - `mint`: a full mint, at once.
 * - `sign-in`: the same, after the app had a chance to sign the user in.
 * - `stop`: none, until somebody asks for it.
 */
export type NextStep = 'retry' | 'mint' | 'sign-in' | 'stop'

/** What happened since the last token came. */
export interface FailureHistory {
  /** Answers in a row that were no use, before this one. */
  readonly badResponses: number
  /** Whether a 401 has led to another attempt already. */
  readonly signedIn: boolean
}

/** Bad answers that may be followed by another attempt: a cache or a deployment may pass. */
const toleratedBadResponses = 2

/** What the kinds of failure come to that are no answer of the API; what is not listed passes by itself. */
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

/** Whether an answer came and was no use. */
export function isBadResponse(error: Error): boolean {
  return kindOf(error) === 'bad-response'
}

/** Tells a failure that passes by itself from one that does not. */
export function classifyFailure(error: Error, way: Way, { badResponses, signedIn }: FailureHistory): NextStep {
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

/** An answer that is kept somewhere is given again, until it is old enough there. */
const staleWaitMs = 5_000

/** How long to wait before the next attempt, where a failure tells, in milliseconds. */
export function requestedWaitMs(error: Error): number | undefined {
  if (isApiError(error)) return error.retryAfterMs
  return error instanceof StaleTokenError ? staleWaitMs : undefined
}
