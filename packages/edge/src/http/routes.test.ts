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
  it('finds an exposed endpoint below the base path', () => {
    expect(route('GET', `/telnyx/rooms/${id}`)).toEqual({ endpoint: rooms.retrieve, params: { room_id: id } })
    expect(createRoutes('', [rooms.list])('GET', '/rooms').endpoint).toBe(rooms.list)
  })

  it.each([
    ['the base path itself', '/telnyx'],
    ['a path with the base path as its prefix', '/telnyxx/rooms'],
    ['a path outside of the base path', '/rooms'],
    ['a double slash before the base path', '//telnyx/rooms'],
    ['a double slash after the base path', '/telnyx//rooms'],
    ['a slash at the end', '/telnyx/rooms/'],
    ['a base path in upper case', '/Telnyx/rooms'],
    ['a segment in upper case', '/telnyx/ROOMS'],
    ['a segment with an escape', '/telnyx/r%6foms'],
    ['an escaped slash', `/telnyx/rooms/${id}%2Fsessions`],
    ['an escaped backslash', '/telnyx/rooms/a%5cb'],
    ['an escaped line break', '/telnyx/rooms/a%0D%0Ab'],
    ['an escaped NUL', '/telnyx/rooms/a%00'],
    ['escaped dots', '/telnyx/rooms/%2e%2E'],
    ['a broken escape', '/telnyx/rooms/%'],
    ['an escape that is not UTF-8', '/telnyx/rooms/%ff'],
    ['an id in upper case', `/telnyx/rooms/${id.toUpperCase()}`],
    ['an id with an escaped upper-case letter', `/telnyx/rooms/0%43cc7b54-4df3-4bca-a65a-3da1ecc777f0`],
    ['an endpoint that is not exposed', `/telnyx/room_sessions/${id}/actions/kick`],
  ])('answers 404 for any method at %s', (_, pathname) => {
    for (const method of ['GET', 'POST', 'DELETE']) expect(statusOf(method, pathname)).toBe(404)
  })

  it('lists the methods of an exposed path in Allow', () => {
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
