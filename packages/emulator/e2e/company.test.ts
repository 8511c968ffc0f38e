import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectTones, expectVideo, hasEvent } from './media-assertions.ts'
import { createSetup, type Setup } from './setup.ts'

describe('a live room', () => {
  let setup: Setup
  beforeAll(async () => {
    setup = await createSetup()
  })
  afterAll(() => setup?.close())

  const addBot = async (roomId: string, traits: object) => {
    const response = await fetch(`${setup.emulator.url}/_emulator/rooms/${roomId}/bots`, {
      method: 'POST',
      body: JSON.stringify(traits),
    })
    expect(response.status).toBe(201)
    return ((await response.json()) as { id: string }).id
  }

  it('shows and plays bots, one of them by telephone', async () => {
    const roomId = await setup.createRoom()
    const early = await addBot(roomId, { name: 'Early Bird', picture: '#0000ff', tone: 440 })
    const ann = await setup.join(roomId, 'Ann')
    const late = await addBot(roomId, { name: 'Late', picture: '#ff0000' })
    const caller = await addBot(roomId, { name: 'Caller', telephone: true, tone: 1320 })
    await Promise.all([expectVideo(ann, early, 'blue'), expectVideo(ann, late, 'red')])
    await expectTones(ann, [440, 1320])
    await expect
      .poll(() => ann.page.evaluate((id) => live.frames(id).count, late), { timeout: 20_000 })
      .toBeGreaterThan(20)
    const participants = await ann.page.evaluate(() => live.participants())
    expect(participants).toContainEqual({
      id: caller,
      name: 'Caller',
      origin: 'telephony_engine',
      streams: [],
    })
    await fetch(`${setup.emulator.url}/_emulator/rooms/${roomId}/bots`, { method: 'DELETE' })
    for (const id of [early, late, caller]) await hasEvent(ann, 'participant_left', id)
    await expectTones(ann, [])
    expect(ann.errors).toEqual([])
  })

  it('forwards the video of a camera', async () => {
    const roomId = await setup.createRoom()
    const [ann, ben] = [await setup.join(roomId, 'Ann'), await setup.join(roomId, 'Ben')]
    await ann.page.evaluate(() => live.publishCamera())
    // Chromium's fake camera shows a green image.
    await expectVideo(ben, ann.id, 'green')
    await expect.poll(() => ben.page.evaluate((id) => live.frames(id).count, ann.id)).toBeGreaterThan(20)
  })

  it('disconnects a browser soon after its token expires, unless the token was renewed', async () => {
    const roomId = await setup.createRoom()
    const ann = await setup.join(roomId, 'Ann', { token: await setup.token(roomId, 60) })
    const ben = await setup.join(roomId, 'Ben', { token: await setup.token(roomId, 60) })
    await ben.page.evaluate((token) => live.updateToken(token), await setup.token(roomId, 600))
    setup.emulator.emulator.clock.advance(61)
    await hasEvent(ann, 'disconnected', 'unknown')
    await hasEvent(ben, 'participant_left', ann.id)
    expect(await ben.page.evaluate(() => live.status())).toBe('connected')
  })

  it('without media, accepts joins and streams but rejects a text channel at once', async () => {
    const bare = await createSetup({ media: false })
    try {
      const roomId = await bare.createRoom()
      const [ann, ben] = [await bare.join(roomId, 'Ann'), await bare.join(roomId, 'Ben')]
      await ann.page.evaluate(() => live.publish('self', 'red', 440))
      await hasEvent(ben, 'stream_published', ann.id, 'self')
      await ben.page.evaluate((id) => live.subscribe(id), ann.id)
      await hasEvent(ben, 'subscription_started', ann.id, 'self')
      await expect(bare.join(roomId, 'Cyd', { messages: true })).rejects.toThrow()
    } finally {
      await bare.close()
    }
  })
})
