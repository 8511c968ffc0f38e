import { describe, expect, expectTypeOf, it } from 'vitest'
import { testClient } from '../test/test-client.ts'
import { bind } from './bind.ts'
import { createVideo } from './video/index.ts'
import * as roomSessions from './video/room-sessions.ts'
import * as rooms from './video/rooms.ts'

describe('bind', () => {
  it('binds the endpoints of a module, but not its schemas', () => {
    const bound = bind(testClient().client, rooms)
    expect(Object.keys(bound).sort()).toEqual(
      ['create', 'createJoinToken', 'delete', 'list', 'refreshJoinToken', 'retrieve', 'update'].sort(),
    )
    expect(bound.retrieve.endpoint).toBe(rooms.retrieve)
    expectTypeOf(bound).not.toHaveProperty('RetrieveInput')
  })

  it('passes on input and options', async () => {
    const { client, sent } = testClient()
    await bind(client, rooms).retrieve({ room_id: 'r1' }, { headers: { 'x-a': '1' } })
    expect(sent[0]).toMatchObject({ url: '/v2/rooms/r1' })
    expect(sent[0]?.headers.get('x-a')).toBe('1')
  })

  it('adds a default value if the path needs it and the call does not pass it', async () => {
    const { client, sent } = testClient(() => Response.json({ data: { result: 'ok' } }))
    const bound = bind(client, roomSessions, { room_session_id: 's1' })
    await bound.end()
    await bound.end({ room_session_id: 's2' })
    expect(sent.map(({ url }) => url)).toEqual([
      '/v2/room_sessions/s1/actions/end',
      '/v2/room_sessions/s2/actions/end',
    ])
    // @ts-expect-error without a default it stays required
    expectTypeOf(bind(client, roomSessions).end).toBeCallableWith()
  })

  it('adds a default value if the call passes undefined', async () => {
    const { client, sent } = testClient(() => Response.json({ data: { result: 'ok' } }))
    const bound = bind(client, roomSessions, { room_session_id: 's1' })
    await bound.end({ room_session_id: undefined as never })
    expect(sent[0]?.url).toBe('/v2/room_sessions/s1/actions/end')
  })

  it('accepts a client or its options', async () => {
    const { client, sent } = testClient()
    await createVideo(client).rooms.retrieve({ room_id: 'r1' })
    expect(sent).toHaveLength(1)
    expect(Object.keys(createVideo({ apiKey: 'KEY_1' })).sort()).toEqual([
      'roomCompositions',
      'roomParticipants',
      'roomRecordings',
      'roomSessions',
      'rooms',
    ])
  })
})
