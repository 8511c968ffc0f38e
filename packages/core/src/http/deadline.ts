import { isGreenroomError } from '../errors.ts'

/** The end of a call: by its limit of time or by its caller, whichever comes first. */
export interface Deadline {
  /** Milliseconds until the limit. */
  leftMs(): number
  /**
   * Runs work until it settles, the deadline comes, or the work's own limit has passed. It then rejects at once,
   * whether or not the work listens to the signal.
   */
  run<T>(work: (signal: AbortSignal) => Promise<T>, limitMs: number, late: () => unknown): Promise<T>
  /** Lets time pass; rejects as soon as the deadline comes. */
  wait(ms: number): Promise<void>
  /** Takes the listener back; must be called once the call is over. */
  release(): void
}

/**
 * Sets a deadline. It leaves one listener at most on the caller's signal, which may live as long as the app,
 * and takes it back.
 */
export function createDeadline(
  caller: AbortSignal | undefined,
  timeoutMs: number,
  late: () => unknown,
): Deadline {
  const endsAt = performance.now() + timeoutMs
  /** Why it came, once it has. */
  let reached: { readonly reason: unknown } | undefined
  /** Stops what is under way. */
  let stop: ((reason: unknown) => void) | undefined

  const reach = (reason: unknown) => {
    reached ??= { reason }
    stop?.(reached.reason)
  }
  const onAbort = () => reach(abortReason(caller as AbortSignal))
  const leftMs = () => endsAt - performance.now()
  if (caller?.aborted) onAbort()
  else caller?.addEventListener('abort', onAbort)

  const run: Deadline['run'] = async (work, limitMs, workLate) => {
    if (reached) throw reached.reason
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      return await new Promise((resolve, reject) => {
        stop = (reason) => {
          reject(reason)
          controller.abort(reason)
        }
        const left = leftMs()
        // One timer, of what comes first: it is not free. It takes no longer time, and would be over at once.
        timer = setTimeout(
          () => (limitMs < left ? stop?.(workLate()) : reach(late())),
          Math.min(limitMs, left, 0x7fffffff),
        )
        work(controller.signal).then(resolve, reject)
      })
    } finally {
      stop = undefined
      clearTimeout(timer)
    }
  }
  return {
    leftMs,
    run,
    wait: (ms) =>
      run(
        () => new Promise<never>(() => undefined),
        ms,
        () => undefined,
      ).catch((reason: unknown) => {
        if (reached) throw reason
      }),
    release: () => caller?.removeEventListener('abort', onAbort),
  }
}

/** The reason of an abort as callers know it from `fetch`: theirs if it is a DOMException, else an `AbortError`. */
export function abortReason({ reason }: AbortSignal): unknown {
  const Exception =
    globalThis.DOMException ??
    // React Native has none.
    class extends Error {
      override name = 'AbortError'
    }
  if (reason instanceof Exception || isGreenroomError(reason)) return reason
  return Object.assign(new Exception('The call was aborted', 'AbortError'), { cause: reason })
}
