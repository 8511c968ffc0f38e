import { isGreenroomError } from '../errors.ts'

/** Ends work at once when the caller aborts or time runs out, whether or not the work listens. */
export interface Cancellation {
  readonly signal: AbortSignal
  /** Settles as the work does, or rejects with the reason as soon as there is one. */
  race<T>(work: Promise<T>): Promise<T>
  /** Rejects after `ms` have passed only if it was cancelled before. */
  wait(ms: number): Promise<void>
  /** Takes listener and timer back; must be called once the work is over. */
  release(): void
}

/**
 * Joins the caller's signal and a time limit in one place, so that a call leaves one listener at most on a
 * signal that may live as long as the app, and takes it back.
 */
export function createCancellation(
  caller: AbortSignal | undefined,
  timeoutMs: number,
  timeoutReason: () => unknown,
): Cancellation {
  const controller = new AbortController()
  let reject: (reason: unknown) => void = () => undefined
  const cancelled = new Promise<never>((_, fail) => {
    reject = fail
  })
  // Nobody may be racing when it is cancelled.
  cancelled.catch(() => undefined)

  const cancel = (reason: unknown) => {
    controller.abort(reason)
    reject(reason)
  }
  const onAbort = () => cancel(abortReason(caller as AbortSignal))
  const timer = Number.isFinite(timeoutMs) ? setTimeout(() => cancel(timeoutReason()), timeoutMs) : undefined
  if (caller?.aborted) onAbort()
  else caller?.addEventListener('abort', onAbort, { once: true })

  const race = <T>(work: Promise<T>) => Promise.race([work, cancelled])
  return {
    signal: controller.signal,
    race,
    wait(ms) {
      let waiting: ReturnType<typeof setTimeout> | undefined
      const over = new Promise<void>((resolve) => {
        waiting = setTimeout(resolve, ms)
      })
      return race(over).finally(() => clearTimeout(waiting))
    },
    release() {
      clearTimeout(timer)
      caller?.removeEventListener('abort', onAbort)
    },
  }
}

/** The reason of an abort as callers know it from `fetch`: theirs if it is a DOMException, else an `AbortError`. */
export function abortReason({ reason }: AbortSignal): unknown {
  if (reason instanceof DOMException || isGreenroomError(reason)) return reason
  return Object.assign(new DOMException('The call was aborted', 'AbortError'), { cause: reason })
}
