import { ConfigError, ConnectionError, createClient, InputError, TimeoutError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { getFailureKind, isTransientFailure } from './failure-kind.ts'

/** Returns the error that a client throws for a response. */
async function getError(status: number, body?: object): Promise<unknown> {
  const client = createClient({
    baseUrl: 'http://127.0.0.1/telnyx',
    maxRetries: 0,
    fetch: async () => new Response(body && JSON.stringify(body), { status }),
  })
  return rooms.list(client).then(
    () => expect.unreachable('the call succeeded'),
    (error: unknown) => error,
  )
}

const route = 'GET /rooms'

describe('getFailureKind', () => {
  it('returns unreachable for a proxy that cannot reach its upstream', async () => {
    expect(getFailureKind(await getError(500))).toBe('unreachable')
  })

  it.each([408, 502, 503, 504])('returns unreachable for status %i', async (status) => {
    expect(getFailureKind(await getError(status, { title: 'The video service failed' }))).toBe('unreachable')
  })

  it('returns unreachable for a connection error and a timeout', () => {
    expect(getFailureKind(new ConnectionError(route, { outcome: 'unknown' }))).toBe('unreachable')
    expect(getFailureKind(new TimeoutError(route, 8_000))).toBe('unreachable')
  })

  it('distinguishes denied from revoked access', async () => {
    expect(getFailureKind(await getError(403, { code: 'denied' }))).toBe('denied')
    expect(getFailureKind(await getError(403, { code: 'revoked' }))).toBe('revoked')
  })

  it.each([
    [401, 'signed-out'],
    [404, 'not-found'],
    [410, 'not-found'],
    [400, 'invalid'],
    [409, 'invalid'],
    [422, 'invalid'],
    [429, 'rate-limited'],
    [418, 'unexpected'],
  ] as const)('maps status %i to %s', async (status, kind) => {
    expect(getFailureKind(await getError(status))).toBe(kind)
  })

  it('returns invalid for an InputError', () => {
    expect(getFailureKind(new InputError(route, []))).toBe('invalid')
  })

  it('returns unexpected for any other error', () => {
    expect(getFailureKind(new ConfigError('baseUrl is missing'))).toBe('unexpected')
    expect(getFailureKind(new TypeError('undefined is not a function'))).toBe('unexpected')
    expect(getFailureKind(undefined)).toBe('unexpected')
  })
})

describe('isTransientFailure', () => {
  it('returns true for failures that a retry may fix, and false for others', async () => {
    expect(isTransientFailure(await getError(503))).toBe(true)
    expect(isTransientFailure(await getError(429))).toBe(true)
    expect(isTransientFailure(await getError(404))).toBe(false)
    expect(isTransientFailure(null)).toBe(false)
  })
})
