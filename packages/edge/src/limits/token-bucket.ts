import { ConfigError } from '@greenroom/core'
import type { Limiter } from './limits.ts'

/** Options of {@link createTokenBucket}. */
export interface TokenBucketOptions {
  /** Calls per minute and key in the long run. */
  readonly perMinute: number
  /** Calls that a key may make at once, 1 or more. Default: `perMinute`. */
  readonly burst?: number | undefined
  /** Maximum number of keys. The least recently used key is removed first. Default: 10_000. */
  readonly maxKeys?: number | undefined
  /** Returns the current time in milliseconds. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/**
 * Creates a limiter that counts in memory, for a single process. Multiple processes, such as the isolates of
 * a Worker, count separately: use {@link workersLimiter} for those.
 *
 * @throws {ConfigError} for values that would reject every call.
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
  const areNumbers = [perMinute, burst, maxKeys].every(Number.isFinite)
  if (!(areNumbers && perMinute > 0 && burst >= 1 && maxKeys >= 1)) {
    throw new ConfigError('perMinute must be a number above 0, burst and maxKeys numbers of at least 1')
  }
  // Counted in milliseconds of waiting, because fractions of calls would not be whole numbers.
  const costMs = 60_000 / perMinute
  const fullMs = burst * costMs
  const buckets = new Map<string, { readonly leftMs: number; readonly at: number }>()

  return (key) => {
    const at = now()
    const before = buckets.get(key)
    // A clock that was set back must not drain the bucket.
    const filledMs = before ? Math.min(fullMs, before.leftMs + Math.max(0, at - before.at)) : fullMs
    const allowed = filledMs >= costMs
    // Maps keep insertion order, so the most recently used key moves to the end.
    buckets.delete(key)
    buckets.set(key, { leftMs: allowed ? filledMs - costMs : filledMs, at })
    const [oldest] = buckets.keys()
    if (buckets.size > maxKeys && oldest !== undefined) buckets.delete(oldest)
    return allowed ? { allowed } : { allowed, retryAfterMs: Math.ceil(costMs - filledMs) }
  }
}
