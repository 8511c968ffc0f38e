import { roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { createHarness } from '../harness.ts'
import { joinClient, openClient, settle } from './client.ts'

async function setup(ttlSecs = 600) {
  const harness = createHarness()
  const { id } = await rooms.create(harness.client)
  const token = async (room_id = id) =>
    (await rooms.createJoinToken(harness.client, { room_id, token_ttl_secs: ttlSecs })).token
  return { ...harness, id, token }
}

describe('the token of a live room connection', () => {
  it.each([
    ['invalid', async () => 'none'],
    [
      'forged',
      async ({ token }: Awaited<ReturnType<typeof setup>>) => `${(await token()).slice(0, -6)}AAAAAA`,
    ],
    [
      'a refresh token',
      async ({ client, id }: Awaited<ReturnType<typeof setup>>) =>
        String((await rooms.createJoinToken(client, { room_id: id })).refresh_token),
    ],
  ])('is rejected with 401 at the first message if it is %s', async (_, make) => {
    const room = await setup()
    const client = openClient(room, room.id, await make(room))
    expect(await client.request({ janus: 'create' })).toMatchObject({ status_code: 401 })
    expect(await client.request({ janus: 'create' })).toBeUndefined()
  })

  it('is rejected with 403 for another room and with 404 for a deleted room', async () => {
    const room = await setup()
    const { id: other } = await rooms.create(room.client)
    const foreign = openClient(room, room.id, await room.token(other))
    expect(await foreign.request({ janus: 'create' })).toMatchObject({ status_code: 403 })
    const token = await room.token()
    await rooms.delete(room.client, { room_id: room.id })
    expect(await openClient(room, room.id, token).request({ janus: 'create' })).toMatchObject({
      status_code: 404,
    })
  })

  it('disconnects only its own client at the first keepalive after it expires', async () => {
    const room = await setup(10)
    const ann = await joinClient(room, room.id, 'Ann', await room.token())
    const ben = await joinClient(room, room.id, 'Ben', await room.token())
    room.emulator.clock.advance(5)
    ben.token = await room.token()
    expect(await ann.request({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
    room.emulator.clock.advance(6)
    expect(await ann.request({ janus: 'keepalive' })).toMatchObject({ status_code: 401 })
    expect(await ben.request({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
    await settle()
    const { data } = await roomSessions.list(room.client, { include_participants: true })
    expect(data).toMatchObject([{ active: true }])
    expect(data[0]?.participants?.filter(({ left_at }) => left_at === undefined).map(({ id }) => id)).toEqual(
      [ben.id],
    )
  })

  it('is replaced by a keepalive with a new token', async () => {
    const room = await setup(10)
    const ann = await joinClient(room, room.id, 'Ann', await room.token())
    for (let renewal = 0; renewal < 10; renewal++) {
      room.emulator.clock.advance(6)
      ann.token = await room.token()
      expect(await ann.request({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
    }
    expect(ann.closeReasons).toEqual([])
  })

  it('is required in every message and never sent back', async () => {
    const room = await setup()
    const client = openClient(room, room.id, await room.token())
    await client.request({ janus: 'create' })
    expect(await client.request({ janus: 'keepalive', client_token: undefined })).toMatchObject({
      status_code: 401,
    })
    expect(JSON.stringify(client.received)).not.toContain(client.token)
  })
})
