import { roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { createHarness } from '../harness.ts'
import { joinClient, settle } from './client.ts'

async function setup() {
  const harness = createHarness()
  const { id } = await rooms.create(harness.client)
  const { token } = await rooms.createJoinToken(harness.client, { room_id: id })
  const ann = await joinClient(harness, id, 'Ann', token)
  const ben = await joinClient(harness, id, 'Ben', token)
  const { feed } = await ann.publish()
  await settle()
  const { data } = await roomSessions.list(harness.client)
  return { ...harness, id, token, ann, ben, feed, room_session_id: data[0]?.id ?? '' }
}

describe('moderation of a live room', () => {
  it('mutes and unmutes, and notifies all participants, those who join later included', async () => {
    const { client, room_session_id, ann, ben, feed, ...harness } = await setup()
    await roomSessions.mute(client, { room_session_id, participants: [ann.id] })
    const muted = expect.objectContaining({ id: feed, 'audio-moderation': 'muted' })
    for (const { events } of [ann, ben]) expect(events()).toContainEqual(muted)
    const late = await joinClient({ ...harness, client }, harness.id, 'Late', harness.token)
    expect(late.initial.publishers).toMatchObject([{ id: feed, audio_moderated: true }])
    await roomSessions.unmute(client, { room_session_id, participants: 'all' })
    const unmuted = expect.objectContaining({ id: feed, 'audio-moderation': 'unmuted' })
    for (const { events } of [ann, ben, late]) expect(events()).toContainEqual(unmuted)
  })

  it('kicks a participant, notifies all, and disconnects the kicked one', async () => {
    const { client, room_session_id, ann, ben, feed } = await setup()
    await roomSessions.kick(client, { room_session_id, participants: [ann.id] })
    await settle()
    const kicked = expect.objectContaining({ audiobridge: 'event', kicked: expect.any(Number) })
    expect(ann.events()).toContainEqual(kicked)
    expect(ben.events()).toContainEqual(kicked)
    expect(ben.events()).toContainEqual(expect.objectContaining({ unpublished: feed }))
    expect(await ann.request({ janus: 'keepalive' })).toBeUndefined()
    expect(await ben.request({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
  })

  it.each(['ends the session', 'deletes the room'])(
    '%s and notifies all participants that the room is destroyed',
    async (action) => {
      const { client, room_session_id, id, ann, ben } = await setup()
      if (action === 'ends the session') await roomSessions.end(client, { room_session_id })
      else await rooms.delete(client, { room_id: id })
      await settle()
      for (const { events } of [ann, ben]) {
        expect(events()).toContainEqual(expect.objectContaining({ videoroom: 'destroyed' }))
        expect(events().filter(({ kicked }) => kicked)).toEqual([])
      }
    },
  )

  it('does not kick a participant who already left', async () => {
    const { client, room_session_id, ann, ben } = await setup()
    ann.connection.closed()
    await roomSessions.kick(client, { room_session_id, participants: 'all' })
    await settle()
    expect(ben.events(ben.listHandle).filter(({ kicked }) => kicked)).toHaveLength(2)
    expect(ann.events().filter(({ kicked }) => kicked)).toEqual([])
  })

  it('disconnects all participants when the emulator is reset', async () => {
    const { emulator, ann, ben } = await setup()
    emulator.reset()
    for (const { events } of [ann, ben]) {
      expect(events()).toContainEqual(expect.objectContaining({ videoroom: 'destroyed' }))
    }
    expect(emulator.live.connections).toBe(0)
  })
})
