import type { Timers } from '../join-token/clock.ts'

/** Schedules a callback that does not keep a process alive, and returns the timer. */
export function schedule(timers: Timers, callback: () => void, ms: number): unknown {
  const timer = timers.setTimeout(callback, ms)
  Object(timer).unref?.()
  return timer
}
