import { type Endpoint, endpoint } from '@greenroom/core'
import { type JoinToken, rooms } from '@greenroom/core/video'
import { SignJWT } from 'jose'
import * as v from 'valibot'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { describeRefusal, type GatewayOptions, type RefusedCall } from '../src/index.ts'
import { apiKey, harness, origin } from './harness.ts'

const tokenPath = (id: string) => `/telnyx/rooms/${id}/actions/generate_join_client_token`
const refreshPath = (id: string) => `/telnyx/rooms/${id}/actions/refresh_client_token`

/** Creates an API that answers every call with the same response. */
const answering = (status: number, body: unknown): GatewayOptions['fetch'] => {
  return async () =>
    Response.json(body, { status, headers: { 'x-upstream': 'hush', 'x-request-id': 'hush' } })
}

function jwt(claims: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32))
}

describe('a response of the API', () => {
  it('is sent without its headers', async () => {
    const { headers } = await harness({ fetch: answering(200, { data: { id: 'r1' } }) }).send(
      'GET',
      '/telnyx/rooms/r1',
    )
    expect(JSON.stringify([...headers])).not.toContain('hush')
  })

  it('is sent without its error detail', async () => {
    const errors = [
      { code: '10012', title: 'Duplicate resource', detail: 'hush', source: { pointer: '/hush' } },
    ]
    const { status, body, text } = await harness({ fetch: answering(422, { errors }) }).send(
      'POST',
      '/telnyx/rooms',
      {},
    )
    expect([status, body.code, body.title, body.terminal]).toEqual([422, '10012', 'Duplicate resource', true])
    expect(text).not.toContain('hush')
  })

  it.each([
    [407, 502, 'upstream_refused', false],
    [408, 408, 'c1', false],
    [425, 425, 'c1', false],
    [409, 409, 'c1', true],
    [501, 502, 'upstream_failed', false],
  ])(
    'is sent with a status that a page can act on: %i as %i %s, terminal %s',
    async (from, status, code, terminal) => {
      const { body } = await harness({ fetch: answering(from, { errors: [{ code: 'c1' }] }) }).send(
        'GET',
        '/telnyx/rooms',
      )
      expect([body.status, body.code, body.terminal]).toEqual([status, code, terminal])
    },
  )

  it('is sent with a sealed refresh token, also after a refresh that rotates it', async () => {
    const [token, rotated] = [await jwt({ iat: 1, exp: 61 }), await jwt({ exp: 4e9, hush: 'hush' })]
    const { send } = harness({ fetch: answering(201, { data: { token, refresh_token: rotated } }) })
    const { body } = await send('POST', tokenPath('r1'), {})
    const refreshed = await send('POST', refreshPath('r1'), { refresh_token: body.data.refresh_token })
    expect(refreshed).toMatchObject({ status: 201, body: { data: { token, expires_in_ms: 60_000 } } })
    expect(refreshed.text).not.toContain(rotated)
    expect(refreshed.body.data.refresh_token.split('.')).toHaveLength(5)
  })

  it('has no lifetime if its token states none', async () => {
    const { body } = await harness({ fetch: answering(201, { data: { token: 'opaque' } }) }).send(
      'POST',
      tokenPath('r1'),
    )
    expect(Object.keys(body.data).sort()).toEqual(['context', 'server_time_ms', 'token'])
  })

  it.each([400, 401, 403, 404, 408, 409, 422, 429])(
    'stays a 4xx if the API rejects a refresh with %i',
    async (status) => {
      const { id, handle, emulator } = await (async () => {
        const h = harness()
        const { id } = await rooms.create(h.upstream, {})
        const { body } = await h.send('POST', tokenPath(id))
        return { ...h, id, handle: body.data.refresh_token as string }
      })()
      expect(emulator.requests().at(-1)?.status).toBe(201)
      const answer = await harness({ fetch: answering(status, {}) }).send('POST', refreshPath(id), {
        refresh_token: handle,
      })
      // A rejected refresh token does not sign the user out.
      expect(answer.status).toBe(status === 401 ? 403 : status)
      if (status === 401 || status === 403) expect(answer.body.code).toBe('refresh_invalid')
    },
  )
})

describe('a secret that the API echoes', () => {
  const repeated = (status: number, said: string): GatewayOptions['fetch'] =>
    answering(status, { errors: [{ code: said, title: `No ${said} here`, detail: `${said} is unknown` }] })

  it.each([400, 401, 422, 500])(
    'reaches neither the page nor the log: the API key, in a %i',
    async (status) => {
      const refused: RefusedCall[] = []
      const { send } = harness({
        fetch: repeated(status, apiKey),
        onRefusal: (call) => refused.push(call),
      })
      const { text } = await send('GET', '/telnyx/rooms')
      const { inspect } = await import('node:util')
      expect(text + inspect(refused, { depth: 20 }) + refused.map(describeRefusal)).not.toContain(apiKey)
      if (status === 422) expect(text).toContain('"title":"No … here"')
    },
  )

  it('reaches neither the page nor the log: a refresh token', async () => {
    const refused: RefusedCall[] = []
    const token = await jwt({ iat: 1, exp: 61 })
    const real = await jwt({ exp: 4e9, real: true })
    const minted = harness({ fetch: answering(201, { data: { token, refresh_token: real } }) })
    const { body } = await minted.send('POST', tokenPath('r1'), {})
    const { send } = harness({ fetch: repeated(422, real), onRefusal: (call) => refused.push(call) })
    const answer = await send('POST', refreshPath('r1'), { refresh_token: body.data.refresh_token })
    expect([answer.status, answer.body.title]).toEqual([422, 'No … here'])
    expect(answer.text + refused.map(describeRefusal)).not.toContain(real)
  })

  it('leaves a code and a title of limited length', async () => {
    const { body } = await harness({ fetch: repeated(400, 'x'.repeat(1e5)) }).send('GET', '/telnyx/rooms')
    expect([body.code.length, body.title.length]).toEqual([64, 200])
  })
})

