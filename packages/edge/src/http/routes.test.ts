import { roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../refusals/refusal.ts'
import { createRoutes } from './routes.ts'

const route = createRoutes('/telnyx', [rooms.list, rooms.create, rooms.retrieve, roomSessions.end])
const id = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'

function statusOf(method: string, pathname: string): number {
  try {
    route(method, pathname)
    return 200
  } catch (error) {
    if (error instanceof Refusal) return error.init.status
    throw error
  }
}

describe('createRoutes', () => {
  it('finds what is exposed below its base', () => {
    expect(route('GET', `/telnyx/rooms/${id}`)).toEqual({ endpoint: rooms.retrieve, params: { room_id: id } })
    expect(createRoutes('', [rooms.list])('GET', '/rooms').endpoint).toBe(rooms.list)
  })

  it.each([
    ['the base alone', '/telnyx'],
    ['a path that only begins like the base', '/telnyxx/rooms'],
    ['a path above the base', '/rooms'],
    ['a doubled slash before the base', '//telnyx/rooms'],
    ['a doubled slash behind it', '/telnyx//rooms'],
    ['a slash at the end', '/telnyx/rooms/'],
    ['a base in capitals', '/Telnyx/rooms'],
    ['a word in capitals', '/telnyx/ROOMS'],
    ['a word with an escape in it', '/telnyx/r%6foms'],
    ['an escaped slash', `/telnyx/rooms/${id}%2Fsessions`],
    ['an escaped backslash', '/telnyx/rooms/a%5cb'],
    ['an escaped line break', '/telnyx/rooms/a%0D%0Ab'],
    ['an escaped zero', '/telnyx/rooms/a%00'],
    ['escaped dots', '/telnyx/rooms/%2e%2E'],
    ['a broken escape', '/telnyx/rooms/%'],
    ['an escape that is no UTF-8', '/telnyx/rooms/%ff'],
    ['an id in capitals', `/telnyx/rooms/${id.toUpperCase()}`],
    ['an id in capitals, escaped', `/telnyx/rooms/0%43cc7b54-4df3-4bca-a65a-3da1ecc777f0`],
    ['what is not exposed', `/telnyx/room_sessions/${id}/actions/kick`],
  ])('finds nothing at %s, by any method', (_, pathname) => {
    for (const method of ['GET', 'POST', 'DELETE']) expect(statusOf(method, pathname)).toBe(404)
  })

  it('tells the methods of a path that it knows', () => {
    for (const [method, pathname, allow] of [
      ['PUT', '/telnyx/rooms', 'GET, POST'],
      ['OPTIONS', '/telnyx/rooms', 'GET, POST'],
      ['HEAD', `/telnyx/rooms/${id}`, 'GET'],
      ['get', `/telnyx/rooms/${id}`, 'GET'],
      ['GET', `/telnyx/room_sessions/${id}/actions/end`, 'POST'],
    ] as const) {
      expect(() => route(method, pathname)).toThrow(
        expect.objectContaining({ init: expect.objectContaining({ status: 405, headers: { allow } }) }),
      )
    }
  })
})
