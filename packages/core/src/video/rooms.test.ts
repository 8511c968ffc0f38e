import { describe, expect, expectTypeOf, it } from 'vitest'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { ApiError, InputError } from '../errors.ts'
import * as rooms from './rooms.ts'

describe('rooms.retrieve', () => {
  it('sends the id in the path, percent-encoded', async () => {
    const { client, sent } = testClient()
    await rooms.retrieve(client, { room_id: 'a/b ç' })
    expect(sent).toMatchObject([{ method: 'GET', url: '/v2/rooms/a%2Fb%20%C3%A7', body: '' }])
  })

  it('sends flags in the query', async () => {
    const { client, sent } = testClient()
    await rooms.retrieve(client, { room_id: 'r1', include_sessions: true })
    expect(sent[0]?.url).toBe('/v2/rooms/r1?include_sessions=true')
  })

  it.each(['', '.', '..'])('rejects the id %j, which would reach another endpoint', async (room_id) => {
    const { client, sent } = testClient()
    const error = await errorOf<InputError>(rooms.retrieve(client, { room_id }))
    expect(error).toMatchObject({ name: 'InputError', outcome: 'not-sent' })
    expect(error.message).toContain('/room_id')
    expect(sent).toEqual([])
  })

  it('resolves to the room, and keeps unknown fields', async () => {
    const { client } = testClient(() => json({ data: { id: 'r1', unique_name: 'x', region: 'eu' } }))
    const room = await rooms.retrieve(client, { room_id: 'r1' })
    expect(room).toEqual({ id: 'r1', unique_name: 'x', region: 'eu' })
  })

  it('accepts null for a field without a value', async () => {
    const { client } = testClient(() => json({ data: { id: 'r1', active_session_id: null } }))
    expect((await rooms.retrieve(client, { room_id: 'r1' })).active_session_id).toBeNull()
  })

  it('rejects with the status, the code and the request id', async () => {
    const { client } = testClient(() =>
      json(
        { code: '10005', title: 'Resource not found', detail: 'No such room' },
        { status: 404, headers: { 'x-request-id': 'req-1' } },
      ),
    )
    const error = await errorOf<ApiError>(rooms.retrieve(client, { room_id: 'r1' }))
    expect(error).toMatchObject({
      name: 'ApiError',
      status: 404,
      code: '10005',
      requestId: 'req-1',
      outcome: 'rejected',
    })
    expect(error.message).toBe('GET /rooms/{room_id} answered 404: No such room (10005), request id req-1')
  })

  it('names its route in the stack of its errors', async () => {
    const { client } = testClient(() => json({}, { status: 404 }))
    const error = await errorOf<ApiError>(rooms.retrieve(client, { room_id: 'r1' }))
    expect(error.stack).toContain('GET /rooms/{room_id}')
    expect(error.stack).toContain('rooms.test.ts')
  })

  it('does not compile without an id or with an unknown field', () => {
    const { client } = testClient()
    // @ts-expect-error the id is required
    void rooms.retrieve(client).catch(() => undefined)
    // @ts-expect-error a typo
    void rooms.retrieve(client, { room_id: 'r1', include_session: true }).catch(() => undefined)
    expectTypeOf<Awaited<ReturnType<typeof rooms.retrieve>>>().toEqualTypeOf<rooms.Room>()
    // @ts-expect-error a typo in a field of the response
    expectTypeOf<rooms.Room>().toHaveProperty('unqiue_name')
  })
})

