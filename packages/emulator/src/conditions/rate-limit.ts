import type { Clock } from '../clock.ts'

/** How many requests the API takes in a while. */
export interface RateLimit {
  readonly requests: number
  readonly perSecs: number
}

/** What a request may still do. */
export interface Allowance {
  readonly allowed: boolean
  /** The API's own headers of it. */
  readonly headers: Readonly<Record<string, string>>
}

const secsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

/** Reads a limit as `20/s`, `600/m` or `5000/h`; undefined when it is none. */
export function readRateLimit(text: string): RateLimit | undefined {
  const [, requests, unit = ''] = /^([1-9]\d*)\/([smh])$/.exec(text) ?? []
  const perSecs = secsOf[unit]
  return requests === undefined || perSecs === undefined ? undefined : { requests: Number(requests), perSecs }
}

/** Counts requests by windows of the emulator's clock. */
export function createRateLimiter({ requests, perSecs }: RateLimit, clock: Clock): () => Allowance {
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