describe('timeoutMs', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is the time limit of a call to the API', async () => {
    vi.useFakeTimers()
    const { send } = harness({ timeoutMs: 45_000, fetch: () => new Promise(() => {}) })
    const answer = vi.fn()
    void send('GET', '/telnyx/rooms').then(answer)
    await vi.advanceTimersByTimeAsync(44_000)
    expect(answer).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(answer).toHaveBeenCalledWith(expect.objectContaining({ status: 504 }))
  })
})

describe('the rooms of a grant', () => {
  const other = '00000000-0000-4000-8000-000000000000'
  const grant = () => ({ user: 'ann', rooms: (id: string) => id !== other })
  const custom = (method: 'GET' | 'POST', path: `/${string}`) =>
    endpoint({ method, path, input: v.strictObject({}), output: v.unknown(), envelope: 'data' })
  const recording = custom('GET', '/room_recordings/latest')
  const purge = custom('POST', '/room_recordings/purge')

  it('are checked in the response of a call that names no room', async () => {
    const look = (room_id?: string) =>
      harness({
        authorize: grant,
        expose: [recording],
        fetch: answering(200, { data: { id: 'x', room_id } }),
      })
        .send('GET', '/telnyx/room_recordings/latest')
        .then(({ status }) => status)
    expect([await look('r1'), await look(other), await look()]).toEqual([200, 403, 403])
  })

  it('deny a call that changes unknown resources', async () => {
    const { send, emulator } = harness({ authorize: grant, expose: [purge, rooms.create] })
    expect((await send('POST', '/telnyx/room_recordings/purge')).body.code).toBe('denied')
    expect(emulator.requests()).toEqual([])
    expect((await send('POST', '/telnyx/rooms', {})).status).toBe(201)
  })

  it('do not reveal which sessions exist in other rooms', async () => {
    const { send, emulator } = harness({ authorize: grant })
    const answer = await send('POST', `/telnyx/room_sessions/${other}/actions/kick`, { participants: 'all' })
    expect([answer.status, answer.body.code]).toEqual([403, 'denied'])
    expect(emulator.requests().map(({ status }) => status)).toEqual([404])
  })

  it('do not reveal how many other rooms exist', async () => {
    const { send, upstream } = harness({ authorize: grant })
    await rooms.create(upstream, {})
    const { body } = await send('GET', '/telnyx/rooms')
    expect(body.meta).toEqual({ page_number: 1, page_size: 20, total_pages: 1 })
  })

  it('do not reveal whether another room has a name', async () => {
    const { send, upstream } = harness({ authorize: () => ({ user: 'ann', rooms: () => false }) })
    await rooms.create(upstream, { unique_name: 'hers' })
    const look = (name: string) => send('GET', `/telnyx/rooms?filter[unique_name]=${name}`)
    expect((await look('hers')).text).toBe((await look('unused')).text)
  })
})

describe('a custom endpoint', () => {
  it('at the path of the mint returns the same response as the gateway’s own mint', async () => {
    interface Input extends v.InferInput<typeof Input> {}
    const Input = v.looseObject({ id: v.string() })
    const mint: Endpoint<Input, JoinToken> = endpoint({
      method: 'POST',
      path: '/rooms/{id}/actions/generate_join_client_token',
      input: Input,
      output: rooms.JoinToken,
      envelope: 'data',
      success: 201,
    })
    const { send, upstream, emulator } = harness({ expose: [mint] })
    const { id } = await rooms.create(upstream, {})
    const { status, body } = await send('POST', tokenPath(id), { token_ttl_secs: 3600 })
    expect([status, body.data.expires_in_ms]).toEqual([201, 600_000])
    expect(body.data.refresh_token.split('.')).toHaveLength(5)
    expect(emulator.requests().at(-1)?.input).toMatchObject({ token_ttl_secs: 600 })
  })

  it('cannot match the path of the mint by a placeholder', () => {
    const action = endpoint({
      method: 'POST',
      path: '/rooms/{room_id}/actions/{action}',
      input: v.strictObject({ room_id: v.string(), action: v.string() }),
      output: v.unknown(),
    })
    expect(() => harness({ expose: [rooms.createJoinToken, action] })).toThrow(
      /also matches .*join_client_token/,
    )
  })
})

describe('a refresh token', () => {
  it('of another room, user or gateway does not reach the API', async () => {
    const { send, upstream, emulator } = harness()
    const { id } = await rooms.create(upstream, {})
    const { id: otherRoom } = await rooms.create(upstream, {})
    const { body } = await send('POST', tokenPath(id))
    const { refresh_token } = body.data
    const before = emulator.requests().length
    await send('POST', refreshPath(otherRoom), { refresh_token })
    await send('POST', refreshPath(id), { refresh_token }, { 'x-user': 'ben' })
    await harness({ fetch: emulator.fetch, audience: 'https://other.example' }).send(
      'POST',
      refreshPath(id),
      {
        refresh_token,
      },
    )
    expect(emulator.requests()).toHaveLength(before)
  })
})

describe('a body', () => {
  it('is rejected if it is not UTF-8', async () => {
    const body = new Uint8Array([...new TextEncoder().encode('{"unique_name":"'), 0xc3, 0x28, 0x22, 0x7d])
    const headers = { origin, 'x-user': 'ann', 'content-type': 'application/json' }
    const request = new Request('https://gateway.example/telnyx/rooms', { method: 'POST', headers, body })
    const response = await harness().gateway(request)
    expect(response.status).toBe(400)
  })
})
