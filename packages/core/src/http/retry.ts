import { ApiError, ConnectionError, type GreenroomError, type Outcome, TimeoutError } from '../errors.ts'
import type { CallOptions, EndpointDefinition } from '../types.ts'
import { endsWithPathName } from '../wire/path.ts'

const firstWaitMs = 500
const longestBackoffMs = 8_000
/** A longer wait that the server asks for is not begun: the caller gets the error, with `retryAfterMs`. */
const longestWaitMs = 30_000

/** Reads how long an answer asks to wait, in milliseconds: `Retry-After` as seconds or date, else the rate limit's reset. */
export function retryAfterMs(headers: Headers, status: number, nowMs: number): number | undefined {
  for (const asked of [headers.get('retry-after'), status === 429 && headers.get('x-ratelimit-reset')]) {
    if (!asked) continue
    const seconds = Number(asked)
    const ms = Number.isNaN(seconds) ? Math.max(0, Date.parse(asked) - nowMs) : seconds * 1000
    if (ms >= 0) return Math.round(ms)
  }
  return undefined
}

/** Whether a failure may pass by itself. */
function isTransient(error: GreenroomError): boolean {
  if (error instanceof ConnectionError || error instanceof TimeoutError) return true
  return error instanceof ApiError && (error.status === 408 || error.status === 429 || error.status >= 500)
}

/** Returns whether a failed call can be repeated without acting twice. */
function isRepeatable(endpoint: EndpointDefinition, outcome: Outcome): boolean {
  if (outcome === 'not-sent' || outcome === 'rejected') return true
  if (endpoint.repeatable !== undefined || endpoint.method === 'GET') return true
  return endpoint.method === 'DELETE' && endsWithPathName(endpoint.path)
}

/**
 * Tells how long to wait before the next try, or that there is none. Full jitter: each wait is drawn from
 * zero to twice the last bound, so that clients that failed together do not come back together.
 *
 * @param attempt Tries made so far, from 1.
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
  if (policy.retry !== 'always' && !isRepeatable(endpoint, error.outcome)) return undefined
  const asked = error instanceof ApiError ? error.retryAfterMs : undefined
  if (asked !== undefined) return asked <= longestWaitMs ? asked : undefined
  return policy.random() * Math.min(longestBackoffMs, firstWaitMs * 2 ** (attempt - 1))
}
