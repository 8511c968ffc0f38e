import type { Limiter } from './limits.ts'

/** The rate-limiting binding of Cloudflare Workers, as `wrangler.jsonc` declares it under `ratelimits`. */
export interface RateLimitBinding {
  limit(options: { key: string }): Promise<{ readonly success: boolean }>
}

/**
 * Makes a limiter of a Worker's rate-limiting binding, which counts for all isolates at one location.
 *
 * @param periodSecs The binding's own period, 10 or 60: it does not tell when it lets the next one through,
 *   so this is what pages are told to wait. Default: 60.
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
  return async (key) => {
    const { success } = await binding.limit({ key })
    return success ? { allowed: true } : { allowed: false, retryAfterMs: periodSecs * 1000 }
  }
}
