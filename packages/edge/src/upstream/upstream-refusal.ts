import {
  type ApiError,
  type EndpointDefinition,
  isApiError,
  isGreenroomError,
  isInputError,
  isTimeoutError,
  routeOf,
} from '@greenroom/core'
import { refreshJoinToken } from '@greenroom/core/video/rooms'
import { Refusal } from '../refusals/refusal.ts'
import { refusals } from '../refusals/refusals.ts'

const longestCode = 64
const longestTitle = 200

/** Converts an upstream error to a refusal that exposes only a status, a code, a title and a retry delay. */
export function upstreamRefusal(endpoint: EndpointDefinition, error: unknown): Refusal {
  if (isApiError(error)) return refusalOfAnswer(endpoint, error)
  if (isTimeoutError(error)) return refusals.upstreamTimeout(error)
  if (isInputError(error)) {
    return refusals.invalidInput('The input is invalid', error.problems[0]?.pointer ?? '')
  }
  return isGreenroomError(error) ? refusals.upstreamFailed(error) : refusals.unavailable(error)
}

function refusalOfAnswer(endpoint: EndpointDefinition, error: ApiError): Refusal {
  const { status, code, title, retryAfterMs } = error
  if (status === 429) return refusals.limited(error, retryAfterMs)
  if (status === 503) return refusals.unavailable(error, retryAfterMs)
  if (status < 400 || status >= 500) return refusals.upstreamFailed(error)
  if (status === 401 || status === 403 || status === 407) {
    // Either the refresh token was rejected, which a mint replaces, or the gateway's API key. Signing in
    // cannot fix the key, so the page must not receive that as its own 401 or 403.
    const isRefresh = routeOf(endpoint) === routeOf(refreshJoinToken)
    return isRefresh ? refusals.refreshInvalid(error) : refusals.upstreamRefused(error)
  }
  const init = {
    status,
    code: code?.slice(0, longestCode) ?? 'rejected',
    title: title?.slice(0, longestTitle) ?? 'The API rejected the request',
    // Every other 4xx rejects the request itself: a retry would fail again.
    terminal: status !== 408 && status !== 425,
    retryAfterMs,
  }
  return new Refusal(init, error)
}
