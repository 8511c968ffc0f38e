import { roomParticipants, roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it, vi } from 'vitest'
import { writeDisplay } from '../../src/live/janus/messages.ts'
import { createHarness } from '../harness.ts'
import { joinClient, settle } from './client.ts'

async function setup(input: rooms.CreateInput = {}) {
  const harness = createHarness()
  const { id } = await rooms.create(harness.client, input)
  const { token } = await rooms.createJoinToken(harness.client, { room_id: id })
  return { ...harness, id, token, join: (name: string) => joinClient(harness, id, name, token) }
}

describe('participants of a live room', () => {
  it('are recorded with their context, in a session that the first join starts', async () => {
    const { client, id, join } = await setup()
    const ann = await join('Ann')
    const ben = await join('Ben')
    const { data: sessions } = await roomSessions.listByRoom(client, { room_id: id })
    expect(sessions).toHaveLength(1)
    const { data } = await roomSessions.listParticipants(client, { room_session_id: sessions[0]?.id ?? '' })
    expect(data.map(({ id, context }) => [id, context]).sort()).toEqual(
      [ann, ben].map(({ id, name }) => [id, JSON.stringify({ name })]).sort(),
    )
  })

  it('see who is already there when they join, and who joins later', async () => {
    const { join } = await setup()
    const ann = await join('Ann')
    const ben = await join('Ben')
    expect(ann.initial.participants).toEqual([])
    expect(ben.initial.participants.map(({ participantId }) => participantId)).toEqual([ann.id, ann.id])
    const joined = ann.events(ann.listHandle).filter(({ audiobridge }) => audiobridge === 'joined')
    // Ann's own channel in the mix, Ben's list entry, and Ben's channel in the mix.
    expect(joined).toHaveLength(3)
    expect(joined.every((event) => event.id === undefined)).toBe(true)
  })

  it('are notified when a stream starts, changes and ends', async () => {
    const { join } = await setup()
    const ann = await join('Ann')
    const ben = await join('Ben')
    const { handle, feed, display } = await ann.publish()
    await settle()
    expect(ben.events()).toContainEqual(
      expect.objectContaining({ publishers: [{ id: feed, display: writeDisplay(display) }] }),
    )
    const off = writeDisplay({ ...display, stream: { ...display.stream, isVideoEnabled: false } as never })
    await ann.request({ janus: 'message', handle_id: handle, body: { request: 'configure', display: off } })
    expect(ben.events()).toContainEqual(expect.objectContaining({ id: feed, display: off }))
    await ann.request({ janus: 'detach', handle_id: handle })
    expect(ben.events()).toContainEqual(expect.objectContaining({ unpublished: feed }))
    // Participants are not notified of their own streams.
    expect(ann.events().filter(({ videoroom }) => videoroom)).toEqual([])
    const late = await join('Late')
    expect(late.initial.publishers).toEqual([])
  })

  it('see streams that were published before they joined', async () => {
    const { join } = await setup()
    const ann = await join('Ann')
    const { feed } = await ann.publish()
    await settle()
    const ben = await join('Ben')
    expect(ben.initial.publishers).toMatchObject([{ id: feed }])
  })

  it.each([
    [
      'destroy their session',
      (client: Awaited<ReturnType<typeof joinClient>>) => client.request({ janus: 'destroy' }),
    ],
    ['close their socket', (client: Awaited<ReturnType<typeof joinClient>>) => client.connection.closed()],
  ])('leave when they %s: streams end first, and the last leave ends the session', async (_, leave) => {
    const { client, id, join } = await setup()
    const ann = await join('Ann')
    const ben = await join('Ben')
    const { feed } = await ann.publish()
    await settle()
    await leave(ann)
    const events = ben.events()
    const unpublished = events.findIndex((event) => event.unpublished === feed)
    const leaving = events.findLastIndex((event) => event.leaving !== undefined)
    expect(unpublished).toBeGreaterThan(0)
    expect(leaving).toBeGreaterThan(unpublished)
    expect((await roomParticipants.retrieve(client, { room_participant_id: ann.id })).left_at).toBeDefined()
    await leave(ben)
    const { data } = await roomSessions.listByRoom(client, { room_id: id })
    expect(data).toMatchObject([{ active: false }])
  })

  it('are disconnected after a minute without messages, while the others stay', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
    try {
      const { client, emulator, id, join } = await setup()
      const ann = await join('Ann')
      const ben = await join('Ben')
      for (let tens = 0; tens < 7; tens++) {
        vi.advanceTimersByTime(10_000)
        await ben.request({ janus: 'keepalive' })
      }
      await settle()
      expect(emulator.live.connections).toBe(1)
      expect(ben.events(ben.listHandle)).toContainEqual(
        expect.objectContaining({ leaving: expect.any(Number) }),
      )
      const { data } = await roomSessions.listByRoom(client, { room_id: id, include_participants: true })
      const present = data[0]?.participants?.filter(({ left_at }) => left_at === undefined)
      expect(present?.map((participant) => participant.id)).toEqual([ben.id])
      expect(await ann.request({ janus: 'keepalive' })).toBeUndefined()
    } finally {
      vi.useRealTimers()
    }
  })

  it('trigger webhooks in the documented order', async () => {
    const sent: string[] = []
    const fetch = async (input: RequestInfo | URL) => {
      const { data } = (await new Request(input).json()) as { data: { event_type: string } }
      sent.push(data.event_type.replace('video.room.', ''))
      return new Response()
    }
    const harness = createHarness({ fetch })
    const input = { enable_recording: true, webhook_event_url: 'http://127.0.0.1:9/hook' }
    const { id } = await rooms.create(harness.client, input)
    const { token } = await rooms.createJoinToken(harness.client, { room_id: id })
    const ann = await joinClient(harness, id, 'Ann', token)
    ann.connection.closed()
    harness.emulator.clock.advance(60)
    await harness.emulator.webhooks.settled()
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

  it('are rejected by a full room, and the others stay', async () => {
    const { client, id, join } = await setup({ max_participants: 2 })
    const ann = await join('Ann')
    const ben = await join('Ben')
    await expect(join('Cyd')).rejects.toThrow()
    const { data } = await roomSessions.list(client, { include_participants: true })
    expect(data.flatMap(({ participants }) => participants?.map(({ id }) => id)).sort()).toEqual(
      [ann.id, ben.id].sort(),
    )
    expect(data[0]?.room_id).toBe(id)
    expect(ann.closeReasons).toEqual([])
  })

  it('cannot claim the id of another participant', async () => {
    const { join } = await setup()
    const ann = await join('Ann')
    const ben = await join('Ben')
    const { data: attached } = await ben.request({ janus: 'attach', plugin: 'janus.plugin.videoroom' })
    const stream = { id: 's', key: 'self', isAudioEnabled: true, isVideoEnabled: true }
    const display = writeDisplay({ participantId: ann.id, stream })
    const body = { request: 'join', ptype: 'publisher', display }
    const response = await ben.request({ janus: 'message', handle_id: attached.id, body })
    expect(response.plugindata.data).toEqual({ error_code: 430, error: 'The participant id is taken' })
  })
})
