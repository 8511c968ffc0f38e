import { ConfigError, ConnectionError, createClient, InputError, TimeoutError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { getFailureKind, isTransientFailure } from './failure-kind.ts'

/** The error that a client throws for an answer. */
async function failure(status: number, body?: object): Promise<unknown> {
  const client = createClient({
    baseUrl: 'http://127.0.0.1/telnyx',
    maxRetries: 0,
    fetch: async () => new Response(body && JSON.stringify(body), { status }),
  })
  return rooms.list(client).then(
    () => expect.unreachable('it answered'),
    (error: unknown) => error,
  )
}

const route = 'GET /rooms'

describe('getFailureKind', () => {
  it('takes a proxy with nobody behind it for an unreachable server', async () => {
    expect(getFailureKind(await failure(500))).toBe('unreachable')
  })

  it.each([408, 502, 503, 504])('takes %i for an unreachable server', async (status) => {
    expect(getFailureKind(await failure(status, { title: 'The video service failed' }))).toBe('unreachable')
  })

  it('takes a lost connection and a timeout for an unreachable server', () => {
    expect(getFailureKind(new ConnectionError(route, { outcome: 'unknown' }))).toBe('unreachable')
    expect(getFailureKind(new TimeoutError(route, 8_000))).toBe('unreachable')
  })

  it('tells a denial from access that was taken back', async () => {
    expect(getFailureKind(await failure(403, { code: 'denied' }))).toBe('denied')
    expect(getFailureKind(await failure(403, { code: 'revoked' }))).toBe('revoked')
  })

  it.each([
    [401, 'signed-out'],
    [404, 'missing'],
    [410, 'missing'],
    [400, 'refused'],
    [409, 'refused'],
    [422, 'refused'],
    [429, 'busy'],
    [418, 'unexpected'],
  ] as const)('takes %i for %s', async (status, kind) => {
    expect(getFailureKind(await failure(status))).toBe(kind)
  })

  it('takes an input that was not sent for a refusal', () => {
    expect(getFailureKind(new InputError(route, []))).toBe('refused')
  })

  it('takes whatever else is thrown for a fault of the app', () => {
    expect(getFailureKind(new ConfigError('baseUrl is none'))).toBe('unexpected')
    expect(getFailureKind(new TypeError('undefined is not a function'))).toBe('unexpected')
    expect(getFailureKind(undefined)).toBe('unexpected')
  })
})

describe('isTransientFailure', () => {
  it('holds for what asking again may mend, and for nothing else', async () => {
    expect(isTransientFailure(await failure(503))).toBe(true)
    expect(isTransientFailure(await failure(429))).toBe(true)
    expect(isTransientFailure(await failure(404))).toBe(false)
    expect(isTransientFailure(null)).toBe(false)
  })
})
