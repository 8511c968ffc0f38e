import { isGreenroomError } from '../errors.ts'
import type { AbortSignalLike } from '../types.ts'

/** The end of a call: its timeout or its caller's abort, whichever comes first. */
export interface Deadline {
  /** Returns the milliseconds left until the timeout. */
  leftMs(): number
  /**
   * Runs work until it settles. At the deadline, or after `limitMs`, it rejects immediately, whether or not
   * the work observes the signal. Until `release()`, the caller's abort also aborts the signal of work that
   * has ended, such as that of an open response.
   */
  run<T>(work: (signal: AbortSignal) => Promise<T>, limitMs: number): Promise<T>
  /** Resolves after a time; rejects at the deadline. */
  wait(ms: number): Promise<void>
  /** Removes the listener from the caller's signal. Must be called when the call is over. */
  release(): void
}

/**
 * Creates a deadline. It adds at most one listener to the caller's signal, which may exist as long as the
 * app, and `release()` removes it.
 *
 * @param createError Makes the error for work that takes longer than a limit, in milliseconds.
 */
export function createDeadline(
  caller: AbortSignalLike | undefined,
  timeoutMs: number,
  createError: (limitMs: number) => Error,
): Deadline {
  const endsAt = performance.now() + timeoutMs
  /** The reason, once the deadline has been reached. */
  let reached: unknown
  /** Stops the running work. */
  let stop: ((reason: unknown) => void) | undefined

  const reach = (reason: unknown) => {
    reached ??= reason
    stop?.(reached)
  }
  const onAbort = () => reach(abortReason(caller as AbortSignalLike))
  const leftMs = () => endsAt - performance.now()
  if (caller?.aborted) onAbort()
  else caller?.addEventListener('abort', onAbort)

  const run: Deadline['run'] = async (work, limitMs) => {
    if (reached) throw reached
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      return await new Promise((resolve, reject) => {
        stop = (reason) => {
          reject(reason)
          controller.abort(reason)
        }
        const remainingMs = leftMs()
        // Only one timer, for the earlier of the two limits, since timers cost time. A delay over 2^31 - 1 ms
        // would fire immediately.
        timer = setTimeout(
          () => (limitMs < remainingMs ? stop?.(createError(limitMs)) : reach(createError(timeoutMs))),
          Math.min(limitMs, remainingMs, 0x7fffffff),
        )
        work(controller.signal).then(resolve, reject)
      })
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    leftMs,
    run,
    wait: (ms) =>
      run(() => new Promise<never>(() => undefined), ms).catch(() => {
        if (reached) throw reached
      }),
    release: () => caller?.removeEventListener('abort', onAbort),
  }
}

/**
 * Returns the error for an abort, as `fetch` would: the signal's reason if it is a DOMException or an error
 * of this package, else an `AbortError` with the reason as its cause.
 */
export function abortReason({ reason }: Pick<AbortSignalLike, 'reason'>): unknown {
  const Exception =
    globalThis.DOMException ??
    // React Native has no DOMException.
    class extends Error {
      override name = 'AbortError'
    }
  if (reason instanceof Exception || isGreenroomError(reason)) return reason
  return Object.assign(new Exception('The call was aborted', 'AbortError'), { cause: reason })
}
