import { ConfigError } from '@greenroom/core'
import { describe, expect, it } from 'vitest'
import { createTokenBucket, workersLimiter } from '../src/index.ts'
import { harness } from './harness.ts'

const one = () => createTokenBucket({ perMinute: 1, now: () => 0 })

describe('limits', () => {
  it('reject that user with 429 and a retry delay, and no other user', async () => {
    const { send } = harness({ limits: { perUser: one() } })
    expect((await send('GET', '/telnyx/rooms')).status).toBe(200)
    const { status, body } = await send('GET', '/telnyx/rooms')
    expect([status, body.code, body.terminal, body.retry_after_ms]).toEqual([429, 'limited', false, 60_000])
    expect((await send('GET', '/telnyx/rooms', undefined, { 'x-user': 'bob' })).status).toBe(200)
  })

  it('reject an address before authorize runs', async () => {
    let asked = 0
    const authorize = () => {
      asked += 1
      return { user: `user ${asked}` }
    }
    const address = (request: Request) => request.headers.get('x-address')
    const { send } = harness({ authorize, limits: { perAddress: one(), address } })
    const from = (address: string) => send('GET', '/telnyx/rooms', undefined, { 'x-address': address })
    const statuses = [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.2')]
    expect(statuses.map(({ status }) => status)).toEqual([200, 429, 200])
    expect(asked).toBe(2)
  })

  it('reject an address first, whatever it requests', async () => {
    const limits = { perAddress: one(), address: () => '192.0.2.1' }
    const { send } = harness({ limits })
    expect((await send('GET', '/telnyx/rooms')).status).toBe(200)
    const preflight = { 'access-control-request-method': 'GET' }
    for (const [method, path, headers] of [
      ['OPTIONS', '/telnyx/rooms', preflight],
      ['GET', '/telnyx/keys', {}],
      ['GET', '/telnyx/nothing', {}],
      ['POST', '/telnyx/webhooks', {}],
      ['GET', '/telnyx/rooms', { origin: 'https://evil.example' }],
    ] as const) {
      expect((await send(method, path, undefined, headers)).status).toBe(429)
    }
  })

  it('count all requests without an address together', async () => {
    const { send } = harness({ limits: { perAddress: one(), address: () => null } })
    const answers = [await send('GET', '/telnyx/rooms'), await send('GET', '/telnyx/rooms')]
    expect(answers.map(({ status }) => status)).toEqual([200, 429])
  })

  it('fail closed: a limiter that throws is a 503', async () => {
    const perUser = () => Promise.reject(new Error('the binding is gone'))
    const { status, text } = await harness({ limits: { perUser } }).send('GET', '/telnyx/rooms')
    expect(status).toBe(503)
    expect(text).not.toContain('binding')
  })

  it.each([undefined, 1, 'false'])('admits no call when the limiter returns allowed: %j', async (allowed) => {
    const perUser = () => ({ allowed: allowed as never })
    expect((await harness({ limits: { perUser } }).send('GET', '/telnyx/rooms')).status).toBe(429)
  })

  it.each([
    [Number.NaN, undefined, null],
    [Number.POSITIVE_INFINITY, undefined, null],
    [-1, undefined, null],
    [1e30, undefined, null],
    [0.5, 1, '1'],
    [0, 0, '0'],
    [1001, 1001, '2'],
  ])('tell a page that %d ms are to pass as %d', async (retryAfterMs, told, header) => {
    const perUser = () => ({ allowed: false, retryAfterMs })
    const { body, headers } = await harness({ limits: { perUser } }).send('GET', '/telnyx/rooms')
    expect([body.retry_after_ms, headers.get('retry-after')]).toEqual([told, header])
  })

  it('call the binding of a Worker with different keys for users and addresses', async () => {
    const keys: string[] = []
    const binding = {
      limit: async ({ key }: { key: string }) => {
        keys.push(key)
        return { success: !key.startsWith('user:') }
      },
    }
    const limiter = workersLimiter(binding, 10)
    const { send } = harness({
      limits: { perUser: limiter, perAddress: limiter, address: () => '192.0.2.1' },
    })
    expect((await send('GET', '/telnyx/rooms')).body.retry_after_ms).toBe(10_000)
    expect(keys).toEqual(['address:192.0.2.1', 'user:ann'])
  })

  it('reject perAddress without address', () => {
    expect(() => harness({ limits: { perAddress: one() } })).toThrow(ConfigError)
  })
})
