import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { endpoint } from '../endpoint.ts'
import * as roomSessions from '../video/room-sessions.ts'
import * as rooms from '../video/rooms.ts'
import { decodeRequest, type ReceivedRequest } from './decode.ts'

function received(parts: Partial<ReceivedRequest> & { readonly search?: string }): ReceivedRequest {
  return { params: {}, query: new URLSearchParams(parts.search), ...parts }
}

const json = { contentType: 'application/json; charset=utf-8' }

describe('decodeRequest', () => {
  it('reads a query into typed fields', () => {
    const request = received({
      search: 'include_sessions=True&page[size]=20&filter[date_created_at][gte]=2026-01-01',
    })
    expect(decodeRequest(rooms.list, request)).toEqual({
      input: {
        include_sessions: true,
        page: { size: 20 },
        filter: { date_created_at: { gte: '2026-01-01' } },
      },
    })
  })

  it('merges path and body, and the path wins', () => {
    const request = received({
      params: { room_id: 'r1' },
      body: '{"unique_name":"x","room_id":"r2"}',
      ...json,
    })
    expect(decodeRequest(rooms.update, request)).toEqual({ input: { unique_name: 'x', room_id: 'r1' } })
  })

  it('does not let the query replace a path value', () => {
    const request = received({ params: { room_id: 'r1' }, search: 'room_id=r2' })
    expect(decodeRequest(rooms.retrieve, request)).toEqual({ input: { room_id: 'r1' } })
  })

  it.each([undefined, '', ' \n'])('reads the body %j as an empty object', (body) => {
    const request = received({ params: { room_session_id: 's1' }, body })
    expect(decodeRequest(roomSessions.end, request)).toEqual({ input: { room_session_id: 's1' } })
  })

  it.each([
    ['{"unique_name":', 'not-json', 'application/json'],
    ['[]', 'not-an-object', 'application/json'],
    ['null', 'not-an-object', 'application/json'],
    ['"x"', 'not-an-object', 'application/json'],
    ['{}', 'wrong-content-type', 'text/plain'],
    ['{}', 'wrong-content-type', null],
    ['{}', 'wrong-content-type', 'application/x-www-form-urlencoded'],
  ] as const)('returns why it cannot read %j', (body, unreadable, contentType) => {
    expect(decodeRequest(rooms.create, received({ body, contentType }))).toEqual({ unreadable })
  })

  it('keeps unknown fields, so that the schema rejects them', () => {
    const decoded = decodeRequest(rooms.create, received({ body: '{"__proto__":{"x":1},"nope":2}', ...json }))
    const input = 'input' in decoded ? decoded.input : {}
    expect(Object.keys(input)).toEqual(['__proto__', 'nope'])
    expect(v.safeParse(rooms.create.input, input).success).toBe(false)
  })

  it('reads forms, and rejects JSON instead of a form', () => {
    const Update = v.strictObject({ sid: v.string(), Muted: v.optional(v.boolean()) })
    const update = endpoint({
      method: 'POST',
      path: '/calls/{sid}',
      input: Update,
      output: v.unknown(),
      encoding: 'form',
    })
    const params = { sid: 'c1' }
    const form = received({ params, body: 'Muted=true', contentType: 'application/x-www-form-urlencoded' })
    expect(decodeRequest(update, form)).toEqual({ input: { sid: 'c1', Muted: true } })
    expect(decodeRequest(update, received({ params, body: '{}', ...json }))).toEqual({
      unreadable: 'wrong-content-type',
    })
  })
  it('keeps a number that is too large as text, which the schema rejects', () => {
    const list = endpoint({
      method: 'GET',
      path: '/calls',
      input: v.strictObject({ size: v.number() }),
      output: v.unknown(),
    })
    const size = '9'.repeat(400)
    expect(decodeRequest(list, received({ search: `size=${size}` }))).toEqual({ input: { size } })
  })

  it('reads either encoding where a server allows it, and no other', () => {
    const body = { unique_name: 'x', max_participants: 4 }
    const read = (contentType: string, text: string) =>
      decodeRequest(rooms.create, received({ body: text, contentType, anyEncoding: true }))
    expect(read('application/x-www-form-urlencoded', 'unique_name=x&max_participants=4')).toEqual({
      input: body,
    })
    expect(read('application/json', JSON.stringify(body))).toEqual({ input: body })
    expect(read('text/plain', 'unique_name=x')).toEqual({ unreadable: 'wrong-content-type' })
  })

  it.each([
    ['ids=', []],
    ['ids=a', ['a']],
    ['ids=a,b', ['a', 'b']],
    ['ids=a&ids=b', ['a', 'b']],
    ['ids[1]=b&ids[0]=a', ['a', 'b']],
  ])('reads the list %s as %j', (search, ids) => {
    const list = endpoint({
      method: 'GET',
      path: '/calls',
      input: v.strictObject({ ids: v.array(v.string()) }),
      output: v.unknown(),
    })
    expect(decodeRequest(list, received({ search }))).toEqual({ input: { ids } })
  })
})
