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
export type Verdict = 'retry' | 'mint' | 'sign-in' | 'stop'

/** What happened since the last token came. */
export interface Past {
  /** Answers in a row that were no use, before this one. */
  readonly badAnswers: number
  /** Whether a 401 has led to another attempt already. */
  readonly signedIn: boolean
}

/** Bad answers that may be followed by another attempt: a cache or a deployment may pass. */
const toleratedBadAnswers = 2

/** What the kinds of failure come to that are no answer of the API; what is not listed passes by itself. */
const kinds: Readonly<Record<string, 'final' | 'bad-answer'>> = {
  ConfigError: 'final',
  InputError: 'final',
  no_lifetime: 'final',
  AnswerError: 'bad-answer',
  unreadable: 'bad-answer',
  stale: 'bad-answer',
}

function kindOf(error: Error): 'final' | 'bad-answer' | undefined {
  if (error instanceof JoinTokenError) return kinds[error.code]
  return isGreenroomError(error) ? kinds[error.name] : undefined
}

/** Whether an answer came and was no use. */
export function isBadAnswer(error: Error): boolean {
  return kindOf(error) === 'bad-answer'
}

/** Tells a failure that passes by itself from one that does not. */
export function judge(error: Error, way: Way, { badAnswers, signedIn }: Past): Verdict {
  if (isApiError(error)) return judgeRefusal(error, way, signedIn)
  if (isBadAnswer(error)) return badAnswers < toleratedBadAnswers ? 'retry' : 'stop'
  return kindOf(error) === 'final' ? 'stop' : 'retry'
}

function judgeRefusal({ status, code, terminal }: ApiError, way: Way, signedIn: boolean): Verdict {
  if (way === 'refresh' && (code === 'refresh_expired' || code === 'refresh_invalid')) return 'mint'
  if (terminal) return 'stop'
  if (status === 401) return signedIn ? 'stop' : 'sign-in'
  return status >= 500 || [408, 425, 429].includes(status) ? 'retry' : 'stop'
}

/** An answer that is kept somewhere is given again, until it is old enough there. */
const staleWaitMs = 5_000

/** How long to wait before the next attempt, where a failure tells, in milliseconds. */
export function askedWaitMs(error: Error): number | undefined {
  if (isApiError(error)) return error.retryAfterMs
  return error instanceof StaleTokenError ? staleWaitMs : undefined
}
