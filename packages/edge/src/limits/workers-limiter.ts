import { ConfigError } from '@greenroom/core'
import type { Limiter } from './limits.ts'

/** The rate-limiting binding of Cloudflare Workers, as `wrangler.jsonc` declares it under `ratelimits`. */
export interface RateLimitBinding {
  limit(options: { key: string }): Promise<{ readonly success: boolean }>
}

/**
 * Creates a limiter from a Worker's rate-limiting binding, which counts for all isolates at one location.
 *
 * @param periodSecs The binding's period in seconds, 10 or 60. The binding does not report when the next call
 * is allowed, so pages wait for one period. Default: 60.
 * @throws {ConfigError} for another period.
 *
 * @example
 * ```ts
 * import { type RateLimitBinding, workersLimiter } from '@greenroom/edge'
 *
 * declare const env: { CALLS_PER_USER: RateLimitBinding }
 *
 * export const limits = { perUser: workersLimiter(env.CALLS_PER_USER) }
 * ```
 */
export function workersLimiter(binding: RateLimitBinding, periodSecs: 10 | 60 = 60): Limiter {
  if (![10, 60].includes(periodSecs)) throw new ConfigError('periodSecs must be 10 or 60')
  return async (key) => {
    const { success } = await binding.limit({ key })
    return success ? { allowed: true } : { allowed: false, retryAfterMs: periodSecs * 1000 }
  }
}
