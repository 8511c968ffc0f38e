/** Reads the time from two clocks that fail in different ways. */
export interface Clock {
  /** Milliseconds since 1970 by the device's clock, which may be wrong and may be set. */
  now(): number
  /** Milliseconds since an arbitrary moment. It is never set, but may stop while the device sleeps. */
  monotonic(): number
}

/** Schedules callbacks. What `setTimeout` returns is passed to `clearTimeout` unchanged. */
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

/** Measures the time since it was created; the time never decreases. */
export interface Stopwatch {
  /** Milliseconds since the stopwatch was created. */
  read(): number
  /** Converts a reading to the time of the device's clock, in milliseconds since 1970. */
  wallTimeAt(reading: number): number
}

/** A difference between the clocks above this is not mere drift. */
const driftMs = 2_000

/**
 * Combines two clocks and follows the later of them, so that neither a clock that stops during sleep nor one
 * that is set back extends a lifetime. A clock that is set forward counts as time that has passed.
 */
export function createStopwatch(clock: Clock): Stopwatch {
  let wallStart = clock.now()
  let monotonicStart = clock.monotonic()
  let time = 0
  return {
    read() {
      const wall = clock.now() - wallStart
      const monotonic = clock.monotonic() - monotonicStart
      // A comparison, unlike Math.max, ignores NaN.
      if (wall > time) time = wall
      if (monotonic > time) time = monotonic
      // A clock that lags this far was set back or stopped. It continues from the current time.
      if (time - wall > driftMs) wallStart -= time - wall
      if (time - monotonic > driftMs) monotonicStart -= time - monotonic
      return time
    },
    wallTimeAt: (reading) => Math.round(wallStart + reading),
  }
}
