import { type Claims, claimsOf } from '../jwt.ts'
import type { JoinToken } from '../video/rooms.ts'
import { JoinTokenError } from './errors.ts'
import { dueAfterMs, never } from './schedule.ts'

/** A token with its expiry and renewal times, as readings of the source's stopwatch. */
export interface Lease {
  readonly token: string
  readonly claims: Claims
  readonly context: string | undefined
  readonly lifeMs: number
  /** The earliest time at which it may have expired; 0 if it was reported as rejected. */
  readonly endsAt: number
  /** When it is due for renewal. */
  readonly dueAt: number
  readonly refresh: RefreshToken | undefined
  /** The response that it was created from, for other tabs. */
  readonly response: JoinToken
}

interface RefreshToken {
  readonly token: string
  readonly endsAt: number
}

/** A stated lifetime above this is not credible. */
const longestLifeMs = 90 * 86_400_000
/** The longest lifetime that the API gives a token, which takes the place of one that is not credible. */
const usualLifeMs = 3_600_000
/** A token with a shorter lifetime would expire on its way. */
const shortestLifeMs = 1_000

/**
 * Returns the lifetime of a response's token, in milliseconds; undefined if it is not stated. It is 0 or less
 * if the token has already expired, and an hour if more than 90 days are stated.
 */
export function lifetimeMs({ token, expires_in_ms }: JoinToken): number | undefined {
  const isStated = typeof expires_in_ms === 'number' && !Number.isNaN(expires_in_ms)
  const lifeMs = isStated ? expires_in_ms : claimedLifeMs(claimsOf(token))
  return lifeMs !== undefined && lifeMs > longestLifeMs ? usualLifeMs : lifeMs
}

/**
 * Creates a lease from a response. Its lifetime starts when the request was sent, because no token is issued
 * before that, and lasts as long as the server says. Whether this device's clock is right does not matter.
 *
 * @param sentAt When the request was sent.
 * @param previous The previous lease. Its refresh token is kept if the response has none.
 * @throws {JoinTokenError} if the response has no token, or one that does not state its lifetime.
 */
export function leaseOf(
  response: JoinToken,
  sentAt: number,
  random: () => number,
  previous: Lease | undefined,
): Lease {
  // A token that is not a string has no `trim`.
  if (!response?.token?.trim?.()) {
    throw new JoinTokenError('unreadable', 'The response has no join token')
  }
  const lifeMs = lifetimeMs(response)
  if (lifeMs === undefined) {
    throw new JoinTokenError('no_lifetime', 'The join token has no expires_in_ms, exp and iat')
  }
  const { token, context } = response
  return {
    token,
    claims: claimsOf(token),
    context: context ?? undefined,
    lifeMs,
    endsAt: sentAt + lifeMs,
    dueAt: sentAt + dueAfterMs(lifeMs, random),
    refresh: refreshTokenOf(response, sentAt) ?? previous?.refresh,
    response,
  }
}

function refreshTokenOf({ refresh_token: token }: JoinToken, sentAt: number): RefreshToken | undefined {
  // A gateway seals its refresh token, so its expiry is unknown until the gateway rejects it.
  return token?.trim?.() ? { token, endsAt: sentAt + (claimedLifeMs(claimsOf(token)) ?? never) } : undefined
}

/**
 * Returns whether a token is valid, and newer than the previous one. It may expire before that if the server
 * has shortened the lifetime. A cache repeats one old token, so if another one was refused before, it is the
 * previous token that was issued by a clock that was fast.
 *
 * @param refused The token that was refused after the previous one, if any.
 */
export function isNewer(
  { token, claims, endsAt, lifeMs }: Lease,
  now: number,
  previous: Lease | undefined,
  refused = token,
): boolean {
  // Comparisons with NaN are false.
  if (!(endsAt > now) || lifeMs < shortestLifeMs) return false
  if (!previous) return true
  const { exp, iat } = previous.claims
  return token !== previous.token && (token !== refused || !(claims.exp <= exp && claims.iat < iat))
}

function claimedLifeMs({ iat, exp }: Claims): number | undefined {
  const ms = (exp - iat) * 1_000
  return Number.isNaN(ms) ? undefined : ms
}
