import {
  ApiError,
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

/**
 * Turns what went wrong upstream into what the page may know of it: a status, a code and a title.
 *
 * @param secrets What was sent and neither the page nor the log may see, though the API repeats it.
 */
export function upstreamRefusal(
  endpoint: EndpointDefinition,
  error: unknown,
  secrets: readonly string[],
): Refusal {
  if (isApiError(error)) return refusalOfAnswer(endpoint, withoutSecrets(error, secrets))
  if (isTimeoutError(error)) return refusals.upstreamTimeout(error)
  if (isInputError(error)) {
    return refusals.invalidInput('The call cannot be sent like this', error.problems[0]?.pointer ?? '')
  }
  return isGreenroomError(error) ? refusals.upstreamFailed(error) : refusals.unavailable(error)
}

function refusalOfAnswer(endpoint: EndpointDefinition, error: ApiError): Refusal {
  const { status, code, title, retryAfterMs } = error
  if (status === 429) return refusals.limited(error, retryAfterMs)
  if (status === 503) return refusals.unavailable(error, retryAfterMs)
  if (status < 400 || status >= 500) return refusals.upstreamFailed(error)
  if (status === 401 || status === 403 || status === 407) {
    // Either the refresh token, which a mint replaces, or this gateway's own key. That is nothing that
    // signing in would mend, so it must not look like a 401 or 403 of the page's.
    const isRefresh = routeOf(endpoint) === routeOf(refreshJoinToken)
    return isRefresh ? refusals.refreshInvalid(error) : refusals.upstreamRefused(error)
  }
  const init = {
    status,
    code: code?.slice(0, longestCode) ?? 'rejected',
    title: title?.slice(0, longestTitle) ?? 'The API refused the call',
    // The others of this kind say no to the call as it is.
    terminal: status !== 408 && status !== 425,
    retryAfterMs,
  }
  return new Refusal(init, error)
}

/** The same error, or, where a secret is in it, one without. */
function withoutSecrets(error: ApiError, secrets: readonly string[]): ApiError {
  const said = JSON.stringify(error)
  const kept = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), said)
  return kept === said ? error : new ApiError(JSON.parse(kept))
}
