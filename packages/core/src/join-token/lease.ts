import { type Claims, claimsOf } from '../jwt.ts'
import type { JoinToken } from '../video/rooms.ts'
import { JoinTokenError, StaleTokenError } from './errors.ts'
import { dueAfterMs, never } from './schedule.ts'

/** A token with its expiry and renewal times, as readings of the source's stopwatch. */
export interface Lease {
  readonly token: string
  readonly claims: Claims
  readonly context: string | undefined
  readonly lifeMs: number
  /** The earliest time at which it may have expired. */
  readonly endsAt: number
  /** When it is due for renewal. */
  readonly dueAt: number
  /** Whether it was reported as rejected. */
  readonly rejected: boolean
  readonly refresh: RefreshToken | undefined
  /** The response that it was made from, for other tabs. */
  readonly answer: JoinToken
}

interface RefreshToken {
  readonly token: string
  readonly endsAt: number
}

/** Returns the lifetime of a response's token, in milliseconds; undefined if it is not stated. */
export function lifetimeMs({ token, expires_in_ms }: JoinToken): number | undefined {
  return duration(expires_in_ms) ?? claimedLifeMs(claimsOf(token))
}

/** The circumstances in which a response arrived. */
export interface Arrival {
  /** When it was requested, and when it arrived. */
  readonly sentAt: number
  readonly now: number
  /** The previous lease. The new one must be newer. */
  readonly previous: Lease | undefined
  readonly random: () => number
}

/**
 * Makes a lease from a response. Its lifetime starts when the request was sent, because no token is issued
 * before that, and lasts as long as the server says. Whether this device's clock is right does not matter.
 *
 * @throws {JoinTokenError} if the response has no token, or one that does not state its lifetime.
 * @throws {StaleTokenError} if the token is not newer than the previous one, or has already expired.
 */
export function leaseOf(answer: JoinToken, { sentAt, now, previous, random }: Arrival): Lease {
  // A token that is not a string has no `trim`.
  if (!answer?.token?.trim?.()) {
    throw new JoinTokenError('unreadable', 'The answer has no join token')
  }
  const lifeMs = lifetimeMs(answer)
  if (lifeMs === undefined) {
    throw new JoinTokenError('no_lifetime', 'The join token has no expires_in_ms, and no exp and iat')
  }
  const { token, context } = answer
  const lease: Lease = {
    token,
    claims: claimsOf(token),
    context: context ?? undefined,
    lifeMs,
    endsAt: sentAt + lifeMs,
    dueAt: sentAt + dueAfterMs(lifeMs, random),
    rejected: false,
    refresh: refreshTokenOf(answer, sentAt) ?? previous?.refresh,
    answer,
  }
  // The negated comparison also rejects NaN.
  if (!(lease.endsAt > now) || (previous && !isNewer(lease, previous))) throw new StaleTokenError()
  return lease
}

function refreshTokenOf({ refresh_token: token }: JoinToken, sentAt: number): RefreshToken | undefined {
  // A gateway seals its refresh token, so its expiry is unknown until the gateway rejects it.
  return token ? { token, endsAt: sentAt + (claimedLifeMs(claimsOf(token)) ?? never) } : undefined
}

/** A newer token may expire before the older one if the server has shortened the lifetime. */
function isNewer(lease: Lease, previous: Lease): boolean {
  if (lease.token === previous.token) return false
  const { claims } = lease
  return !(claims.exp <= previous.claims.exp && claims.iat < previous.claims.iat)
}

function claimedLifeMs({ iat, exp }: Claims): number | undefined {
  return duration((exp - iat) * 1_000)
}

function duration(ms: number | null | undefined): number | undefined {
  return typeof ms === 'number' && ms > 0 && Number.isFinite(ms) ? ms : undefined
}
