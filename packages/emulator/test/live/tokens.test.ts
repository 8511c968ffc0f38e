import { roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { harness } from '../harness.ts'
import { joinClient, openClient, settle } from './client.ts'

async function stage(ttlSecs = 600) {
  const h = harness()
  const { id } = await rooms.create(h.client)
  const token = async (room_id = id) =>
    (await rooms.createJoinToken(h.client, { room_id, token_ttl_secs: ttlSecs })).token
  return { ...h, id, token }
}

describe('the token of a live room', () => {
  it.each([
    ['none', async () => 'none'],
    [
      'forged',
      async ({ token }: Awaited<ReturnType<typeof stage>>) => `${(await token()).slice(0, -6)}AAAAAA`,
    ],
    [
      'a refresh token',
      async ({ client, id }: Awaited<ReturnType<typeof stage>>) =>
        String((await rooms.createJoinToken(client, { room_id: id })).refresh_token),
    ],
  ])('that is %s is 401 at the first message', async (_, make) => {
    const s = await stage()
    const page = openClient(s, s.id, await make(s))
    expect(await page.ask({ janus: 'create' })).toMatchObject({ status_code: 401 })
    expect(await page.ask({ janus: 'create' })).toBeUndefined()
  })

  it('of another room is 403, and of a room that is gone 404', async () => {
    const s = await stage()
    const { id: other } = await rooms.create(s.client)
    const foreign = openClient(s, s.id, await s.token(other))
    expect(await foreign.ask({ janus: 'create' })).toMatchObject({ status_code: 403 })
    const token = await s.token()
    await rooms.delete(s.client, { room_id: s.id })
    expect(await openClient(s, s.id, token).ask({ janus: 'create' })).toMatchObject({ status_code: 404 })
  })

  it('that ran out puts its bearer out with the next keepalive, and nobody else', async () => {
    const s = await stage(10)
    const ann = await joinClient(s, s.id, 'Ann', await s.token())
    const ben = await joinClient(s, s.id, 'Ben', await s.token())
    s.emulator.clock.advance(5)
    ben.token = await s.token()
    expect(await ann.ask({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
    s.emulator.clock.advance(6)
    expect(await ann.ask({ janus: 'keepalive' })).toMatchObject({ status_code: 401 })
    expect(await ben.ask({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
    await settle()
    const { data } = await roomSessions.list(s.client, { include_participants: true })
    expect(data).toMatchObject([{ active: true }])
    expect(data[0]?.participants?.filter(({ left_at }) => left_at === undefined).map(({ id }) => id)).toEqual(
      [ben.id],
    )
  })

  it('is renewed by a keepalive that carries another', async () => {
    const s = await stage(10)
    const ann = await joinClient(s, s.id, 'Ann', await s.token())
    for (let renewal = 0; renewal < 10; renewal++) {
      s.emulator.clock.advance(6)
      ann.token = await s.token()
      expect(await ann.ask({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
    }
    expect(ann.closedBy).toEqual([])
  })

  it('is asked for in every message, and is in no answer', async () => {
    const s = await stage()
    const page = openClient(s, s.id, await s.token())
    await page.ask({ janus: 'create' })
    expect(await page.ask({ janus: 'keepalive', client_token: undefined })).toMatchObject({
      status_code: 401,
    })
    expect(JSON.stringify(page.received)).not.toContain(page.token)
  })
})
