import { abortReason } from '../http/deadline.ts'
import type { AbortSignalLike } from '../types.ts'
import type { Failure, Renewal } from './renewal.ts'
import { validityMs } from './schedule.ts'

/** The callers of a source that wait for a token. */
export interface TokenRequests {
  /**
   * Returns a promise of a token. It settles in `settle`, or rejects when the signal aborts.
   *
   * @param minValidityMs The remaining lifetime that the current token must have to be accepted. Undefined if
   *   only a later token is.
   * @param patientUntil The promise rejects if the next attempt would start after this time.
   */
  add(
    minValidityMs: number | undefined,
    patientUntil: number,
    signal: AbortSignalLike | undefined,
  ): Promise<string>
  size(): number
  /** Settles the promises that can be settled. */
  settle(failure?: Failure): void
}

/**
 * Creates an empty set of requests.
 *
 * @param read Returns the time.
 * @param onAbort Called when a request was aborted.
 */
export function createTokenRequests(
  { current, failure: currentFailure, isSigningIn }: Renewal,
  read: () => number,
  onAbort: () => void,
): TokenRequests {
  const requests = new Set<(failure: Failure | undefined) => void>()
  return {
    add(minValidityMs, patientUntil, signal) {
      const old = current()?.token
      const promise = new Promise<string>((resolve, reject) => {
        const settle = (failure: Failure | undefined) => {
          const lease = current()
          // While the token cannot be renewed, any valid token is acceptable.
          const isStuck = isSigningIn() || (failure && failure.retryAt > read())
          if (
            lease &&
            (lease.token !== old ||
              (minValidityMs !== undefined &&
                lease.endsAt - read() >= validityMs(isStuck ? 0 : minValidityMs, lease.lifeMs)))
          )
            resolve(lease.token)
          else if (failure && failure.retryAt > patientUntil) reject(failure.error)
          else return
          requests.delete(settle)
          signal?.removeEventListener('abort', abort)
        }
        const abort = () => {
          reject(abortReason(signal as AbortSignalLike))
          requests.delete(settle)
          signal?.removeEventListener('abort', abort)
          onAbort()
        }
        if (signal?.aborted) return abort()
        signal?.addEventListener('abort', abort)
        requests.add(settle)
      })
      // An unhandled rejection must not end a process; the snapshot also reports the failure.
      promise.catch(() => undefined)
      return promise
    },
    size: () => requests.size,
    settle(failure = currentFailure()) {
      for (const settle of requests) settle(failure)
    },
  }
}
