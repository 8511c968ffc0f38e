import type { Clock } from '../clock.ts'

/** Number of requests that the API accepts per time window. */
export interface RateLimit {
  readonly requests: number
  /** Length of the window, in seconds. */
  readonly perSecs: number
}

/** Whether a request is within the limit. */
export interface LimitResult {
  readonly allowed: boolean
  /** The API's rate limit headers. */
  readonly headers: Readonly<Record<string, string>>
}

const secsOf: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
])

/** Parses a limit such as `20/s`, `600/m` or `5000/h`. Returns undefined if it is invalid. */
export function readRateLimit(text: string): RateLimit | undefined {
  const [, requests, unit = ''] = /^([1-9]\d*)\/([smh])$/.exec(text) ?? []
  const perSecs = secsOf.get(unit)
  return requests === undefined || perSecs === undefined ? undefined : { requests: Number(requests), perSecs }
}

/** Returns a function that counts a request against the limit. Windows follow the emulator's clock. */
export function createRateLimiter({ requests, perSecs }: RateLimit, clock: Clock): () => LimitResult {
  let window = Number.NaN
  let used = 0
  return () => {
    const nowSecs = clock.now() / 1000
    const current = Math.floor(nowSecs / perSecs)
    if (current !== window) {
      window = current
      used = 0
    }
    used += 1
    const resetSecs = Math.max(1, Math.ceil((current + 1) * perSecs - nowSecs))
    const allowed = used <= requests
    return {
      allowed,
      headers: {
        'x-ratelimit-limit': String(requests),
        'x-ratelimit-remaining': String(Math.max(0, requests - used)),
        'x-ratelimit-reset': String(resetSecs),
        ...(allowed ? {} : { 'retry-after': String(resetSecs) }),
      },
    }
  }
}
