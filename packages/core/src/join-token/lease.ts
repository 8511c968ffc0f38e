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
  /** The earliest time at which it may have expired; 0 if it was reported as rejected. */
  readonly endsAt: number
  /** When it is due for renewal. */
  readonly dueAt: number
  readonly refresh: RefreshToken | undefined
  /** The response that it was made from, for other tabs. */
  readonly answer: JoinToken
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

/** The circumstances in which a response arrived. */
export interface Arrival {
  /** When it was requested, and when it arrived. */
  readonly sentAt: number
  readonly now: number
  /** The previous lease. The new one must be newer. */
  readonly previous: Lease | undefined
  /** The token of the last response, if it was not newer than the previous lease. */
  readonly refused?: string | undefined
  readonly random: () => number
}

/**
 * Makes a lease from a response. Its lifetime starts when the request was sent, because no token is issued
 * before that, and lasts as long as the server says. Whether this device's clock is right does not matter.
 *
 * @throws {JoinTokenError} if the response has no token, or one that does not state its lifetime.
 * @throws {StaleTokenError} if the token is not newer than the previous one, or has already expired.
 */
export function leaseOf(answer: JoinToken, { sentAt, now, previous, refused, random }: Arrival): Lease {
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
    refresh: refreshTokenOf(answer, sentAt) ?? previous?.refresh,
    answer,
  }
  // The negated comparison also rejects NaN.
  const isOver = !(lease.endsAt > now) || lifeMs < shortestLifeMs
  if (isOver || (previous && !isNewer(lease, previous, refused))) throw new StaleTokenError()
  return lease
}

function refreshTokenOf({ refresh_token: token }: JoinToken, sentAt: number): RefreshToken | undefined {
  // A gateway seals its refresh token, so its expiry is unknown until the gateway rejects it.
  return typeof token === 'string' && token
    ? { token, endsAt: sentAt + (claimedLifeMs(claimsOf(token)) ?? never) }
    : undefined
}

/**
 * Returns whether a token is newer than the previous one. It may expire before that if the server has
 * shortened the lifetime. A cache repeats one old token, so if another one was refused before, it is the
 * previous token that was issued by a clock that was fast.
 */
function isNewer({ token, claims }: Lease, previous: Lease, refused = token): boolean {
  const { exp, iat } = previous.claims
  return token !== previous.token && (token !== refused || !(claims.exp <= exp && claims.iat < iat))
}

function claimedLifeMs({ iat, exp }: Claims): number | undefined {
  const ms = (exp - iat) * 1_000
  return ms > 0 ? ms : undefined
}
