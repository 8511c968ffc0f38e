/** Tells the time, in two ways that fail differently. */
export interface Clock {
  /** Milliseconds since 1970 by the device's own clock, which may be wrong and may be set. */
  now(): number
  /** Milliseconds since some moment; never set, but it may stand still while the device sleeps. */
  monotonic(): number
}

/** Calls back later. What `setTimeout` answers is handed to `clearTimeout`, and is not looked at. */
export interface Timers {
  setTimeout(callback: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
}

/** The platform's clocks, looked up at each reading. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
}

/** The platform's timers, looked up at each call. */
export const systemTimers: Timers = {
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer as number),
}

/** The time since a moment, which never runs back. */
export interface Stopwatch {
  /** Milliseconds since the stopwatch was made. */
  read(): number
  /** What the device's clock shows at a reading, in milliseconds since 1970. */
  wallTimeAt(reading: number): number
}

/** Clocks that differ by more than this did not merely drift. */
const driftMs = 2_000

/**
 * Makes one time out of two clocks: it is as late as the later of them says, so that neither a clock that
 * stands still in sleep nor one that is set back makes anything live longer. A clock set forward counts as
 * time that has passed.
 */
export function createStopwatch(clock: Clock): Stopwatch {
  let wallStart = clock.now()
  let monotonicStart = clock.monotonic()
  let time = 0
  return {
    read() {
      const wall = clock.now() - wallStart
      const monotonic = clock.monotonic() - monotonicStart
      time = Math.max(time, wall, monotonic)
      // One that lags this far was set back, or stood still: it counts again from here.
      if (time - wall > driftMs) wallStart -= time - wall
      if (time - monotonic > driftMs) monotonicStart -= time - monotonic
      return time
    },
    wallTimeAt: (reading) => Math.round(wallStart + reading),
  }
}
