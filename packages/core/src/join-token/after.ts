import type { Timers } from './clock.ts'

/**
 * Calls back once: after a delay in milliseconds, when the signal aborts, or when the returned function is
 * called.
 */
export function after(timers: Timers, ms: number, signal: AbortSignal, callback: () => void): () => void {
  const now = () => {
    timers.clearTimeout(timer)
    callback()
  }
  const timer = timers.setTimeout(now, ms)
  signal.addEventListener('abort', now)
  if (signal.aborted) now()
  return now
}
