/** How a clock moves: with real time, or only when it is moved. */
export type ClockMode = 'running' | 'manual'

/** The emulator's clock. It can be moved. */
export interface Clock {
  readonly mode: ClockMode
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
  /** Stops a running clock until the returned function is called. It can still be moved. */
  hold(): () => void
  /** Does synchronous work at another time, in milliseconds since 1970. */
  at<T>(nowMs: number, work: () => T): T
  /**
   * Returns a function that does synchronous work as if the clock had not been moved since: at the time of
   * this call, plus the real time that passed if the clock was running.
   */
  mark(): <T>(work: () => T) => T
  /**
   * Formats a time as the API does: ISO 8601 in UTC with microseconds. Consecutive calls return increasing
   * values unless time goes backward.
   *
   * @param atMs - milliseconds since 1970. Default: now.
   */
  timestamp(atMs?: number): string
}

/** Latest time of a clock. Later years have more digits, so their timestamps do not sort as strings. */
export const lastMs = Date.UTC(9999, 11, 31)

/**
 * Returns a time in milliseconds since 1970 if a clock can be set to it.
 *
 * @throws {RangeError} for a time before 1970 or after 9999.
 */
export function validTime(nowMs: number): number {
  // A `Date` passes comparisons too, but additions to it give texts.
  if (!(typeof nowMs === 'number' && nowMs >= 0 && nowMs <= lastMs))
    throw new RangeError('The clock must be between the years 1970 and 9999')
  return nowMs
}

/** Creates a clock that starts at a time in milliseconds since 1970. Default: now. */
export function createClock(startMs: number = Date.now(), mode: ClockMode = 'running'): Clock {
  /** Number of holds; a manual clock is always held. */
  let holds = mode === 'manual' ? 1 : 0
  /** Time of the clock when `real` was read. */
  let base = validTime(startMs)
  let real = Date.now()
  let override: number | undefined
  const elapsed = (from: number) => (holds > 0 ? 0 : Date.now() - from)
  const now = () => override ?? base + elapsed(real)
  const set = (nowMs: number) => {
    base = validTime(nowMs)
    real = Date.now()
  }
  const at = <T>(nowMs: number, work: () => T): T => {
    const before = override
    override = nowMs
    try {
      return work()
    } finally {
      override = before
    }
  }
  const format = createTimestamps()
  return {
    mode,
    now,
    advance: (secs) => set(now() + secs * 1000),
    set,
    hold() {
      set(now())
      holds += 1
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        real = Date.now()
        holds -= 1
      }
    },
    at,
    mark() {
      const markedMs = now()
      const markedReal = Date.now()
      return (work) => at(markedMs + elapsed(markedReal), work)
    },
    timestamp: (atMs = now()) => format(atMs),
  }
}

/** Returns a formatter of times. Microseconds keep records of the same millisecond in order. */
function createTimestamps(): (atMs: number) => string {
  let lastMs = Number.NaN
  let micros = 0
  let second = Number.NaN
  let prefix = ''
  return (atMs) => {
    const ms = Math.floor(atMs)
    // Records of more than a thousand microseconds after a standing clock's time still come in order.
    micros = ms >= lastMs ? Math.max(micros + 1 - (ms - lastMs) * 1000, 0) : 0
    lastMs = ms
    const shownMs = ms + Math.floor(micros / 1000)
    if (Math.floor(shownMs / 1000) !== second) {
      second = Math.floor(shownMs / 1000)
      prefix = new Date(second * 1000).toISOString().slice(0, -'000Z'.length)
    }
    const fraction = (shownMs - second * 1000) * 1000 + (micros % 1000)
    return `${prefix}${String(fraction).padStart(6, '0')}Z`
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
