import { isApiError } from '@greenroom/core'
import { isTransientFailure } from '../errors/failure-kind.ts'

/** How often a query that cannot get through asks again, in milliseconds. */
const whileFailingMs = 3_000

/** A query's state as far as polling looks at it. */
export interface Polled {
  readonly state: { readonly error: unknown }
}

/**
 * How long a query waits before it asks again: gently as long as nobody answers, so that the page mends by
 * itself, and at its own pace otherwise.
 *
 * @param everyMs Its own pace in milliseconds. Default: it does not poll.
 */
export function pollEvery(everyMs?: number): (query: Polled) => number | false {
  return ({ state: { error } }) => {
    if (!isTransientFailure(error)) return everyMs ?? false
    const askedMs = isApiError(error) ? (error.retryAfterMs ?? 0) : 0
    return Math.max(whileFailingMs, askedMs)
  }
}
