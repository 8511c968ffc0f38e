import { type AnyEndpoint, isApiError, isGreenroomError, isTimeoutError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { type Refusal, refusals } from './problem.ts'

/** Turns a failure of the API into what a page may know of it: status, code and title at most. */
export function upstreamRefusal(endpoint: AnyEndpoint, error: unknown): Refusal {
  if (isTimeoutError(error)) return refusals.upstreamTimeout()
  if (!isApiError(error)) {
    return isGreenroomError(error) ? refusals.upstreamFailed() : refusals.unavailable()
  }
  const { status, code, title, retryAfterMs } = error
  if (status === 429) return refusals.limited({ retryAfterMs })
  if (status === 503) return refusals.unavailable({ retryAfterMs })
  if (status < 400 || status >= 500) return refusals.upstreamFailed({ retryAfterMs })
  // About the key, which is the gateway's: nothing that signing in would mend.
  if (status === 401 || (status === 403 && !isRefresh(endpoint))) return refusals.upstreamRefused()
  // What the page holds does not work any more, and a new token may.
  if (status === 403) return refusals.handleInvalid()
  const about = { status, ...(code ? { code } : {}), ...(title ? { title } : {}) }
  return status === 404
    ? refusals.notFound(about)
    : refusals.invalidInput({ ...about, pointer: error.pointer })
}

/** Whether an endpoint is the one that refreshes join tokens. */
export function isRefresh(endpoint: AnyEndpoint): boolean {
  return endpoint.path === rooms.refreshJoinToken.path
}
