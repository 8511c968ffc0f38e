import {
  type AnyDefinition,
  type ApiError,
  isApiError,
  isGreenroomError,
  isInputError,
  isTimeoutError,
  routeOf,
} from '@greenroom/core'
import { refreshJoinToken } from '@greenroom/core/video/rooms'
import { Refusal } from '../http/refusal.ts'
import { refusals } from '../http/refusals.ts'

/** Turns what went wrong upstream into what the page may know of it: a status, a code and a title. */
export function upstreamRefusal(endpoint: AnyDefinition, error: unknown): Refusal {
  if (isApiError(error)) return refusalOfAnswer(endpoint, error)
  if (isTimeoutError(error)) return refusals.upstreamTimeout(error)
  if (isInputError(error)) {
    return refusals.invalidInput('The call cannot be sent like this', error.problems[0]?.pointer ?? '')
  }
  return isGreenroomError(error) ? refusals.upstreamFailed(error) : refusals.unavailable(error)
}

function refusalOfAnswer(endpoint: AnyDefinition, error: ApiError): Refusal {
  const { status, code, title, retryAfterMs } = error
  if (status === 429) return refusals.limited(error, retryAfterMs)
  if (status === 503) return refusals.unavailable(error, retryAfterMs)
  if (status < 400 || status >= 500) return refusals.upstreamFailed(error)
  if (status === 401 || status === 403) {
    // Either the refresh token, which a mint replaces, or this gateway's own key. That is nothing that
    // signing in would mend, so it must not look like a 401 or 403 of the page's.
    const isRefresh = routeOf(endpoint) === routeOf(refreshJoinToken)
    return isRefresh ? refusals.refreshInvalid(error) : refusals.upstreamRefused(error)
  }
  const init = {
    status,
    code: code ?? 'rejected',
    title: title ?? 'The API refused the call',
    // The others of this kind say no to the call as it is.
    terminal: status !== 408 && status !== 425,
    retryAfterMs,
  }
  return new Refusal(init, error)
}
