import { roomParticipants, roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it, vi } from 'vitest'
import { writeDisplay } from '../../src/live/janus/messages.ts'
import { harness } from '../harness.ts'
import { joinClient, settle } from './client.ts'

async function stage(input: rooms.CreateInput = {}) {
  const h = harness()
  const { id } = await rooms.create(h.client, input)
  const { token } = await rooms.createJoinToken(h.client, { room_id: id })
  return { ...h, id, token, join: (name: string) => joinClient(h, id, name, token) }
}

describe('people in a live room', () => {
  it('are participants on record, with their context, in a session that the first one opens', async () => {
    const { client, id, join } = await stage()
    const ann = await join('Ann')
    const ben = await join('Ben')
    const { data: sessions } = await roomSessions.listByRoom(client, { room_id: id })
    expect(sessions).toHaveLength(1)
    const { data } = await roomSessions.listParticipants(client, { room_session_id: sessions[0]?.id ?? '' })
    expect(data.map(({ id, context }) => [id, context]).sort()).toEqual(
      [ann, ben].map(({ id, name }) => [id, JSON.stringify({ name })]).sort(),
    )
  })

  it('see who is there when they come, and who comes later', async () => {
    const { join } = await stage()
    const ann = await join('Ann')
    const ben = await join('Ben')
    expect(ann.found.participants).toEqual([])
    expect(ben.found.participants.map(({ participantId }) => participantId)).toEqual([ann.id, ann.id])
    const came = ann.events(ann.register).filter(({ audiobridge }) => audiobridge === 'joined')
    // Ann's own place in the mix, Ben in the list, and his place in the mix.
    expect(came).toHaveLength(3)
    expect(came.every((event) => event.id === undefined)).toBe(true)
  })

  it('hear of a stream once it flows, of what changes in it, and of its end', async () => {
    const { join } = await stage()
    const ann = await join('Ann')
    const ben = await join('Ben')
    const { handle, feed, display } = await ann.publish()
    await settle()
    expect(ben.events()).toContainEqual(
      expect.objectContaining({ publishers: [{ id: feed, display: writeDisplay(display) }] }),
    )
    const off = writeDisplay({ ...display, stream: { ...display.stream, isVideoEnabled: false } as never })
    await ann.ask({ janus: 'message', handle_id: handle, body: { request: 'configure', display: off } })
    expect(ben.events()).toContainEqual(expect.objectContaining({ id: feed, display: off }))
    await ann.ask({ janus: 'detach', handle_id: handle })
    expect(ben.events()).toContainEqual(expect.objectContaining({ unpublished: feed }))
    // Nobody is told of their own.
    expect(ann.events().filter(({ videoroom }) => videoroom)).toEqual([])
    const late = await join('Late')
    expect(late.found.publishers).toEqual([])
  })

  it('see streams that were there before them', async () => {
    const { join } = await stage()
    const ann = await join('Ann')
    const { feed } = await ann.publish()
    await settle()
    const ben = await join('Ben')
    expect(ben.found.publishers).toMatchObject([{ id: feed }])
  })

  it.each([
    ['say goodbye', (page: Awaited<ReturnType<typeof joinClient>>) => page.ask({ janus: 'destroy' })],
    ['vanish', (page: Awaited<ReturnType<typeof joinClient>>) => page.connection.closed()],
  ])('leave when they %s: streams first, and the last one ends the session', async (_, go) => {
    const { client, id, join } = await stage()
    const ann = await join('Ann')
    const ben = await join('Ben')
    const { feed } = await ann.publish()
    await settle()
    await go(ann)
    const told = ben.events()
    const unpublished = told.findIndex((event) => event.unpublished === feed)
    const leaving = told.findLastIndex((event) => event.leaving !== undefined)
    expect(unpublished).toBeGreaterThan(0)
    expect(leaving).toBeGreaterThan(unpublished)
    expect((await roomParticipants.retrieve(client, { room_participant_id: ann.id })).left_at).toBeDefined()
    await go(ben)
    const { data } = await roomSessions.listByRoom(client, { room_id: id })
    expect(data).toMatchObject([{ active: false }])
  })

  it('are out when they were not heard for a minute, and nobody else is', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
    try {
      const { client, emulator, id, join } = await stage()
      const ann = await join('Ann')
      const ben = await join('Ben')
      for (let tens = 0; tens < 7; tens++) {
        vi.advanceTimersByTime(10_000)
        await ben.ask({ janus: 'keepalive' })
      }
      await settle()
      expect(emulator.live.connections).toBe(1)
      expect(ben.events(ben.register)).toContainEqual(
        expect.objectContaining({ leaving: expect.any(Number) }),
      )
      const { data } = await roomSessions.listByRoom(client, { room_id: id, include_participants: true })
      const there = data[0]?.participants?.filter(({ left_at }) => left_at === undefined)
      expect(there?.map((person) => person.id)).toEqual([ben.id])
      expect(await ann.ask({ janus: 'keepalive' })).toBeUndefined()
    } finally {
      vi.useRealTimers()
    }
  })

  it('tell a live call in the order of webhooks', async () => {
    const sent: string[] = []
    const fetch = async (input: RequestInfo | URL) => {
      const { data } = (await new Request(input).json()) as { data: { event_type: string } }
      sent.push(data.event_type.replace('video.room.', ''))
      return new Response()
    }
    const h = harness({ fetch })
    const input = { enable_recording: true, webhook_event_url: 'http://127.0.0.1:9/hook' }
    const { id } = await rooms.create(h.client, input)
    const { token } = await rooms.createJoinToken(h.client, { room_id: id })
    const ann = await joinClient(h, id, 'Ann', token)
    ann.connection.closed()
    h.emulator.clock.advance(60)
    await h.emulator.webhooks.settled()
    expect(sent).toEqual([
      'session.started',
      'participant.joined',
      'recording.started',
      'recording.started',
      'participant.left',
      'session.ended',
      'recording.completed',
      'recording.completed',
    ])
  })

  it('are not let into a room that is full, and the others stay', async () => {
    const { client, id, join } = await stage({ max_participants: 2 })
    const ann = await join('Ann')
    const ben = await join('Ben')
    await expect(join('Cyd')).rejects.toThrow()
    const { data } = await roomSessions.list(client, { include_participants: true })
    expect(data.flatMap(({ participants }) => participants?.map(({ id }) => id)).sort()).toEqual(
      [ann.id, ben.id].sort(),
    )
    expect(data[0]?.room_id).toBe(id)
    expect(ann.closedBy).toEqual([])
  })

  it('cannot be somebody else', async () => {
    const { join } = await stage()
    const ann = await join('Ann')
    const ben = await join('Ben')
    const { data: attached } = await ben.ask({ janus: 'attach', plugin: 'janus.plugin.videoroom' })
    const stream = { id: 's', key: 'self', isAudioEnabled: true, isVideoEnabled: true }
    const display = writeDisplay({ participantId: ann.id, stream })
    const body = { request: 'join', ptype: 'publisher', display }
    const answer = await ben.ask({ janus: 'message', handle_id: attached.id, body })
    expect(answer.plugindata.data).toEqual({ error_code: 430, error: 'This participant is somebody else' })
  })
})
