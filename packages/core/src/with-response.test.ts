import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { json, testClient } from '../test/test-client.ts'
import { createVideo } from './video/index.ts'
import type { Room } from './video/rooms.ts'
import * as rooms from './video/rooms.ts'
import { withResponse } from './with-response.ts'

const headers = {
  'x-request-id': 'req-1',
  'x-ratelimit-limit': '100, 100;w=60',
  'x-ratelimit-remaining': '99',
  'x-ratelimit-reset': '7',
}

describe('withResponse', () => {
  it('returns status, request id and rate limit with the output', async () => {
    const { client, sent } = testClient(() => json({ data: { id: 'r1' } }, { status: 201, headers }))
    const result = await withResponse(client, rooms.retrieve, { room_id: 'r1', include_sessions: true })
    expect(result).toMatchObject({
      output: { id: 'r1' },
      status: 201,
      requestId: 'req-1',
      rateLimit: { limit: 100, remaining: 99, resetMs: 7000 },
    })
    expect(result.headers.get('x-ratelimit-remaining')).toBe('99')
    expect(sent[0]?.url).toBe('/v2/rooms/r1?include_sessions=true')
    expectTypeOf(result.output).toEqualTypeOf<Room>()
  })

  it('accepts a bound endpoint and call options', async () => {
    const { client, sent } = testClient(() => json({ data: [], meta: {} }))
    const onResponse = vi.fn()
    const result = await withResponse(
      createVideo(client).rooms.list,
      {},
      { headers: { 'x-mine': '1' }, onResponse },
    )
    expect(result.output.data).toEqual([])
    expect(result.rateLimit).toEqual({})
    expect(sent[0]?.headers.get('x-mine')).toBe('1')
    expect(onResponse).toHaveBeenCalledOnce()
  })

  it('returns the last response if the call was retried', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { client } = testClient((_, count) =>
      count === 1 ? json({}, { status: 500 }) : json({ data: { id: 'r1' } }, { headers }),
    )
    expect(await withResponse(client, rooms.retrieve, { room_id: 'r1' })).toMatchObject({ status: 200 })
    vi.restoreAllMocks()
  })

  it('rejects with the error of the call', async () => {
    const { client } = testClient(() => json({}, { status: 404 }))
    await expect(withResponse(client, rooms.retrieve, { room_id: 'r1' })).rejects.toMatchObject({
      status: 404,
    })
    await expect(withResponse(client, rooms.retrieve, { room_id: '..' })).rejects.toMatchObject({
      name: 'InputError',
    })
  })
})