describe('rooms.list', () => {
  it('sends filters and paging in brackets', async () => {
    const { client, sent } = testClient(() => json({ data: [], meta: {} }))
    await rooms.list(client, {
      filter: { date_created_at: { gte: '2026-01-01' }, unique_name: 'a b' },
      page: { number: 2, size: 50 },
    })
    expect(decodeURIComponent(sent[0]?.url ?? '')).toBe(
      '/v2/rooms?filter[date_created_at][gte]=2026-01-01&filter[unique_name]=a+b&page[number]=2&page[size]=50',
    )
  })

  it('needs no input, and accepts options after an empty input', async () => {
    const { client, sent } = testClient(() => json({ data: [], meta: {} }))
    await rooms.list(client)
    await rooms.list(client, {}, { headers: { 'x-trace': '7' } })
    expect(sent.map(({ url }) => url)).toEqual(['/v2/rooms', '/v2/rooms'])
    expect(sent[1]?.headers.get('x-trace')).toBe('7')
  })

  it('resolves to a page, even if the response has no meta', async () => {
    const { client } = testClient(() => json({ data: [{ id: 'r1' }] }))
    expect(await rooms.list(client)).toEqual({ data: [{ id: 'r1' }], meta: {} })
  })

  it.each([
    [{ page: { size: 251 } }, '/page/size'],
    [{ page: { number: 0 } }, '/page/number'],
    [{ filter: { date_created_at: { eq: 'yesterday' } } }, '/filter/date_created_at/eq'],
  ])('rejects %j and names %s', async (input, pointer) => {
    const { client, sent } = testClient()
    const error = await errorOf<InputError>(rooms.list(client, input))
    expect(error.problems).toMatchObject([{ pointer }])
    expect(sent).toEqual([])
  })
})

describe('rooms.create', () => {
  it('sends JSON without undefined fields', async () => {
    const { client, sent } = testClient()
    await rooms.create(client, { unique_name: 'x', max_participants: undefined, webhook_timeout_secs: null })
    expect(sent[0]?.headers.get('content-type')).toBe('application/json')
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ unique_name: 'x', webhook_timeout_secs: null })
  })

  it('sends an empty object without input', async () => {
    const { client, sent } = testClient()
    await rooms.create(client)
    expect(sent[0]?.body).toBe('{}')
  })

  it('rejects an unknown field from JavaScript and names it', async () => {
    const { client } = testClient()
    const input = { uniqueName: 'x' } as rooms.CreateInput
    expect((await errorOf<InputError>(rooms.create(client, input))).message).toContain('/uniqueName')
  })

  it('sends extra fields that the schema does not contain', async () => {
    const { client, sent } = testClient()
    await rooms.create(
      client,
      { unique_name: 'x' },
      { extra: { body: { region: 'eu' }, query: { dry: true } } },
    )
    expect(sent[0]).toMatchObject({ url: '/v2/rooms?dry=true', body: '{"unique_name":"x","region":"eu"}' })
  })
})

describe('rooms.delete', () => {
  it('resolves to undefined for a 204 and for a 200 with a body', async () => {
    const { client, sent } = testClient((_, count) =>
      count === 1 ? new Response(null, { status: 204 }) : new Response('gone', { status: 200 }),
    )
    expect(await rooms.delete(client, { room_id: 'r1' })).toBeUndefined()
    expect(await rooms.delete(client, { room_id: 'r1' })).toBeUndefined()
    expect(sent[0]).toMatchObject({ method: 'DELETE', url: '/v2/rooms/r1', body: '' })
  })
})

describe('rooms.refreshJoinToken', () => {
  it('never shows a refresh token of the wrong type in the error', async () => {
    const { client } = testClient()
    const input = {
      room_id: 'r1',
      refresh_token: { secret: 'hush' },
    } as unknown as rooms.RefreshJoinTokenInput
    const error = await errorOf<InputError>(rooms.refreshJoinToken(client, input))
    expect(error.problems).toEqual([{ pointer: '/refresh_token', expected: 'string', received: 'object' }])
    expect(JSON.stringify(error) + error.message).not.toContain('hush')
  })

  it('never shows a refresh token that is passed instead of the input', async () => {
    const { client } = testClient()
    const input = 'hush' as unknown as rooms.RefreshJoinTokenInput
    const error = await errorOf<InputError>(rooms.refreshJoinToken(client, input))
    expect(JSON.stringify(error) + error.message).not.toContain('hush')
  })
})
