import { ConfigError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { createTokenBucket, workersLimiter } from '../src/index.ts'
import { harness } from './harness.ts'

const onePerMinute = () => createTokenBucket({ perMinute: 1, now: () => 0 })

describe('limits', () => {
  it('reject that user with 429 and a retry delay, and no other user', async () => {
    const { send } = harness({ limits: { perUser: onePerMinute() } })
    expect((await send('GET', '/telnyx/rooms')).status).toBe(200)
    const { status, body } = await send('GET', '/telnyx/rooms')
    expect([status, body.code, body.terminal, body.retry_after_ms]).toEqual([429, 'limited', false, 60_000])
    expect((await send('GET', '/telnyx/rooms', undefined, { 'x-user': 'bob' })).status).toBe(200)
  })

  it('reject an address before authorize runs', async () => {
    let authorized = 0
    const authorize = () => {
      authorized += 1
      return { user: `user ${authorized}` }
    }
    const address = (request: Request) => request.headers.get('x-address')
    const { send } = harness({ authorize, limits: { perAddress: onePerMinute(), address } })
    const from = (address: string) => send('GET', '/telnyx/rooms', undefined, { 'x-address': address })
    const statuses = [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.2')]
    expect(statuses.map(({ status }) => status)).toEqual([200, 429, 200])
    expect(authorized).toBe(2)
  })

  it('reject an address first, whatever it requests', async () => {
    const limits = { perAddress: onePerMinute(), address: () => '192.0.2.1' }
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
    const { send } = harness({ limits: { perAddress: onePerMinute(), address: () => null } })
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
  ])('send a retry delay of %d ms as %d', async (retryAfterMs, sent, header) => {
    const perUser = () => ({ allowed: false, retryAfterMs })
    const { body, headers } = await harness({ limits: { perUser } }).send('GET', '/telnyx/rooms')
    expect([body.retry_after_ms, headers.get('retry-after')]).toEqual([sent, header])
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

  it.each([
    ['address', 'of one /64 network', ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '[2001:db8:1:2::3]:443']],
    [
      'address',
      'written as IPv4 and IPv6',
      ['192.0.2.1', '::ffff:192.0.2.1', '192.0.2.1:5123', '::ffff:c000:201'],
    ],
  ])('count every %s %s together', async (_, __, addresses) => {
    const address = (request: Request) => request.headers.get('x-address')
    const { send } = harness({ limits: { perAddress: onePerMinute(), address } })
    const statuses: number[] = []
    for (const from of addresses) {
      statuses.push((await send('GET', '/telnyx/rooms', undefined, { 'x-address': from })).status)
    }
    expect(statuses).toEqual(addresses.map((_, index) => (index === 0 ? 200 : 429)))
  })

  it('stay spent, however many addresses call', async () => {
    const perAddress = createTokenBucket({ perMinute: 1, maxKeys: 50, now: () => 0 })
    const address = (request: Request) => request.headers.get('x-address')
    const { send } = harness({ limits: { perAddress, address } })
    const from = async (text: string) =>
      (await send('GET', '/telnyx/rooms', undefined, { 'x-address': text })).status
    expect(await from('192.0.2.1')).toBe(200)
    for (let index = 0; index < 200; index++) await from(`2001:db8:0:${index.toString(16)}::1`)
    expect(await from('192.0.2.1')).toBe(429)
  })

  describe('before a call to the API', () => {
    const kick = (session: string) => `/telnyx/room_sessions/${session}/actions/kick`
    const all = { participants: 'all' }

    it('count a user before the look-up of a room for the grant', async () => {
      const { send, emulator } = harness({
        limits: { perUser: onePerMinute() },
        authorize: () => ({ user: 'ann', rooms: () => true }),
      })
      await send('POST', kick('s1'), all)
      const before = emulator.requests().length
      expect((await send('POST', kick('s2'), all)).status).toBe(429)
      expect(emulator.requests()).toHaveLength(before)
    })

    it('count a look-up by roomId for the address, while the user is unknown', async () => {
      const keys: string[] = []
      const bucket = onePerMinute()
      const { send, emulator } = harness({
        limits: {
          perUser: (key) => {
            keys.push(key)
            return bucket(key)
          },
          address: (request) => request.headers.get('x-address'),
        },
        authorize: async (_, call) => {
          await call.roomId().catch(() => undefined)
          return { user: crypto.randomUUID() }
        },
      })
      const from = (address: string, session: string) =>
        send('POST', kick(session), all, { 'x-address': address })
      await from('192.0.2.1', 's1')
      expect(keys).toEqual(['lookup:192.0.2.1', expect.stringMatching(/^user:/)])
      const lookUps = () => emulator.requests().filter(({ method }) => method === 'GET').length
      expect(lookUps()).toBe(1)
      await from('192.0.2.1', 's2')
      expect(lookUps()).toBe(1)
      await from('192.0.2.2', 's3')
      expect(lookUps()).toBe(2)
    })

    it('reject a look-up over the limit without calling the API', async () => {
      const { send, emulator } = harness({
        limits: { perUser: onePerMinute() },
        authorize: async (_, call) => ({ user: (await call.roomId()) ?? 'ann' }),
      })
      await send('POST', kick('s1'), all)
      const before = emulator.requests().length
      expect((await send('POST', kick('s2'), all)).status).toBe(429)
      expect(emulator.requests()).toHaveLength(before)
    })

    it('do not count the look-up of a known resource', async () => {
      const { send, upstream, emulator } = harness({
        limits: { perUser: createTokenBucket({ perMinute: 3, now: () => 0 }) },
        authorize: async (_, call) => {
          await call.roomId()
          return { user: 'ann' }
        },
      })
      const { id } = await rooms.create(upstream, {})
      const { token } = await rooms.createJoinToken(upstream, { room_id: id })
      const { session_id } = await emulator.join(id, { client_token: token })
      const statuses: number[] = []
      for (let index = 0; index < 4; index++) {
        statuses.push((await send('POST', kick(session_id ?? ''), { participants: [] })).status)
      }
      expect(statuses.map((status) => status === 429)).toEqual([false, false, false, true])
    })
  })

  it('reject perAddress without address', () => {
    expect(() => harness({ limits: { perAddress: onePerMinute() } })).toThrow(ConfigError)
  })

  it.each([null, '', 60])('reject %j, such as an unset variable', (limits) => {
    expect(() => harness({ limits: limits as never })).toThrow(ConfigError)
  })
})
