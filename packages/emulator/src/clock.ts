/** The emulator's clock. It runs like real time and can be moved. */
export interface Clock {
  /** Returns the current time in milliseconds since 1970. */
  now(): number
  /**
   * Moves the clock by seconds, forward or backward.
   *
   * @throws {RangeError} if the result is before 1970 or after 9999.
   */
  advance(secs: number): void
  /**
   * Sets the clock to a time in milliseconds since 1970.
   *
   * @throws {RangeError} for a time before 1970 or after 9999.
   */
  set(nowMs: number): void
  /**
   * Formats a time as the API does: ISO 8601 in UTC with microseconds. Consecutive calls return different
   * values.
   *
   * @param atMs - milliseconds since 1970. Default: now.
   */
  timestamp(atMs?: number): string
}

/** Latest time of a clock. Later years have more digits, so their timestamps do not sort as strings. */
export const lastMs = Date.UTC(9999, 11, 31)

/** Creates a clock that starts at a time in milliseconds since 1970. Default: now. */
export function createClock(startMs: number = Date.now()): Clock {
  let offsetMs = 0
  let last = { ms: Number.NaN, micros: 0, start: '' }
  const now = () => Date.now() + offsetMs
  const set = (nowMs: number) => {
    if (!(nowMs >= 0 && nowMs <= lastMs))
      throw new RangeError('The clock must be between the years 1970 and 9999')
    offsetMs = nowMs - Date.now()
  }
  set(startMs)
  return {
    now,
    advance: (secs) => set(now() + secs * 1000),
    set,
    timestamp(atMs = now()) {
      const ms = Math.floor(atMs)
      // Microseconds keep records of the same millisecond in order.
      last =
        ms === last.ms
          ? { ...last, micros: Math.min(last.micros + 1, 999) }
          : { ms, micros: 0, start: new Date(ms).toISOString().slice(0, -1) }
      return `${last.start}${String(last.micros).padStart(3, '0')}Z`
    },
  }
}

/** Formats a time, in seconds since 1970, as the API formats the expiry of a token. */
export function toSecond(epochSecs: number): string {
  return new Date(epochSecs * 1000).toISOString().replace('.000Z', 'Z')
}

/** Returns the whole seconds from one time to another; 0 if the second is earlier. */
export function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))
}
