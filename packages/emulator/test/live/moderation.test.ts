import { roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { harness } from '../harness.ts'
import { joinClient, settle } from './client.ts'

async function call() {
  const h = harness()
  const { id } = await rooms.create(h.client)
  const { token } = await rooms.createJoinToken(h.client, { room_id: id })
  const ann = await joinClient(h, id, 'Ann', token)
  const ben = await joinClient(h, id, 'Ben', token)
  const { feed } = await ann.publish()
  await settle()
  const { data } = await roomSessions.list(h.client)
  return { ...h, id, token, ann, ben, feed, room_session_id: data[0]?.id ?? '' }
}

describe('an action on the people in a live room', () => {
  it('mutes and unmutes: all are told, whoever it is about too, and whoever comes later', async () => {
    const { client, room_session_id, ann, ben, feed, ...h } = await call()
    await roomSessions.mute(client, { room_session_id, participants: [ann.id] })
    const muted = expect.objectContaining({ id: feed, 'audio-moderation': 'muted' })
    for (const { events } of [ann, ben]) expect(events()).toContainEqual(muted)
    const late = await joinClient({ ...h, client }, h.id, 'Late', h.token)
    expect(late.found.publishers).toMatchObject([{ id: feed, audio_moderated: true }])
    await roomSessions.unmute(client, { room_session_id, participants: 'all' })
    const unmuted = expect.objectContaining({ id: feed, 'audio-moderation': 'unmuted' })
    for (const { events } of [ann, ben, late]) expect(events()).toContainEqual(unmuted)
  })

  it('kicks: the victim and the others are told, and its socket is closed if it stays', async () => {
    const { client, room_session_id, ann, ben, feed } = await call()
    await roomSessions.kick(client, { room_session_id, participants: [ann.id] })
    await settle()
    const kicked = expect.objectContaining({ audiobridge: 'event', kicked: expect.any(Number) })
    expect(ann.events()).toContainEqual(kicked)
    expect(ben.events()).toContainEqual(kicked)
    expect(ben.events()).toContainEqual(expect.objectContaining({ unpublished: feed }))
    expect(await ann.ask({ janus: 'keepalive' })).toBeUndefined()
    expect(await ben.ask({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
  })

  it.each(['ends the session', 'deletes the room'])('%s: all are told that it is over', async (what) => {
    const { client, room_session_id, id, ann, ben } = await call()
    if (what === 'ends the session') await roomSessions.end(client, { room_session_id })
    else await rooms.delete(client, { room_id: id })
    await settle()
    for (const { events } of [ann, ben]) {
      expect(events()).toContainEqual(expect.objectContaining({ videoroom: 'destroyed' }))
      expect(events().filter(({ kicked }) => kicked)).toEqual([])
    }
  })

  it('does not find who left on their own', async () => {
    const { client, room_session_id, ann, ben } = await call()
    ann.connection.closed()
    await roomSessions.kick(client, { room_session_id, participants: 'all' })
    await settle()
    expect(ben.events(ben.register).filter(({ kicked }) => kicked)).toHaveLength(2)
    expect(ann.events().filter(({ kicked }) => kicked)).toEqual([])
  })

  it('empties the emulator: everybody is out', async () => {
    const { emulator, ann, ben } = await call()
    emulator.reset()
    for (const { events } of [ann, ben]) {
      expect(events()).toContainEqual(expect.objectContaining({ videoroom: 'destroyed' }))
    }
    expect(emulator.live.connections).toBe(0)
  })
})
