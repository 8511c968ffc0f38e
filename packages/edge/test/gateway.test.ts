import { createClient, type Endpoint, endpoint, isApiError } from '@greenroom/core'
import { roomSessions, rooms } from '@greenroom/core/video'
import * as v from 'valibot'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGateway, deny, type GatewayOptions } from '../src/index.ts'
import { apiKey, harness, origin, secret } from './harness.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const tokenPath = (id: string) => `/telnyx/rooms/${id}/actions/generate_join_client_token`

describe('createGateway', () => {
  const options: GatewayOptions = {
    apiKey,
    secret,
    audience: origin,
    basePath: '/telnyx',
    expose: [rooms.list],
    authorize: () => null,
  }

  it.each([
    ['a short secret', { secret: 'short hush' }],
    ['a short secret among others', { secret: [secret, 'short hush'] as const }],
    ['a base path without a leading slash', { basePath: 'telnyx' as '/telnyx' }],
    ['a base path with a trailing slash', { basePath: '/telnyx/' }],
    ['nothing exposed', { expose: [] }],
    ['no audience', { audience: '' }],
    ['an origin with a path', { origins: ['https://app.example/'] }],
    ['no API key', { apiKey: undefined as never }],
    ['an endpoint that is not in a list', { expose: rooms.list as never }],
    ['no list of endpoints', { expose: undefined as never }],
    ['a time limit of 0', { timeoutMs: 0 }],
    ['NaN as a time limit', { timeoutMs: Number.NaN }],
    ['text as a time limit', { timeoutMs: '10000' as never }],
    ['an infinite time limit', { timeoutMs: Number.POSITIVE_INFINITY }],
    ['a baseUrl with credentials', { baseUrl: 'https://ann:hush@api.example/v2' }],
    ['a baseUrl with a query', { baseUrl: 'https://api.example/v2?key=hush' }],
    ['a baseUrl with another protocol', { baseUrl: 'ftp://ann:hush@api.example' }],
    ['no public key for webhooks', { onWebhook: () => undefined, webhooks: { publicKeys: [] } }],
    ['an invalid public key for webhooks', { onWebhook: () => undefined, webhooks: { publicKeys: 'hush' } }],
  ])('rejects %s without repeating a secret', (_, wrong) => {
    const make = () => createGateway({ ...options, ...wrong } as GatewayOptions)
    expect(make).toThrow(expect.objectContaining({ name: 'ConfigError' }))
    expect(make).not.toThrow(/hush/)
  })

  it.each([
    ['a misspelled option', { allowWebhookField: true }, /createGateway .*'allowWebhookField'/],
    ['an option in another spelling', { public_origin: origin }, /'public_origin'/],
    ['a misspelled limit', { limits: { perUsers: () => ({ allowed: true }) } }, /limits .*'perUsers'/],
    ['a limit that is not a function', { limits: { perUser: 60 } }, /limits\.perUser must be a function/],
    ['a misspelled webhook option', { webhooks: { publicKey: 'x' } }, /webhooks .*'publicKey'/],
    ['text as a switch', { allowWebhookFields: 'false' }, /allowWebhookFields must be a boolean/],
    ['text as another switch', { cookieMode: 'false' }, /cookieMode must be a boolean/],
    ['an onRefusal that is not a function', { onRefusal: true }, /onRefusal must be a function/],
    ['an onWebhook that is not a function', { onWebhook: {} }, /onWebhook must be a function/],
    ['a clock that is not a function', { now: 5 }, /now must be a function/],
    ['text as a time limit', { timeoutMs: '10' }, /timeoutMs/],
    ['one origin without a list', { origins: origin }, /origins must be a list/],
  ])('rejects %s by name', (_, wrong, message) => {
    const create = () => createGateway({ ...options, ...wrong } as never)
    expect(create).toThrow(
      expect.objectContaining({ name: 'ConfigError', message: expect.stringMatching(message) }),
    )
  })

  it('rejects a form endpoint and a missing authorize, which do not compile either', () => {
    const form: Endpoint<object, unknown, 'POST', object, 'form'> = endpoint({
      method: 'POST',
      path: '/calls',
      input: v.strictObject({}),
      output: v.unknown(),
      encoding: 'form',
    })
    // @ts-expect-error the body of the endpoint is a form
    expect(() => createGateway({ ...options, expose: [form] })).toThrow(/has a form body/)
    const { authorize: _, ...without } = options
    // @ts-expect-error authorize is required
    expect(() => createGateway(without)).toThrow(/authorize must be a function/)
  })

  it('draws no random values and derives no keys when it is called', () => {
    const random = vi.spyOn(crypto, 'getRandomValues')
    const derive = vi.spyOn(crypto.subtle, 'importKey')
    createGateway(options)
    expect(random).not.toHaveBeenCalled()
    expect(derive).not.toHaveBeenCalled()
  })
})

