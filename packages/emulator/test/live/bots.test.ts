import { roomParticipants, roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { readDisplay } from '../../src/live/janus/messages.ts'
import { harness } from '../harness.ts'
import { joinClient, settle } from './client.ts'

async function stage(input: rooms.CreateInput = {}) {
  const h = harness()
  const { id } = await rooms.create(h.client, input)
  const { token } = await rooms.createJoinToken(h.client, { room_id: id })
  return {
    ...h,
    id,
    bot: (traits?: object) => h.send('POST', `/_emulator/rooms/${id}/bots`, traits),
    join: (name: string) => joinClient(h, id, name, token),
  }
}

describe('bots', () => {
  it('are participants with a name and a stream, for those who are there and those who come', async () => {
    const { bot, join } = await stage()
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
    expect(ben.found.publishers).toHaveLength(1)
    expect(ben.found.participants).toContainEqual(
      expect.objectContaining({ participantId: body.id, external: '{"name":"Robot"}' }),
    )
  })

  it('take a colour, a pitch and a context', async () => {
    const { bot, join } = await stage()
    const { body } = await bot({ picture: '#1f6feb', tone: 880, context: 'x' })
    expect(body.context).toBe('x')
    await settle()
    const { found } = await join('Ann')
    expect(readDisplay(found.publishers[0].display)?.stream).toMatchObject({ isAudioEnabled: true })
  })

  it('come by telephone too: in the mix, with no stream to take', async () => {
    const { bot, join } = await stage()
    const { body } = await bot({ name: 'ConnectionContext', telephone: true, tone: true })
    const { found } = await join('Ann')
    expect(found).toMatchObject({
      participants: [
        { participantId: body.id, telephonyEngineParticipant: true, stream: { key: 'audiobridge' } },
      ],
      publishers: [],
    })
  })

  it('go one by one or all at once, and the last one ends the session', async () => {
    const { client, send, id, bot } = await stage()
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

  it('are kicked, ended and counted as people are', async () => {
    const { client, emulator, bot, join, send, id } = await stage({ max_participants: 2 })
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
    [{ colour: 'red' }, 422],
    ['{', 400],
  ])('of no kind that there is, as %j, are refused with %i', async (traits, status) => {
    const { bot, send } = await stage()
    expect((await bot(traits as object)).status).toBe(status)
    expect((await send('POST', '/_emulator/rooms/nowhere/bots', {})).status).toBe(404)
  })
})
