import type { Clock, Timers } from '@greenroom/core/join-token'

/** Time that a test advances, for code that takes its clock and timers as options. */
export interface VirtualTime {
  readonly clock: Clock
  readonly timers: Timers
  /** Advances the time, and runs the timers that are due. */
  advance(ms: number): void
  /** Number of timers that are set. */
  readonly pending: number
}

export function createVirtualTime(now = 1_700_000_000_000): VirtualTime {
  const timers = new Map<number, { readonly at: number; readonly callback: () => void }>()
  let time = now
  let made = 0
  const next = () => [...timers].sort(([, a], [, b]) => a.at - b.at)[0]
  return {
    clock: { now: () => time, monotonic: () => time },
    timers: {
      setTimeout(callback, ms) {
        timers.set(++made, { at: time + ms, callback })
        return made
      },
      clearTimeout: (timer) => timers.delete(timer as number),
    },
    get pending() {
      return timers.size
    },
    advance(ms) {
      const end = time + ms
      for (let due = next(); due && due[1].at <= end; due = next()) {
        timers.delete(due[0])
        time = Math.max(time, due[1].at)
        due[1].callback()
      }
      time = end
    },
  }
}
