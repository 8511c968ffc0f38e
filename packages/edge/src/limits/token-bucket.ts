import { ConfigError } from '@greenroom/core'
import { checkKeys } from '../check-keys.ts'
import type { Limiter } from './limits.ts'

/** Options of {@link createTokenBucket}. */
export interface TokenBucketOptions {
  /** Calls per minute and key in the long run. */
  readonly perMinute: number
  /** Calls that a key may make at once, 1 or more. Default: `perMinute`. */
  readonly burst?: number | undefined
  /**
   * Maximum number of keys that have not refilled yet. Further keys are rejected until one has, because
   * dropping a key early would give it its calls back. A key takes about 200 bytes. Default: 10_000.
   */
  readonly maxKeys?: number | undefined
  /** Returns the current time in milliseconds. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

interface Bucket {
  readonly leftMs: number
  readonly at: number
}

/**
 * Creates a limiter that counts in memory, for a single process. Multiple processes, such as the isolates of
 * a Worker, count separately: use {@link workersLimiter} for those.
 *
 * @throws {ConfigError} for an unknown option, and for values that would reject or allow every call.
 *
 * @example
 * ```ts
 * import { createTokenBucket } from '@greenroom/edge'
 *
 * export const limits = { perUser: createTokenBucket({ perMinute: 60, burst: 10 }) }
 * ```
 */
export function createTokenBucket(options: TokenBucketOptions): Limiter {
  checkKeys('createTokenBucket', options, ['perMinute', 'burst', 'maxKeys', 'now'])
  const { perMinute, burst = perMinute, maxKeys = 10_000, now = () => Date.now() } = options
  const areNumbers = [perMinute, burst, maxKeys].every(Number.isFinite)
  if (!(areNumbers && perMinute > 0 && burst >= 1 && maxKeys >= 1)) {
    throw new ConfigError('perMinute must be a number above 0, burst and maxKeys numbers of at least 1')
  }
  // Counted in milliseconds of waiting, because fractions of calls would not be whole numbers.
  const costMs = 60_000 / perMinute
  const fullMs = burst * costMs
  const buckets = new Map<string, Bucket>()
  const levelOf = ({ leftMs, at }: Bucket, time: number) => {
    // A clock that was set back must not drain the bucket.
    return Math.min(fullMs, leftMs + Math.max(0, time - at))
  }
  /** No bucket is full before this time. */
  let nextFullAt = Number.POSITIVE_INFINITY
  /** Removes full buckets, which a new one would equal. */
  const removeFull = (time: number) => {
    if (time < nextFullAt) return
    nextFullAt = Number.POSITIVE_INFINITY
    for (const [key, bucket] of buckets) {
      const missingMs = fullMs - levelOf(bucket, time)
      if (missingMs <= 0) buckets.delete(key)
      else nextFullAt = Math.min(nextFullAt, time + missingMs)
    }
  }

  return (key) => {
    const at = now()
    const before = buckets.get(key)
    if (!before && buckets.size >= maxKeys) {
      removeFull(at)
      if (buckets.size >= maxKeys) return { allowed: false, retryAfterMs: Math.ceil(nextFullAt - at) }
    }
    const filledMs = before ? levelOf(before, at) : fullMs
    const allowed = filledMs >= costMs
    const leftMs = allowed ? filledMs - costMs : filledMs
    buckets.set(key, { leftMs, at })
    nextFullAt = Math.min(nextFullAt, at + fullMs - leftMs)
    return allowed ? { allowed } : { allowed, retryAfterMs: Math.ceil(costMs - filledMs) }
  }
}