describe('a gateway', () => {
  it('answers a granted call with the API’s response, without webhook fields', async () => {
    const { send, upstream } = harness()
    const { id } = await rooms.create(upstream, {
      unique_name: 'x',
      webhook_event_url: 'https://hook.example',
    })
    const one = await send('GET', `/telnyx/rooms/${id}?include_sessions=true`)
    expect(one).toMatchObject({ status: 200, body: { data: { id, unique_name: 'x', sessions: [] } } })
    const list = await send('GET', '/telnyx/rooms')
    expect(list.body.meta).toMatchObject({ total_results: 1 })
    expect(one.text + list.text).not.toMatch(/webhook|hook\.example/)
    expect(one.headers.get('cache-control')).toBe('no-store')
  })

  it('works with the client of a page, errors included', async () => {
    const { gateway } = harness()
    const fetch = (input: RequestInfo | URL, init?: RequestInit) => gateway(new Request(input, init))
    const page = (user: string) =>
      createClient({ baseUrl: 'https://gateway.example/telnyx', fetch, headers: { 'x-user': user } })
    const room = await rooms.create(page('ann'), { unique_name: 'x' })
    expect(await rooms.retrieve(page('ann'), { room_id: room.id })).toMatchObject({ unique_name: 'x' })
    const error = await rooms.retrieve(page('ann'), { room_id: 'unknown' }).catch((thrown: unknown) => thrown)
    expect(isApiError(error) && [error.status, error.code, error.terminal]).toEqual([404, '10005', true])
  })

  it.each([
    ['the user is not signed in', () => null, 401, 'signed_out', false],
    ['the user is denied', () => deny('for the log'), 403, 'denied', true],
    ['the user is revoked', () => deny('for the log', { revoked: true }), 403, 'revoked', true],
    ['authorize fails', () => Promise.reject(new Error('for the log')), 503, 'unavailable', false],
  ])('rejects a call without calling the API if %s', async (_, authorize, status, code, terminal) => {
    vi.spyOn(console, 'error').mockReturnValue()
    const { send, emulator } = harness({ authorize })
    const answer = await send('GET', '/telnyx/rooms')
    expect(answer).toMatchObject({ status, body: { status, code, terminal, title: expect.any(String) } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body.request_id).toBe(answer.headers.get('x-request-id'))
    expect(answer.text).not.toContain('for the log')
    expect(emulator.requests()).toEqual([])
  })

  it('answers with the response of authorize', async () => {
    const { send } = harness({
      authorize: () => new Response('pay first', { status: 402, headers: { vary: 'Cookie' } }),
    })
    const answer = await send('GET', '/telnyx/rooms')
    expect([answer.status, answer.text, answer.headers.get('cache-control')]).toEqual([
      402,
      'pay first',
      'no-store',
    ])
    expect(answer.headers.get('vary')).toBe('Cookie, Origin')
  })

  it('passes the endpoint, the input and the room of a call to authorize', async () => {
    const seen: unknown[] = []
    const { send, upstream, emulator } = harness({
      authorize: async (_, call) => {
        seen.push([
          call.is(rooms.retrieve) && call.input.room_id,
          call.is(roomSessions.kick),
          await call.roomId(),
          await call.roomId(),
        ])
        return { user: 'ann' }
      },
    })
    const { id } = await rooms.create(upstream, {})
    const { token } = await rooms.createJoinToken(upstream, { room_id: id })
    const { session_id } = await emulator.join(id, { client_token: token })
    await send('GET', `/telnyx/rooms/${id}`)
    await send('POST', `/telnyx/room_sessions/${session_id}/actions/kick`, { participants: 'all' })
    await send('GET', '/telnyx/rooms')
    expect(seen).toEqual([
      [id, false, id, id],
      [false, true, id, id],
      [false, false, undefined, undefined],
    ])
    const lookUps = emulator.requests().filter(({ route }) => route === '/room_sessions/{room_session_id}')
    expect(lookUps).toHaveLength(1)
  })

  it('limits calls to the rooms of the grant', async () => {
    const { upstream, send, ...rest } = harness({
      authorize: () => ({ user: 'ann', rooms: (id) => id === mine }),
    })
    const { id: mine } = await rooms.create(upstream, {})
    const { id: other } = await rooms.create(upstream, {})
    const { token } = await rooms.createJoinToken(upstream, { room_id: other })
    const { session_id } = await rest.emulator.join(other, { client_token: token })
    const list = await send('GET', '/telnyx/rooms')
    expect(list.body.data.map((room: { id: string }) => room.id)).toEqual([mine])
    expect((await send('GET', '/telnyx/room_sessions')).body.data).toEqual([])
    expect((await send('GET', `/telnyx/rooms/${mine}`)).status).toBe(200)
    for (const [method, path, body] of [
      ['GET', `/telnyx/rooms/${other}`],
      ['GET', `/telnyx/rooms/${other}/sessions`],
      ['POST', tokenPath(other), {}],
      ['POST', `/telnyx/room_sessions/${session_id}/actions/kick`, { participants: 'all' }],
    ] as const) {
      expect(await send(method, path, body)).toMatchObject({ status: 403, body: { code: 'denied' } })
    }
  })
})

describe('a failure of the API', () => {
  const html =
    (status: number, headers: Record<string, string> = {}) =>
    async () =>
      new Response('<h1>hush</h1>', { status, headers })

  it.each([
    ['answers with 500', html(500), 502, 'upstream_failed'],
    ['answers with 503', html(503), 503, 'unavailable'],
    ['limits the rate', html(429, { 'retry-after': '40' }), 429, 'limited'],
    ['rejects the key', html(401), 502, 'upstream_refused'],
    ['forbids the key', html(403), 502, 'upstream_refused'],
    ['answers with HTML', html(200), 502, 'upstream_failed'],
    ['answers with another schema', async () => Response.json({ data: { hush: 1 } }), 502, 'upstream_failed'],
    ['redirects', html(302, { location: 'https://elsewhere.example' }), 502, 'upstream_failed'],
    ['cannot be reached', () => Promise.reject(new TypeError('hush')), 502, 'upstream_failed'],
    ['does not answer', () => new Promise<Response>(() => undefined), 504, 'upstream_timeout'],
  ])('has a documented response if the API %s', async (_, fetch, status, code) => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const sendUpstream = vi.fn(fetch as typeof globalThis.fetch)
    const { send } = harness({ fetch: sendUpstream, timeoutMs: 80 })
    const answer = await send('GET', '/telnyx/rooms/r1')
    expect(answer).toMatchObject({ status, body: { code, terminal: false } })
    expect(answer.text).not.toContain('hush')
    expect(sendUpstream.mock.calls.length).toBeLessThanOrEqual(2)
    if (code === 'limited') expect(answer.body.retry_after_ms).toBe(40_000)
  })
})
