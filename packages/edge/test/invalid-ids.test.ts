import { describe, expect, it, vi } from 'vitest'
import { harness, videoEndpoints } from './harness.ts'

const withIds = videoEndpoints.filter(({ path }) => path.includes('{'))

/** Ids that change their meaning when a URL is read once more, or that no API issues. */
const invalid = [
  '%252e%252e%252f',
  '%252e%252e',
  'R%3Fadmin=1',
  'R%23',
  'R%2523',
  'R%26a=b',
  'R%3Ba',
  'R=1',
  'R%25',
  'R%2Factions',
  'R%5Cactions',
  'R%20',
  '%20',
  'R%00',
  'R%0D%0AX-A:%20b',
  'R%E2%80%A8',
  'R%C3%A9',
  '%EF%BC%8E%EF%BC%8E',
  'R@a',
  'R,S',
  '*',
  '~',
  "R'",
  'R%22',
  'R%3Cscript%3E',
  '%7Broom_id%7D',
  'R+S',
  'R!',
  'R$',
  '(R)',
  'a'.repeat(129),
  '0ccc7b544df34bcaa65a3da1ecc777f0',
]

describe('an invalid id', () => {
  it.each(withIds.map((endpoint) => [endpoint.name, endpoint] as const))(
    'is 404 before authorize, in the path of %s',
    async (_, { method, path }) => {
      const authorize = vi.fn(() => null)
      const { send, emulator } = harness({ expose: videoEndpoints, authorize })
      for (const id of [...invalid, '0CCC7B54-4DF3-4BCA-A65A-3DA1ECC777F0']) {
        const body = method === 'GET' || method === 'DELETE' ? undefined : {}
        const answer = await send(method, `/telnyx${path.replace(/\{\w+\}/, () => id)}`, body)
        expect([id, answer.status, answer.body.code]).toEqual([id, 404, 'not_found'])
      }
      expect(authorize).not.toHaveBeenCalled()
      expect(emulator.requests()).toEqual([])
    },
  )

  it.each(['R', 'a'.repeat(128), 'v3:Abc-_x.y', '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0', '...', '1'])(
    'is not a letter, digit or one of _.:- in %s',
    async (id) => {
      const authorize = vi.fn(() => null)
      const { send } = harness({ authorize })
      expect((await send('GET', `/telnyx/rooms/${id}`)).status).toBe(401)
    },
  )

  const uuid = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'
  it.each([
    ['GET', '/telnyx/room_sessions?filter[room_id]={id}', undefined, '/filter/room_id'],
    ['GET', '/telnyx/room_participants?filter[session_id]={id}', undefined, '/filter/session_id'],
    ['GET', '/telnyx/room_recordings?filter[room_id]={id}', undefined, '/filter/room_id'],
    ['GET', '/telnyx/room_recordings?filter[participant_id]={id}', undefined, '/filter/participant_id'],
    ['GET', '/telnyx/room_recordings?filter[session_id]={id}', undefined, '/filter/session_id'],
    ['GET', '/telnyx/room_compositions?filter[session_id]={id}', undefined, '/filter/session_id'],
    ['POST', '/telnyx/room_compositions', { session_id: '{id}' }, '/session_id'],
    [
      'POST',
      '/telnyx/room_compositions',
      { session_id: uuid, video_layout: { a: { video_sources: ['*', '{id}'] } } },
      '/video_layout',
    ],
    ['POST', '/telnyx/room_sessions/s1/actions/kick', { participants: ['{id}'] }, '/participants'],
    ['POST', '/telnyx/room_sessions/s1/actions/mute', { participants: 'all', exclude: ['{id}'] }, '/exclude'],
  ])('is 422 before authorize, in %s %s %j', async (method, path, body, pointer) => {
    const authorize = vi.fn(() => null)
    const { send, emulator } = harness({ expose: videoEndpoints, authorize })
    const values = ['', '../x', 'R?admin=1', 'R#', 'R S', 'é', 'a'.repeat(129), '.', '..', uuid.toUpperCase()]
    for (const id of values) {
      const fill = (text: string, value: string) => text.replace('{id}', () => value)
      const json = body && fill(JSON.stringify(body), JSON.stringify(id).slice(1, -1))
      const answer = await send(method, fill(path, encodeURIComponent(id)), json)
      expect([id, answer.status, answer.body.code]).toEqual([id, 422, 'invalid_input'])
      expect(answer.body.pointer.startsWith(pointer)).toBe(true)
    }
    expect(authorize).not.toHaveBeenCalled()
    expect(emulator.requests()).toEqual([])
  })
})
