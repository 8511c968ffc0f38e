import { roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { createHarness } from '../../test/harness.ts'

async function sessionOf({ client }: ReturnType<typeof createHarness>, room_id: string) {
  const { data } = await roomSessions.listByRoom(client, { room_id, include_participants: true })
  return data[0] as roomSessions.RoomSession
}

describe('sessions', () => {
  it('start with the first join and end with the last leave', async () => {
    const harness = createHarness()
    const { id, participantIds } = await harness.roomWith('Ann', 'Ben')
    const open = await sessionOf(harness, id)
    expect(open).toMatchObject({ room_id: id, active: true })
    expect(open).not.toHaveProperty('ended_at')
    harness.emulator.leave(participantIds[0] as string)
    expect(await sessionOf(harness, id)).toMatchObject({ active: true })
    harness.emulator.leave(participantIds[1] as string)
    expect(await sessionOf(harness, id)).toMatchObject({
      id: open.id,
      active: false,
      ended_at: expect.any(String),
    })
    expect(await rooms.retrieve(harness.client, { room_id: id })).not.toHaveProperty('active_session_id')
  })

  it('are new after each last leave', async () => {
    const harness = createHarness()
    const { id, participantIds } = await harness.roomWith('Ann')
    harness.emulator.leave(participantIds[0] as string)
    const { token } = await rooms.createJoinToken(harness.client, { room_id: id })
    await harness.emulator.join(id, { client_token: token })
    const { data } = await roomSessions.listByRoom(harness.client, { room_id: id })
    expect(data.map(({ active }) => active)).toEqual([true, false])
  })

  it('are ended by the end action, which responds with 422 the second time', async () => {
    const harness = createHarness()
    const { id } = await harness.roomWith('Ann', 'Ben')
    const session = await sessionOf(harness, id)
    expect(await harness.send('POST', `/v2/room_sessions/${session.id}/actions/end`)).toMatchObject({
      status: 200,
      body: { data: { result: 'ok' } },
    })
    const ended = await sessionOf(harness, id)
    expect(ended.participants?.every(({ left_at }) => left_at)).toBe(true)
    expect(await harness.send('POST', `/v2/room_sessions/${session.id}/actions/end`)).toMatchObject({
      status: 422,
      body: { errors: [{ detail: 'No private_ip for room' }] },
    })
  })

  it('end when their room is deleted, and can still be retrieved', async () => {
    const harness = createHarness()
    const { id } = await harness.roomWith('Ann')
    const { id: room_session_id } = await sessionOf(harness, id)
    const { token } = await rooms.createJoinToken(harness.client, { room_id: id })
    await rooms.delete(harness.client, { room_id: id })
    expect(await roomSessions.retrieve(harness.client, { room_session_id })).toMatchObject({ active: false })
    await expect(harness.emulator.join(id, { client_token: token })).rejects.toMatchObject({ status: 404 })
  })

  it('lose kicked participants except the excluded ones, and end when they are empty', async () => {
    const harness = createHarness()
    const { id, participantIds } = await harness.roomWith('Ann', 'Ben', 'Cyd')
    const { id: room_session_id } = await sessionOf(harness, id)
    const present = async () =>
      ((await sessionOf(harness, id)).participants ?? [])
        .filter(({ left_at }) => !left_at)
        .map(({ context }) => context)
    const [ann, ben] = participantIds as [string, string, string]
    await roomSessions.kick(harness.client, { room_session_id, participants: [ann] })
    expect(await present()).toEqual(['Cyd', 'Ben'])
    await roomSessions.kick(harness.client, { room_session_id })
    expect(await present()).toEqual(['Cyd', 'Ben'])
    await roomSessions.kick(harness.client, { room_session_id, participants: 'all', exclude: [ben] })
    expect(await present()).toEqual(['Ben'])
    await roomSessions.kick(harness.client, { room_session_id, participants: 'all' })
    expect(await sessionOf(harness, id)).toMatchObject({ active: false })
  })

  it('mute and unmute the given participants', async () => {
    const harness = createHarness()
    const { id, participantIds } = await harness.roomWith('Ann', 'Ben')
    const { id: room_session_id } = await sessionOf(harness, id)
    const muted = async () => (await harness.emulator.snapshot()).participants.map((row) => row.muted)
    await roomSessions.mute(harness.client, { room_session_id, participants: 'all' })
    expect(await muted()).toEqual([true, true])
    await roomSessions.unmute(harness.client, {
      room_session_id,
      participants: [participantIds[1] as string],
    })
    expect(await muted()).toEqual([true, false])
  })

  it('are filtered by room, activity and day', async () => {
    const harness = createHarness({ now: Date.parse('2026-01-10T12:00:00Z') })
    const first = await harness.roomWith('Ann')
    harness.emulator.leave(first.participantIds[0] as string)
    harness.emulator.clock.advance(86_400)
    const second = await harness.roomWith('Ben')
    const found = async (filter: roomSessions.ListInput['filter']) =>
      (await roomSessions.list(harness.client, { filter })).data.map(({ room_id }) => room_id)
    expect(await found({})).toEqual([second.id, first.id])
    expect(await found({ active: true })).toEqual([second.id])
    expect(await found({ active: false })).toEqual([first.id])
    expect(await found({ room_id: first.id })).toEqual([first.id])
    expect(await found({ date_ended_at: { gte: '2026-01-01' } })).toEqual([first.id])
    expect(await found({ date_created_at: { eq: '2026-01-11' } })).toEqual([second.id])
  })

  it('list present and past participants, filtered by context and day', async () => {
    const harness = createHarness({ now: Date.parse('2026-01-10T12:00:00Z') })
    const { id, participantIds } = await harness.roomWith('Ann', 'Ben')
    harness.emulator.leave(participantIds[0] as string)
    const { id: room_session_id } = await sessionOf(harness, id)
    const found = async (filter: roomSessions.ListParticipantsInput['filter']) =>
      (await roomSessions.listParticipants(harness.client, { room_session_id, filter })).data.map(
        ({ context }) => context,
      )
    expect(await found({})).toEqual(['Ben', 'Ann'])
    expect(await found({ context: 'Ann' })).toEqual(['Ann'])
    expect(await found({ date_left_at: { eq: '2026-01-10' } })).toEqual(['Ann'])
    expect(await found({ date_joined_at: { lte: '2026-01-09' } })).toEqual([])
  })
})
