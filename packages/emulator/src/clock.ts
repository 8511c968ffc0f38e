/** The emulator's own time: it runs as real time does, and can be moved. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /**
   * Moves the clock; backwards too.
   *
   * @throws {RangeError} where that is before 1970 or after 9999.
   */
  advance(secs: number): void
  /**
   * Sets it to a moment, in milliseconds since 1970.
   *
   * @throws {RangeError} for one before 1970 or after 9999.
   */
  set(nowMs: number): void
  /**
   * A moment as the API writes it: ISO 8601 in UTC with microseconds, never the same twice.
   *
   * @param atMs Default: now.
   */
  timestamp(atMs?: number): string
}

/** The last moment that a clock can be at: later ones are written in another way, and do not compare as texts. */
export const lastMs = Date.UTC(9999, 11, 31)

/** Makes a clock that begins at the given moment. Default: now. */
export function createClock(startMs: number = Date.now()): Clock {
  let offsetMs = 0
  let last = { ms: Number.NaN, micros: 0, start: '' }
  const now = () => Date.now() + offsetMs
  const set = (nowMs: number) => {
    if (!(nowMs >= 0 && nowMs <= lastMs)) throw new RangeError('The clock goes from 1970 to 9999')
    offsetMs = nowMs - Date.now()
  }
  set(startMs)
  return {
    now,
    advance: (secs) => set(now() + secs * 1000),
    set,
    timestamp(atMs = now()) {
      const ms = Math.floor(atMs)
      // Records made in one millisecond keep their order by the digits below it.
      last =
        ms === last.ms
          ? { ...last, micros: Math.min(last.micros + 1, 999) }
          : { ms, micros: 0, start: new Date(ms).toISOString().slice(0, -1) }
      return `${last.start}${String(last.micros).padStart(3, '0')}Z`
    },
  }
}

/** A moment to the second, as the API writes when a token ends. */
export function toSecond(epochSecs: number): string {
  return new Date(epochSecs * 1000).toISOString().replace('.000Z', 'Z')
}

/** Whole seconds from one moment to another; never less than none. */
export function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))
}
