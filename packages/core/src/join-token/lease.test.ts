import { describe, expect, it } from 'vitest'
import type { JoinToken } from '../video/rooms.ts'
import { isNewer, type Lease, leaseOf, lifetimeMs } from './lease.ts'

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: object) => `${base64url({ alg: 'Ed25519' })}.${base64url(claims)}.c2ln`

/** Returns the lease of a response to a request that was sent at 1,000 ms. */
const leaseAfter = (response: JoinToken, previous?: Lease) => leaseOf(response, 1_000, () => 0, previous)

describe('lifetimeMs', () => {
  it('returns expires_in_ms rather than the lifetime in the token', () => {
    expect(lifetimeMs({ token: jwt({ iat: 0, exp: 600 }), expires_in_ms: 90_000 })).toBe(90_000)
  })

  it('returns exp − iat of the token otherwise, whatever the server’s clock shows', () => {
    expect(lifetimeMs({ token: jwt({ iat: 4_102_444_800, exp: 4_102_445_400 }) })).toBe(600_000)
    expect(lifetimeMs({ token: jwt({ iat: 10, exp: 20, name: 'Zoë 🎬' }) })).toBe(10_000)
  })

  it('returns undefined for anything else, even with token_expires_at', () => {
    const token_expires_at = '2999-01-01T00:00:00Z'
    for (const token of ['opaque', 'a.b.c', jwt({ exp: 600 }), 'a.bnVsbA.c', 'é.é']) {
      expect(lifetimeMs({ token, token_expires_at, expires_in_ms: Number.NaN })).toBeUndefined()
    }
  })
})

describe('lifetimeMs of an odd response', () => {
  it('returns 0 or less if the token has expired', () => {
    for (const expires_in_ms of [0, -1, -1e15]) {
      expect(lifetimeMs({ token: jwt({ iat: 0, exp: 600 }), expires_in_ms })).toBe(expires_in_ms)
    }
    expect(lifetimeMs({ token: jwt({ iat: 600, exp: 600 }) })).toBe(0)
    expect(lifetimeMs({ token: jwt({ iat: 600, exp: 540 }) })).toBe(-60_000)
  })

  it('returns an hour if more than 90 days are stated', () => {
    const days = 86_400_000
    expect(lifetimeMs({ token: 'opaque', expires_in_ms: 90 * days })).toBe(90 * days)
    for (const expires_in_ms of [90 * days + 1, 1e15, Number.MAX_VALUE, Number.POSITIVE_INFINITY]) {
      expect(lifetimeMs({ token: 'opaque', expires_in_ms })).toBe(3_600_000)
    }
    expect(lifetimeMs({ token: jwt({ iat: 1_700_000_000, exp: 1_700_000_600_000 }) })).toBe(3_600_000)
  })
})

describe('leaseOf', () => {
  it('starts the lifetime when the request was sent', () => {
    const lease = leaseAfter({ token: 'opaque', expires_in_ms: 600_000, context: 'ctx' })
    expect(lease).toMatchObject({ endsAt: 601_000, dueAt: 481_000, context: 'ctx' })
  })

  it('keeps the refresh token if a response has none, and replaces it otherwise', () => {
    const first = leaseAfter({ token: 'a', expires_in_ms: 600_000, refresh_token: 'sealed' })
    const second = leaseAfter({ token: 'b', expires_in_ms: 600_000 }, first)
    expect(second.refresh).toEqual({ token: 'sealed', endsAt: Number.POSITIVE_INFINITY })
    const refresh_token = jwt({ iat: 0, exp: 3_600 })
    const third = leaseAfter({ token: 'c', expires_in_ms: 600_000, refresh_token }, second)
    expect(third.refresh).toEqual({ token: refresh_token, endsAt: 3_601_000 })
  })

  it('rejects a response without a token', () => {
    for (const answer of [undefined, null, {}, { token: '' }, { token: 7 }, { token: {} }]) {
      expect(() => leaseAfter(answer as never)).toThrow('no join token')
    }
  })

  it('rejects a token without a lifetime', () => {
    expect(() => leaseAfter({ token: 'opaque' })).toThrow('expires_in_ms')
  })

  it('contains no token in its errors', () => {
    expect(() => leaseAfter({ token: 'secret-2' })).toThrow(/^(?!.*secret)/)
  })
})

describe('isNewer', () => {
  const now = 1_200
  const previous = leaseAfter({ token: jwt({ iat: 1_000, exp: 1_600 }) })
  const isAccepted = (token: string, refused?: string) =>
    isNewer(leaseAfter({ token }), now, previous, refused)

  it('rejects the same token, an older one, and one that has expired', () => {
    expect(isAccepted(previous.token)).toBe(false)
    expect(isAccepted(jwt({ iat: 900, exp: 1_500 }))).toBe(false)
    expect(isNewer(previous, 601_000, undefined)).toBe(false)
    expect(isNewer(previous, now, undefined)).toBe(true)
  })

  it('rejects a token with a lifetime of less than a second', () => {
    for (const expires_in_ms of [-1, 0, 1, 999]) {
      expect(isNewer(leaseAfter({ token: 'x', expires_in_ms }), 0, undefined)).toBe(false)
    }
    expect(isNewer(leaseAfter({ token: 'x', expires_in_ms: 1_000 }), 0, undefined)).toBe(true)
  })

  it('accepts a newer token with a shorter lifetime', () => {
    expect(isAccepted(jwt({ iat: 1_480, exp: 1_540 }))).toBe(true)
  })

  it('accepts a token that expires later, even if it says that it was issued before', () => {
    expect(isAccepted(jwt({ iat: 940, exp: 2_000 }))).toBe(true)
  })

  it('accepts an older token only if another one was refused before', () => {
    const older = jwt({ iat: 900, exp: 1_500 })
    expect(isAccepted(older, older)).toBe(false)
    expect(isAccepted(older, jwt({ iat: 899, exp: 1_499 }))).toBe(true)
    expect(isAccepted(previous.token, older)).toBe(false)
  })
})
