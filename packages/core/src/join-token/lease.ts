import type { JoinToken } from '../video/rooms.ts'
import { JoinTokenError, StaleTokenError } from './errors.ts'
import { type Claims, claimsOf } from './jwt.ts'
import { dueAfterMs, never } from './schedule.ts'

/** A token and the moments of its life, as readings of the source's stopwatch. */
export interface Lease {
  readonly token: string
  readonly claims: Claims
  readonly context: string | undefined
  readonly lifeMs: number
  /** When its life is over, at the earliest that this may be. */
  readonly endsAt: number
  /** When it is to be renewed. */
  readonly dueAt: number
  /** Whether somebody was turned away with it. */
  readonly rejected: boolean
  readonly refresh: RefreshToken | undefined
  /** The answer that it was made of, for other tabs. */
  readonly answer: JoinToken
}

interface RefreshToken {
  readonly token: string
  readonly endsAt: number
}

/** Tells how long an answer's token lives, in milliseconds; undefined where nothing says so. */
export function lifetimeMs({ token, expires_in_ms }: JoinToken): number | undefined {
  return duration(expires_in_ms) ?? claimedLifeMs(claimsOf(token))
}

/** What is about an answer. */
export interface Arrival {
  /** When it was asked for, and when it came. */
  readonly sentAt: number
  readonly now: number
  /** The lease before, which the new one has to be newer than. */
  readonly previous: Lease | undefined
  readonly random: () => number
}

/**
 * Makes a lease of an answer. Its life begins when the request was sent, which no token's life does before,
 * and lasts as long as the server says: whether this device's clock is right does not matter.
 *
 * @throws {JoinTokenError} when the answer has no token, or one that does not tell its life.
 * @throws {StaleTokenError} when the token is not newer than the previous, or over already.
 */
export function leaseOf(answer: JoinToken, { sentAt, now, previous, random }: Arrival): Lease {
  // What is no text has nothing to trim.
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
  // Neither is a moment that is no number.
  if (!(lease.endsAt > now) || (previous && !isNewer(lease, previous))) throw new StaleTokenError()
  return lease
}

function refreshTokenOf({ refresh_token: token }: JoinToken, sentAt: number): RefreshToken | undefined {
  // A gateway's is sealed and tells nothing: whether it is over shows when it is refused.
  return token ? { token, endsAt: sentAt + (claimedLifeMs(claimsOf(token)) ?? never) } : undefined
}

/** One may end before the other and still be newer: the server may have shortened their lives. */
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
