import { routeOf } from '@greenroom/core'
import { roomSessions, rooms } from '@greenroom/core/video'
import { wireSchema } from '@greenroom/core/wire'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { createHarness } from '../../test/harness.ts'
import { createEmulator } from '../index.ts'

const unknownId = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'

describe('createApi', () => {
  it.each([
    ['a wrong type', 'POST', '/rooms', { max_participants: 'ten' }, 422, '10026', '/max_participants'],
    ['a bound', 'POST', '/rooms', { max_participants: 51 }, 422, '10033', '/max_participants'],
    ['another bound', 'POST', '/rooms', { webhook_timeout_secs: -1 }, 422, '10033', '/webhook_timeout_secs'],
    [
      'a URL without a scheme',
      'POST',
      '/rooms',
      { webhook_event_url: 'example.com' },
      422,
      '10003',
      '/webhook_event_url',
    ],
    ['an unknown field', 'POST', '/rooms', { uniqueName: 'x' }, 422, '10015', '/uniqueName'],
    ['a null where it is not allowed', 'POST', '/rooms', { unique_name: null }, 422, '10026', '/unique_name'],
    ['a fraction', 'POST', '/rooms', { max_participants: 2.5 }, 422, '10026', '/max_participants'],
    ['a page size that is too large', 'GET', '/rooms?page[size]=251', undefined, 422, '10033', '/page/size'],
    ['an unknown filter', 'GET', '/rooms?filter[name]=x', undefined, 422, '10015', '/filter/name'],
    ['an unknown query value', 'GET', '/rooms?sort=name', undefined, 422, '10015', '/sort'],
    [
      'an invalid day',
      'GET',
      '/rooms?filter[date_created_at][eq]=today',
      undefined,
      422,
      '10026',
      '/filter/date_created_at/eq',
    ],
    ['an invalid flag', 'GET', '/rooms?include_sessions=maybe', undefined, 422, '10026', '/include_sessions'],
  ])('rejects %s with a pointer to the field', async (_, method, path, input, status, code, pointer) => {
    const { send, emulator } = createHarness()
    const response = await send(method, `/v2${path}`, input)
    expect(response).toMatchObject({ status, body: { errors: [{ code, source: { pointer } }] } })
    expect(response.body.errors[0].title).toEqual(expect.any(String))
    expect((await emulator.snapshot()).rooms).toEqual([])
  })

  it.each([
    ['a token lifetime that is too short', { token_ttl_secs: 9 }, '10033', '/token_ttl_secs'],
    ['a token lifetime that is too long', { token_ttl_secs: 3601 }, '10033', '/token_ttl_secs'],
    [
      'a refresh token lifetime that is too long',
      { refresh_token_ttl_secs: 86_401 },
      '10033',
      '/refresh_token_ttl_secs',
    ],
  ])('rejects %s', async (_, input, code, pointer) => {
    const { send, roomWith } = createHarness()
    const { id } = await roomWith()
    expect(await send('POST', `/v2/rooms/${id}/actions/generate_join_client_token`, input)).toMatchObject({
      status: 422,
      body: { errors: [{ code, source: { pointer } }] },
    })
  })

  it('rejects a refresh without a token, and a kick with invalid participants', async () => {
    const { send, roomWith } = createHarness()
    const { id } = await roomWith()
    expect(await send('POST', `/v2/rooms/${id}/actions/refresh_client_token`, {})).toMatchObject({
      status: 422,
      body: { errors: [{ code: '10004', source: { pointer: '/refresh_token' } }] },
    })
    const kick = `/v2/room_sessions/${unknownId}/actions/kick`
    expect((await send('POST', kick, { participants: 'some' })).status).toBe(422)
    expect((await send('POST', kick, { participants: ['not-an-id'] })).status).toBe(422)
  })

  it.each([
    ['a truncated body', '{"unique_name":', {}, 400],
    ['a body that is a list', '[]', {}, 400],
    [
      'a body of another content type',
      'unique_name=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
    ],
    ['a body of eleven megabytes', `{"unique_name":"${'x'.repeat(11 << 20)}"}`, {}, 413],
  ])('rejects %s', async (_, body, headers, status) => {
    const { send } = createHarness()
    const response = await send('POST', '/v2/rooms', body, headers as Record<string, string>)
    expect(response).toMatchObject({ status, body: { errors: [{ code: expect.any(String) }] } })
  })

  it('rejects a body that is not UTF-8', async () => {
    const { emulator } = createHarness()
    const response = await emulator.fetch('http://localhost/v2/rooms', {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    })
    expect(response.status).toBe(400)
  })

  it.each([
    ['GET', '/v2/nothing', 404],
    ['GET', '/v2/rooms/', 404],
    ['GET', '/v2//rooms', 404],
    ['GET', '/v2/Rooms', 404],
    ['GET', '/v2/rooms/%', 400],
    ['PUT', '/v2/rooms', 405],
    ['GET', '/v3/rooms', 404],
    ['GET', '/nowhere', 404],
  ])('responds to %s %s with %i and an error in the API’s shape', async (method, path, status) => {
    const { send } = createHarness()
    expect(await send(method, path)).toMatchObject({
      status,
      body: { errors: [{ code: expect.stringMatching(/^\d+$/), title: expect.any(String) }] },
    })
  })

  it('rejects an unknown id with the error shape of the endpoint', async () => {
    const { send } = createHarness()
    const bare = { code: '10005', title: 'Resource not found' }
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      expect(await send(method, `/v2/rooms/${unknownId}`)).toMatchObject({ status: 404, body: bare })
    }
    expect(await send('GET', `/v2/room_sessions/${unknownId}`)).toMatchObject({ status: 404, body: bare })
    expect(await send('GET', `/v2/rooms/${unknownId}/sessions`)).toMatchObject({
      status: 404,
      body: { success: false, message: expect.any(String) },
    })
    expect(await send('POST', `/v2/room_sessions/${unknownId}/actions/end`)).toMatchObject({
      status: 404,
      body: { success: false },
    })
    expect(await send('POST', `/v2/rooms/${unknownId}/actions/generate_join_client_token`)).toMatchObject({
      status: 404,
      body: { errors: [bare] },
    })
  })

  it('accepts any API key, or only the configured one', async () => {
    const any = createHarness()
    expect((await any.send('GET', '/v2/rooms', undefined, { authorization: 'Bearer anything' })).status).toBe(
      200,
    )
    for (const authorization of ['', 'Bearer', 'Bearer ', 'Basic abc', 'anything']) {
      expect(await any.send('GET', '/v2/rooms', undefined, { authorization })).toMatchObject({
        status: 401,
        body: { errors: [{ code: '10009' }] },
      })
    }
    const one = createHarness({ apiKey: 'KEY_one' })
    expect((await one.send('GET', '/v2/rooms')).status).toBe(401)
    expect((await one.send('GET', '/v2/rooms', undefined, { authorization: 'Bearer KEY_one' })).status).toBe(
      200,
    )
    expect(
      (await one.send('POST', `/v2/room_sessions/${unknownId}/actions/end`, {}, { authorization: '' }))
        .status,
    ).toBe(401)
  })

  it.each(['Bearer My API Key', 'bearer  My API Key '])(
    'accepts the API key in %j',
    async (authorization) => {
      const status = async (apiKey?: string) => {
        const emulator = createEmulator({ apiKey })
        return (await emulator.fetch('http://localhost/v2/rooms', { headers: { authorization } })).status
      }
      expect([await status(), await status('My API Key'), await status('My')]).toEqual([200, 200, 401])
    },
  )

  it('accepts a configured API key that ends with a line break, as one from a file may', async () => {
    const emulator = createEmulator({ apiKey: 'KEY_one\n' })
    const headers = { authorization: 'Bearer KEY_one' }
    expect((await emulator.fetch('http://localhost/v2/rooms', { headers })).status).toBe(200)
  })

  it('ignores unknown fields and filters when it is lenient', async () => {
    const { send } = createHarness({ lenient: true })
    expect(
      (await send('GET', '/v2/rooms?sort=name&filter[name]=x&filter[color]=y&page[size]=3')).status,
    ).toBe(200)
    const created = await send('POST', '/v2/rooms', { uniqueName: 'x', unique_name: 'y' })
    expect(created).toMatchObject({ status: 201, body: { data: { unique_name: 'y' } } })
    expect((await send('POST', '/v2/rooms', { max_participants: 99 })).status).toBe(422)
  })

  it('accepts what fetch accepts, also as a detached function', async () => {
    const { emulator } = createHarness()
    const send: typeof fetch = emulator.fetch
    const headers = { authorization: 'Bearer x' }
    expect((await send('http://localhost/v2/rooms', { headers })).status).toBe(200)
    expect((await send(new URL('http://localhost/v2/rooms'), { headers })).status).toBe(200)
    expect((await send(new Request('http://localhost/v2/rooms', { headers }))).status).toBe(200)
    await expect(
      send('http://localhost/v2/rooms', { headers, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  it('adds a request id to every response and logs requests without their secrets', async () => {
    const { send, emulator, roomWith } = createHarness()
    const { id } = await roomWith()
    const { headers } = await send('POST', `/v2/rooms/${id}/actions/refresh_client_token`, {
      refresh_token: 'hush',
    })
    const last = emulator.requests().at(-1)
    expect(last).toMatchObject({
      id: headers.get('x-request-id'),
      method: 'POST',
      route: '/rooms/{room_id}/actions/refresh_client_token',
      status: 403,
      input: { room_id: id, refresh_token: '[secret]' },
    })
    await send('GET', '/v2/rooms?refresh_token=hush')
    await send('POST', `/v2/rooms/${id}/actions/refresh_client_token`, { refreshToken: 'hush' })
    expect(JSON.stringify(emulator.requests())).not.toMatch(/hush|KEY_test/)
  })

  it('responds as the wire schema of each endpoint requires', async () => {
    const { send, roomWith } = createHarness()
    const { id, participantIds } = await roomWith('Ann', 'Ben')
    const { body } = await send('GET', `/v2/rooms/${id}/sessions?include_participants=true`)
    const session = body.data[0].id
    const { body: minted } = await send('POST', `/v2/rooms/${id}/actions/generate_join_client_token`, {})
    const { refresh_token } = minted.data
    const calls = [
      [rooms.list, 'GET', '/rooms?include_sessions=true'],
      [rooms.create, 'POST', '/rooms', { unique_name: 'x' }],
      [rooms.retrieve, 'GET', `/rooms/${id}?include_sessions=true`],
      [rooms.update, 'PATCH', `/rooms/${id}`, { enable_recording: true }],
      [rooms.createJoinToken, 'POST', `/rooms/${id}/actions/generate_join_client_token`, {}],
      [rooms.refreshJoinToken, 'POST', `/rooms/${id}/actions/refresh_client_token`, { refresh_token }],
      [roomSessions.list, 'GET', '/room_sessions'],
      [roomSessions.listByRoom, 'GET', `/rooms/${id}/sessions`],
      [roomSessions.retrieve, 'GET', `/room_sessions/${session}?include_participants=true`],
      [roomSessions.listParticipants, 'GET', `/room_sessions/${session}/participants`],
      [roomSessions.mute, 'POST', `/room_sessions/${session}/actions/mute`, { participants: participantIds }],
      [
        roomSessions.unmute,
        'POST',
        `/room_sessions/${session}/actions/unmute`,
        { participants: participantIds },
      ],
      [
        roomSessions.kick,
        'POST',
        `/room_sessions/${session}/actions/kick`,
        { participants: [participantIds[0]] },
      ],
      [roomSessions.end, 'POST', `/room_sessions/${session}/actions/end`],
    ] as const
    for (const [endpoint, method, path, input] of calls) {
      const response = await send(method, `/v2${path}`, input)
      expect([routeOf(endpoint), response.status]).toEqual([routeOf(endpoint), endpoint.success ?? 200])
      expect(v.safeParse(wireSchema(endpoint), response.body).issues).toBeUndefined()
    }
  })

  it('pages and filters ten thousand rooms with fifty thousand participants', async () => {
    const { client, emulator } = createHarness()
    const snapshot = await emulator.snapshot()
    const at = '2026-01-10T12:00:00.000000Z'
    const id = (kind: 'a' | 'b' | 'c', n: number) =>
      `${kind}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`
    const range = (length: number) => Array.from({ length }, (_, index) => index)
    emulator.restore({
      ...snapshot,
      rooms: range(10_000).map((n) => ({
        id: id('a', n),
        unique_name: `room ${n}`,
        max_participants: 10,
        enable_recording: false,
        webhook_event_url: null,
        webhook_event_failover_url: '',
        webhook_timeout_secs: null,
        active_session_id: id('b', n),
        created_at: at,
        updated_at: at,
      })),
      sessions: range(10_000).map((n) => ({
        id: id('b', n),
        room_id: id('a', n),
        created_at: at,
        updated_at: at,
        ended_at: null,
      })),
      participants: range(50_000).map((n) => ({
        id: id('c', n),
        session_id: id('b', n % 10_000),
        context: null,
        joined_at: at,
        updated_at: at,
        left_at: null,
        muted: false,
      })),
    })
    const { data, meta } = await rooms.list(client, {
      page: { number: 40, size: 250 },
      include_sessions: true,
    })
    expect([data.length, data[249]?.id, meta.total_results]).toEqual([250, id('a', 0), 10_000])
    expect((await rooms.list(client, { filter: { unique_name: 'room 77' } })).data).toMatchObject([
      { id: id('a', 77) },
    ])
    const inside = await roomSessions.listParticipants(client, { room_session_id: id('b', 9) })
    expect(inside.data.map((person) => person.id)).toEqual(
      [40_009, 30_009, 20_009, 10_009, 9].map((n) => id('c', n)),
    )
  })
})
