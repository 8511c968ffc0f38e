import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApiError, ConnectionError, type GreenroomError, type Outcome, TimeoutError } from '../errors.ts'
import type { EndpointDefinition } from '../types.ts'
import * as roomSessions from '../video/room-sessions.ts'
import * as rooms from '../video/rooms.ts'
import { nextWaitMs, retryAfterMs } from './retry.ts'

const policy = { maxRetries: 2, retry: undefined, random: () => 1 } as const

function apiError(status: number, outcome: Outcome, requestedMs?: number): ApiError {
  return new ApiError({ route: 'GET /x', status, outcome, retryAfterMs: requestedMs })
}

const lostConnection = new ConnectionError('GET /x', { outcome: 'unknown' })
const refusedConnection = new ConnectionError('GET /x', { outcome: 'not-sent' })
const timeout = new TimeoutError('GET /x', 100)

function isRetried(
  endpoint: EndpointDefinition,
  error: GreenroomError,
  retry?: 'never' | 'safe' | 'always',
): boolean {
  return nextWaitMs(endpoint, error, 1, { ...policy, retry }) !== undefined
}

describe('nextWaitMs', () => {
  const failures = {
    'a refused connection': refusedConnection,
    'a lost connection': lostConnection,
    'a timeout': timeout,
    '408': apiError(408, 'unknown'),
    '429': apiError(429, 'rejected'),
    '500': apiError(500, 'unknown'),
    '503': apiError(503, 'unknown'),
    '503 with Retry-After': apiError(503, 'rejected', 1000),
    '404': apiError(404, 'rejected'),
    '422': apiError(422, 'rejected'),
  }
  const notActed = ['a refused connection', '429', '503 with Retry-After']
  const transient = Object.keys(failures).filter((name) => !['404', '422'].includes(name))

  it.each([
    ['reads', rooms.retrieve, transient],
    ['deletes by id', rooms.delete, transient],
    ['minting tokens', rooms.createJoinToken, transient],
    ['muting', roomSessions.mute, transient],
    ['creates', rooms.create, notActed],
    ['changes', rooms.update, notActed],
    ['kicks', roomSessions.kick, notActed],
  ] as const)('retries %s only if that cannot act twice', (_, endpoint, expected) => {
    const retried = Object.entries(failures).filter(([, error]) => isRetried(endpoint, error))
    expect(retried.map(([name]) => name).sort()).toEqual([...expected].sort())
  })

  it('retries nothing with "never", and every transient failure with "always"', () => {
    expect(isRetried(rooms.retrieve, refusedConnection, 'never')).toBe(false)
    expect(isRetried(rooms.create, lostConnection, 'always')).toBe(true)
    expect(isRetried(rooms.create, apiError(422, 'rejected'), 'always')).toBe(false)
  })

  it('stops after maxRetries', () => {
    expect(nextWaitMs(rooms.retrieve, lostConnection, 2, policy)).toBe(1000)
    expect(nextWaitMs(rooms.retrieve, lostConnection, 3, policy)).toBeUndefined()
  })

  it('waits as long as the server requests, but does not retry if that is over 30 seconds', () => {
    expect(nextWaitMs(rooms.retrieve, apiError(429, 'rejected', 30_000), 1, policy)).toBe(30_000)
    expect(nextWaitMs(rooms.retrieve, apiError(429, 'rejected', 86_400_000), 1, policy)).toBeUndefined()
  })

  it('spreads the waits between zero and their bound', () => {
    const waits = [0, 0.25, 1].map((drawn) =>
      nextWaitMs(rooms.retrieve, lostConnection, 2, { ...policy, random: () => drawn }),
    )
    expect(waits).toEqual([0, 250, 1000])
  })

  it('draws each wait between zero and a bound that doubles up to 8 seconds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, drawn) => {
          const waitMs = nextWaitMs(rooms.retrieve, lostConnection, attempt, {
            ...policy,
            maxRetries: 99,
            random: () => drawn,
          })
          expect(waitMs).toBeGreaterThanOrEqual(0)
          expect(waitMs).toBeLessThanOrEqual(Math.min(8_000, 500 * 2 ** (attempt - 1)))
        },
      ),
    )
  })
})

describe('retryAfterMs', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  it.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, 5000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:05 GMT' }, 0],
    [{ 'x-ratelimit-reset': '7' }, 7000],
    [{ 'retry-after': 'soon', 'x-ratelimit-reset': '7' }, 7000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-1e9' }, undefined],
    [{ 'retry-after': 'Infinity' }, undefined],
    [{ 'retry-after': '1e308' }, undefined],
    [{}, undefined],
  ])('reads %j as %j ms', (headers, expected) => {
    expect(retryAfterMs(new Headers(headers as Record<string, string>), 429, now)).toBe(expected)
  })

  it('reads the reset of a rate limit only from a 429', () => {
    expect(retryAfterMs(new Headers({ 'x-ratelimit-reset': '7' }), 200, now)).toBeUndefined()
  })

  it('returns undefined or a non-negative number for any header', () => {
    const header = fc.string({ unit: fc.constantFrom(...'0123456789.-:, GMTJan') })
    fc.assert(
      fc.property(header, header, (after, reset) => {
        const waitMs = retryAfterMs(
          new Headers({ 'retry-after': after, 'x-ratelimit-reset': reset }),
          429,
          now,
        )
        expect(waitMs === undefined || waitMs >= 0).toBe(true)
      }),
    )
  })
})
