import { ApiError, ConnectionError, type GreenroomError, TimeoutError } from '../errors.ts'
import type { CallOptions, EndpointDefinition } from '../types.ts'
import { endsWithPathName } from '../wire/path.ts'

const firstWaitMs = 500
const longestBackoffMs = 8_000
/** If the server requests a longer wait, the call is not retried; the error has `retryAfterMs`. */
const longestWaitMs = 30_000

/**
 * Returns the wait that a response requests, in milliseconds: from `Retry-After` in seconds or as a date,
 * else, for a 429, from the reset of the rate limit.
 */
export function retryAfterMs(headers: Headers, status: number, nowMs: number): number | undefined {
  for (const header of [headers.get('retry-after'), status === 429 && headers.get('x-ratelimit-reset')]) {
    if (!header) continue
    const seconds = Number(header)
    const ms = Number.isNaN(seconds) ? Math.max(0, Date.parse(header) - nowMs) : seconds * 1000
    if (ms >= 0 && ms < Number.POSITIVE_INFINITY) return Math.round(ms)
  }
  return undefined
}

/** Returns whether a failure is transient. */
function isTransient(error: GreenroomError): boolean {
  if (error instanceof ConnectionError || error instanceof TimeoutError) return true
  return error instanceof ApiError && (error.status === 408 || error.status === 429 || error.status >= 500)
}

/** Returns whether a failed attempt may have acted. */
export function mayHaveActed({ outcome }: GreenroomError): boolean {
  return outcome === 'unknown' || outcome === 'accepted'
}

/** Returns whether a failed call can be repeated without acting twice. */
function isRepeatable(endpoint: EndpointDefinition, error: GreenroomError): boolean {
  if (!mayHaveActed(error)) return true
  if (endpoint.repeatable !== undefined || endpoint.method === 'GET') return true
  return endpoint.method === 'DELETE' && endsWithPathName(endpoint.path)
}

/**
 * Returns the milliseconds to wait before the next attempt; undefined if the call must not be retried.
 *
 * Full jitter: each wait is random between zero and a bound that doubles each time, so that clients that
 * failed at the same time do not retry at the same time.
 *
 * @param attempt Number of attempts so far, from 1.
 */
export function nextWaitMs(
  endpoint: EndpointDefinition,
  error: GreenroomError,
  attempt: number,
  policy: {
    readonly maxRetries: number
    readonly retry: CallOptions['retry']
    readonly random: () => number
  },
): number | undefined {
  if (policy.retry === 'never' || attempt > policy.maxRetries || !isTransient(error)) return undefined
  if (policy.retry !== 'always' && !isRepeatable(endpoint, error)) return undefined
  const requestedMs = error instanceof ApiError ? error.retryAfterMs : undefined
  if (requestedMs !== undefined) return requestedMs <= longestWaitMs ? requestedMs : undefined
  return policy.random() * Math.min(longestBackoffMs, firstWaitMs * 2 ** (attempt - 1))
}
