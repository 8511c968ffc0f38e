import { describe, expect, it } from 'vitest'
import { StaleTokenError } from './errors.ts'
import { type Arrival, leaseOf, lifetimeMs } from './lease.ts'

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: object) => `${base64url({ alg: 'Ed25519' })}.${base64url(claims)}.c2ln`
const arrival: Arrival = { sentAt: 1_000, now: 1_200, previous: undefined, random: () => 0 }

describe('lifetimeMs', () => {
  it('is what the gateway says, before what the token says', () => {
    expect(lifetimeMs({ token: jwt({ iat: 0, exp: 600 }), expires_in_ms: 90_000 })).toBe(90_000)
  })

  it('is exp − iat of the token otherwise, wherever the server’s clock stands', () => {
    expect(lifetimeMs({ token: jwt({ iat: 4_102_444_800, exp: 4_102_445_400 }) })).toBe(600_000)
    expect(lifetimeMs({ token: jwt({ iat: 10, exp: 20, name: 'Zoë 🎬' }) })).toBe(10_000)
  })

  it('is unknown of anything else, token_expires_at included', () => {
    const token_expires_at = '2999-01-01T00:00:00Z'
    for (const token of [
      'opaque',
      'a.b.c',
      jwt({ exp: 600 }),
      jwt({ iat: 600, exp: 600 }),
      'a.bnVsbA.c',
      'é.é',
    ]) {
      expect(lifetimeMs({ token, token_expires_at, expires_in_ms: Number.NaN })).toBeUndefined()
    }
  })
})

describe('lifetimeMs of an odd response', () => {
  it('is 0 or less if the token has expired', () => {
    for (const expires_in_ms of [0, -1, -1e15]) {
      expect(lifetimeMs({ token: jwt({ iat: 0, exp: 600 }), expires_in_ms })).toBe(expires_in_ms)
    }
  })

  it('is an hour if more than 90 days are stated', () => {
    const days = 86_400_000
    expect(lifetimeMs({ token: 'opaque', expires_in_ms: 90 * days })).toBe(90 * days)
    for (const expires_in_ms of [90 * days + 1, 1e15, Number.MAX_VALUE, Number.POSITIVE_INFINITY]) {
      expect(lifetimeMs({ token: 'opaque', expires_in_ms })).toBe(3_600_000)
    }
    expect(lifetimeMs({ token: jwt({ iat: 1_700_000_000, exp: 1_700_000_600_000 }) })).toBe(3_600_000)
  })
})

describe('leaseOf', () => {
  it('begins the life when the request was sent', () => {
    const lease = leaseOf({ token: 'opaque', expires_in_ms: 600_000, context: 'ctx' }, arrival)
    expect(lease).toMatchObject({ endsAt: 601_000, dueAt: 481_000, context: 'ctx' })
  })

  it('keeps the refresh token when a refresh answers none, and takes a new one', () => {
    const first = leaseOf({ token: 'a', expires_in_ms: 600_000, refresh_token: 'sealed' }, arrival)
    const second = leaseOf({ token: 'b', expires_in_ms: 600_000 }, { ...arrival, previous: first })
    expect(second.refresh).toEqual({ token: 'sealed', endsAt: Number.POSITIVE_INFINITY })
    const refresh_token = jwt({ iat: 0, exp: 3_600 })
    const third = leaseOf(
      { token: 'c', expires_in_ms: 600_000, refresh_token },
      { ...arrival, previous: second },
    )
    expect(third.refresh).toEqual({ token: refresh_token, endsAt: 3_601_000 })
  })

  it('refuses an answer without a token', () => {
    for (const answer of [undefined, null, {}, { token: '' }, { token: 7 }, { token: {} }]) {
      expect(() => leaseOf(answer as never, arrival)).toThrow('no join token')
    }
  })

  it('refuses a token whose life nobody tells', () => {
    expect(() => leaseOf({ token: 'opaque' }, arrival)).toThrow('expires_in_ms')
  })

  it('refuses the same token again, an older one, and one that is over', () => {
    const token = jwt({ iat: 1_000, exp: 1_600 })
    const previous = leaseOf({ token }, arrival)
    expect(() => leaseOf({ token }, { ...arrival, previous })).toThrow(StaleTokenError)
    const older = { token: jwt({ iat: 900, exp: 1_500 }) }
    expect(() => leaseOf(older, { ...arrival, previous })).toThrow(StaleTokenError)
    expect(() => leaseOf({ token }, { ...arrival, now: 601_000 })).toThrow(StaleTokenError)
  })

  it('takes a newer token with a shorter life', () => {
    const previous = leaseOf({ token: jwt({ iat: 1_000, exp: 1_600 }) }, arrival)
    const next = leaseOf({ token: jwt({ iat: 1_480, exp: 1_540 }) }, { ...arrival, previous })
    expect(next.lifeMs).toBe(60_000)
  })

  it('takes a token that ends later, though it says that it was issued before', () => {
    const previous = leaseOf({ token: jwt({ iat: 1_000, exp: 1_600 }) }, arrival)
    const next = leaseOf({ token: jwt({ iat: 940, exp: 2_000 }) }, { ...arrival, previous })
    expect(next.endsAt).toBe(1_061_000)
  })

  it('tells no token in its errors', () => {
    const previous = leaseOf({ token: 'secret-1', expires_in_ms: 1_000 }, arrival)
    for (const answer of [{ token: 'secret-1', expires_in_ms: 1_000 }, { token: 'secret-2' }]) {
      expect(() => leaseOf(answer, { ...arrival, previous })).toThrow(/^(?!.*secret)/)
    }
  })
})
