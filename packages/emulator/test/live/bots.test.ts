import { roomParticipants, roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { readDisplay } from '../../src/live/janus/messages.ts'
import { createHarness } from '../harness.ts'
import { joinClient, settle } from './client.ts'

async function setup(input: rooms.CreateInput = {}) {
  const harness = createHarness()
  const { id } = await rooms.create(harness.client, input)
  const { token } = await rooms.createJoinToken(harness.client, { room_id: id })
  return {
    ...harness,
    id,
    bot: (traits?: object) => harness.send('POST', `/_emulator/rooms/${id}/bots`, traits),
    join: (name: string) => joinClient(harness, id, name, token),
  }
}

describe('bots', () => {
  it('appear with a name and a stream to present participants and to those who join later', async () => {
    const { bot, join } = await setup()
    const ann = await join('Ann')
    const { status, body } = await bot({ name: 'Robot' })
    expect([status, body]).toEqual([201, expect.objectContaining({ context: '{"name":"Robot"}' })])
    await settle()
    const [announced] = ann.events().filter(({ publishers }) => publishers)
    expect(readDisplay(announced.publishers[0].display)).toMatchObject({
      participantId: body.id,
      stream: { key: 'self', isAudioEnabled: false, isVideoEnabled: true },
    })
    const ben = await join('Ben')
    expect(ben.initial.publishers).toHaveLength(1)
    expect(ben.initial.participants).toContainEqual(
      expect.objectContaining({ participantId: body.id, external: '{"name":"Robot"}' }),
    )
  })

  it('accept a color, a pitch and a context', async () => {
    const { bot, join } = await setup()
    const { body } = await bot({ picture: '#1f6feb', tone: 880, context: 'x' })
    expect(body.context).toBe('x')
    await settle()
    const { initial } = await join('Ann')
    expect(readDisplay(initial.publishers[0].display)?.stream).toMatchObject({ isAudioEnabled: true })
  })

  it('join by telephone in the audio mix, without a stream', async () => {
    const { bot, join } = await setup()
    const { body } = await bot({ name: 'ConnectionContext', telephone: true, tone: true })
    const { initial } = await join('Ann')
    expect(initial).toMatchObject({
      participants: [
        { participantId: body.id, telephonyEngineParticipant: true, stream: { key: 'audiobridge' } },
      ],
      publishers: [],
    })
  })

  it('leave one by one or all at once, and the last one ends the session', async () => {
    const { client, send, id, bot } = await setup()
    const { body: one } = await bot()
    const { body: other } = await bot()
    expect((await send('DELETE', `/_emulator/rooms/${id}/bots/${one.id}`)).status).toBe(204)
    await settle()
    expect((await send('DELETE', `/_emulator/rooms/${id}/bots/${one.id}`)).status).toBe(404)
    expect((await send('DELETE', `/_emulator/rooms/${id}/bots`)).status).toBe(204)
    const { left_at } = await roomParticipants.retrieve(client, { room_participant_id: other.id })
    expect(left_at).toBeDefined()
    expect((await roomSessions.list(client)).data).toMatchObject([{ active: false }])
  })

  it('are kicked and count towards the capacity like other participants', async () => {
    const { client, emulator, bot, join, send, id } = await setup({ max_participants: 2 })
    const ann = await join('Ann')
    const { body } = await bot()
    expect((await bot()).status).toBe(422)
    const { data } = await roomSessions.list(client)
    await roomSessions.kick(client, { room_session_id: data[0]?.id ?? '', participants: [body.id] })
    await settle()
    expect(ann.events()).toContainEqual(expect.objectContaining({ kicked: expect.any(Number) }))
    expect(emulator.live.bots(id)).toEqual([])
    expect((await send('DELETE', `/_emulator/rooms/${id}/bots`)).status).toBe(204)
  })

  it.each([
    [{ name: '' }, 422],
    [{ picture: 'plaid' }, 422],
    [{ tone: 1 }, 422],
    [{ color: 'red' }, 422],
    ['{', 400],
  ])('with invalid properties, such as %j, are rejected with %i', async (traits, status) => {
    const { bot, send } = await setup()
    expect((await bot(traits as object)).status).toBe(status)
    expect((await send('POST', '/_emulator/rooms/nowhere/bots', {})).status).toBe(404)
  })

  it('with an unknown color are rejected with an example of one', async () => {
    const { bot } = await setup()
    const { body } = await bot({ picture: 'plaid' })
    expect(body.errors[0].detail).toContain('a color such as teal or #12805c')
  })
})
