import { ConfigError } from '@greenroom/core'
import type { Limiter } from './limits.ts'

/** How a token bucket is filled. */
export interface TokenBucketOptions {
  /** How many calls each key has per minute in the long run. */
  readonly perMinute: number
  /** How many of them may come at once, 1 or more. Default: `perMinute`. */
  readonly burst?: number | undefined
  /** How many keys are remembered; the one unused for longest is forgotten first. Default: 10_000. */
  readonly maxKeys?: number | undefined
  /** The time in milliseconds. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/**
 * Makes a limiter that counts in memory: right for one process. Several, such as the isolates of a Worker,
 * count apart; see {@link workersLimiter} for those.
 *
 * @throws {ConfigError} for figures that let nothing through.
 *
 * @example
 * ```ts
 * import { createTokenBucket } from '@greenroom/edge'
 *
 * export const limits = { perUser: createTokenBucket({ perMinute: 60, burst: 10 }) }
 * ```
 */
export function createTokenBucket(options: TokenBucketOptions): Limiter {
  const { perMinute, burst = perMinute, maxKeys = 10_000, now = () => Date.now() } = options
  if (!(perMinute > 0 && burst >= 1 && maxKeys >= 1)) {
    throw new ConfigError('A token bucket needs perMinute over 0, and burst and maxKeys of 1 or more')
  }
  // Counted in milliseconds of waiting, which are whole numbers where shares of calls would not be.
  const costMs = 60_000 / perMinute
  const fullMs = burst * costMs
  const buckets = new Map<string, { readonly leftMs: number; readonly at: number }>()

  return (key) => {
    const at = now()
    const before = buckets.get(key)
    // A clock that was set back must not empty anything.
    const filledMs = before ? Math.min(fullMs, before.leftMs + Math.max(0, at - before.at)) : fullMs
    const allowed = filledMs >= costMs
    // The last one used goes to the end, as maps keep the order of insertion.
    buckets.delete(key)
    buckets.set(key, { leftMs: allowed ? filledMs - costMs : filledMs, at })
    const [oldest] = buckets.keys()
    if (buckets.size > maxKeys && oldest !== undefined) buckets.delete(oldest)
    return allowed ? { allowed } : { allowed, retryAfterMs: Math.ceil(costMs - filledMs) }
  }
}
