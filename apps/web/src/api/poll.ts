import { isApiError } from '@greenroom/core'
import { isTransientFailure } from '../errors/failure-kind.ts'

/** The least interval after a transient failure, in milliseconds. */
const failureIntervalMs = 3_000

/** The part of a query that determines its polling interval. */
export interface PolledQuery {
  readonly state: { readonly error: unknown }
}

/**
 * Returns a `refetchInterval`. After a transient failure the query is refetched every three seconds, or after
 * the server's Retry-After if that is longer, so that the page recovers automatically.
 *
 * @param everyMs The interval while the query succeeds, in milliseconds. Default: no polling.
 */
export function pollEvery(everyMs?: number): (query: PolledQuery) => number | false {
  return ({ state: { error } }) => {
    if (!isTransientFailure(error)) return everyMs ?? false
    const retryAfterMs = isApiError(error) ? (error.retryAfterMs ?? 0) : 0
    return Math.max(failureIntervalMs, retryAfterMs)
  }
}
