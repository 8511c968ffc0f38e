import type { Timers } from '@greenroom/core/join-token'

/**
 * This many consecutive timers outlast everything that is in progress in the browser tab: a response that
 * arrived but was not dispatched yet, or a departure, for which the vendor's package needs one response and
 * two checks, each a timer of 0 ms.
 */
const turns = 6
const turnMs = 5

/** Runs a callback after the events that are already queued. */
export function defer(timers: Timers, run: () => unknown, remaining = turns): void {
  if (remaining > 0) timers.setTimeout(() => defer(timers, run, remaining - 1), turnMs)
  else run()
}
