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
    ['a base path without its slash', { basePath: 'telnyx' as '/telnyx' }],
    ['a base path with a slash behind', { basePath: '/telnyx/' }],
    ['nothing exposed', { expose: [] }],
    ['no audience', { audience: '' }],
    ['an origin with a path', { origins: ['https://app.example/'] }],
    ['no key', { apiKey: undefined as never }],
    ['an endpoint that is not in a list', { expose: rooms.list as never }],
    ['no list of endpoints', { expose: undefined as never }],
    ['no time for the API', { timeoutMs: 0 }],
    ['a limit that is no number', { timeoutMs: Number.NaN }],
    ['a limit from the environment', { timeoutMs: '10000' as never }],
    ['no limit', { timeoutMs: Number.POSITIVE_INFINITY }],
    ['an API with credentials', { baseUrl: 'https://ann:hush@api.example/v2' }],
    ['an API with a query', { baseUrl: 'https://api.example/v2?key=hush' }],
    ['an API by another protocol', { baseUrl: 'ftp://ann:hush@api.example' }],
    ['no public key of webhooks', { onWebhook: () => undefined, webhooks: { publicKeys: [] } }],
    ['a public key of another kind', { onWebhook: () => undefined, webhooks: { publicKeys: 'hush' } }],
  ])('refuses %s, and repeats no secret', (_, wrong) => {
    const make = () => createGateway({ ...options, ...wrong } as GatewayOptions)
    expect(make).toThrow(expect.objectContaining({ name: 'ConfigError' }))
    expect(make).not.toThrow(/hush/)
  })

  it('does not compile with a form among what it exposes, nor without authorize', () => {
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

  it('draws nothing and asks nothing when it is made', () => {
    const random = vi.spyOn(crypto, 'getRandomValues')
    const derive = vi.spyOn(crypto.subtle, 'importKey')
    createGateway(options)
    expect(random).not.toHaveBeenCalled()
    expect(derive).not.toHaveBeenCalled()
  })
})

describe('a call', () => {
  it('that is granted gets the API’s own answer, without what is none of the page’s business', async () => {
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

  it('works with the client of the page, errors included', async () => {
    const { gateway } = harness()
    const fetch = (input: RequestInfo | URL, init?: RequestInit) => gateway(new Request(input, init))
    const page = (user: string) =>
      createClient({ baseUrl: 'https://gateway.example/telnyx', fetch, headers: { 'x-user': user } })
    const room = await rooms.create(page('ann'), { unique_name: 'x' })
    expect(await rooms.retrieve(page('ann'), { room_id: room.id })).toMatchObject({ unique_name: 'x' })
    const error = await rooms.retrieve(page('ann'), { room_id: 'nobody' }).catch((thrown: unknown) => thrown)
    expect(isApiError(error) && [error.status, error.code, error.terminal]).toEqual([404, '10005', true])
  })

  it.each([
    ['nobody is signed in', () => null, 401, 'signed_out', false],
    ['the user is denied', () => deny('for the log'), 403, 'denied', true],
    ['the user is revoked', () => deny('for the log', { revoked: true }), 403, 'revoked', true],
    ['the check fails', () => Promise.reject(new Error('for the log')), 503, 'unavailable', false],
  ])('when %s is refused, and nothing is asked upstream', async (_, authorize, status, code, terminal) => {
    vi.spyOn(console, 'error').mockReturnValue()
    const { send, emulator } = harness({ authorize })
    const answer = await send('GET', '/telnyx/rooms')
    expect(answer).toMatchObject({ status, body: { status, code, terminal, title: expect.any(String) } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body.request_id).toBe(answer.headers.get('x-request-id'))
    expect(answer.text).not.toContain('for the log')
    expect(emulator.requests()).toEqual([])
  })

  it('is answered by authorize itself when it answers', async () => {
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

  it('tells authorize what it is, and which room it is about', async () => {
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
    const asked = emulator.requests().filter(({ route }) => route === '/room_sessions/{room_session_id}')
    expect(asked).toHaveLength(1)
  })

  it('is held within the rooms of the grant', async () => {
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

describe('the API behind', () => {
  const html =
    (status: number, headers: Record<string, string> = {}) =>
    async () =>
      new Response('<h1>hush</h1>', { status, headers })

  it.each([
    ['answers 500', html(500), 502, 'upstream_failed'],
    ['answers 503', html(503), 503, 'unavailable'],
    ['limits the rate', html(429, { 'retry-after': '40' }), 429, 'limited'],
    ['refuses the key', html(401), 502, 'upstream_refused'],
    ['forbids the key', html(403), 502, 'upstream_refused'],
    ['answers no JSON', html(200), 502, 'upstream_failed'],
    ['answers another schema', async () => Response.json({ data: { hush: 1 } }), 502, 'upstream_failed'],
    ['redirects', html(302, { location: 'https://elsewhere.example' }), 502, 'upstream_failed'],
    ['cannot be reached', () => Promise.reject(new TypeError('hush')), 502, 'upstream_failed'],
    ['does not answer', () => new Promise<Response>(() => undefined), 504, 'upstream_timeout'],
  ])('when it %s gives a documented answer', async (_, fetch, status, code) => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const asked = vi.fn(fetch as typeof globalThis.fetch)
    const { send } = harness({ fetch: asked, timeoutMs: 80 })
    const answer = await send('GET', '/telnyx/rooms/r1')
    expect(answer).toMatchObject({ status, body: { code, terminal: false } })
    expect(answer.text).not.toContain('hush')
    expect(asked.mock.calls.length).toBeLessThanOrEqual(2)
    if (code === 'limited') expect(answer.body.retry_after_ms).toBe(40_000)
  })
})
