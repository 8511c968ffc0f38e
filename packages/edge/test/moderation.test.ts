import {
  roomCompositions,
  roomParticipants,
  roomRecordings,
  roomSessions,
  rooms,
} from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { deny, type GatewayOptions } from '../src/index.ts'
import { harness } from './harness.ts'

const { kick, mute, unmute, end } = roomSessions
const moderating = [kick, mute, unmute, end]

/** Lets Ann and Ben join a room. Ann is its host, and Eve is the host of another room. */
async function setUp(options: Partial<GatewayOptions> = {}) {
  const hosts = new Map<string, string>()
  const h = harness({
    expose: [...moderating, roomSessions.listParticipants],
    authorize: async (request, call) => {
      const user = request.headers.get('x-user') ?? ''
      const isModerating = moderating.some((endpoint) => call.is(endpoint))
      if (isModerating && hosts.get((await call.roomId()) ?? '') !== user) return deny('no host')
      return { user }
    },
    ...options,
  })
  const { id: room_id } = await rooms.create(h.upstream, {})
  const { id: other } = await rooms.create(h.upstream, {})
  hosts.set(room_id, 'ann').set(other, 'eve')
  const { token: client_token } = await rooms.createJoinToken(h.upstream, { room_id })
  const ann = await h.emulator.join(room_id, { client_token })
  const ben = await h.emulator.join(room_id, { client_token })
  const session = `/telnyx/room_sessions/${ann.session_id}`
  const act = (action: string, user: string, body?: object) =>
    h.send('POST', `${session}/actions/${action}`, body, { 'x-user': user })
  const present = async () => {
    const { body } = await h.send('GET', `${session}/participants`)
    return body.data
      .filter(({ left_at }: { left_at?: string | null }) => !left_at)
      .map(({ id }: { id: string }) => id)
      .sort()
  }
  return { ...h, room_id, other, ann, ben, act, present }
}

describe('moderation', () => {
  it('is allowed to the host of the room: mute, unmute, kick, end', async () => {
    const { act, ann, ben, present } = await setUp()
    const participants = [ben.id]
    for (const action of ['mute', 'unmute', 'kick']) {
      expect((await act(action, 'ann', { participants })).status).toBe(200)
    }
    expect(await present()).toEqual([ann.id])
    expect((await act('end', 'ann')).status).toBe(200)
    expect(await present()).toEqual([])
  })

  it('is denied to a guest and to the host of another room, and does not reach the API', async () => {
    const { act, ann, ben, present } = await setUp()
    for (const user of ['ben', 'eve']) {
      for (const action of ['mute', 'unmute', 'kick', 'end']) {
        const body = action === 'end' ? undefined : { participants: 'all' }
        expect(await act(action, user, body)).toMatchObject({ status: 403, body: { code: 'denied' } })
      }
    }
    expect(await present()).toEqual([ann.id, ben.id].sort())
  })

  it('is 404 for actions that are not exposed', async () => {
    const { act } = await setUp({ expose: [mute] })
    expect((await act('end', 'ann')).status).toBe(404)
    expect((await act('kick', 'ann', { participants: 'all' })).status).toBe(404)
  })
})

describe('deleteMany', () => {
  it('is rejected without a filter', async () => {
    const { send, emulator } = await setUp({ expose: [roomRecordings.deleteMany] })
    const before = emulator.requests().length
    expect(await send('DELETE', '/telnyx/room_recordings')).toMatchObject({
      status: 422,
      body: { code: 'invalid_input', terminal: true },
    })
    expect(emulator.requests()).toHaveLength(before)
  })
})

describe('the rooms of a grant', () => {
  it('limit recordings, compositions and participants too', async () => {
    const expose = [
      roomRecordings.list,
      roomRecordings.delete,
      roomRecordings.deleteMany,
      roomCompositions.list,
      roomParticipants.list,
      roomSessions.listParticipants,
    ]
    const { send, room_id, ann } = await setUp({
      expose,
      authorize: () => ({ user: 'ann', rooms: () => false }),
    })
    for (const path of ['room_recordings', 'room_compositions', 'room_participants']) {
      const { status, body } = await send('GET', `/telnyx/${path}`)
      expect([status, body.data]).toEqual([200, []])
    }
    for (const [method, path] of [
      ['GET', `/telnyx/room_sessions/${ann.session_id}/participants`],
      ['DELETE', `/telnyx/room_recordings/${room_id}`],
      ['DELETE', '/telnyx/room_recordings'],
    ] as const) {
      expect(await send(method, path)).toMatchObject({ status: 403, body: { code: 'denied' } })
    }
  })
})
