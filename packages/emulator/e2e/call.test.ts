import { roomSessions } from '@greenroom/core/video'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectTones, expectVideo, hasEvent, showsColor } from './media-assertions.ts'
import { type Actor, createSetup, type Setup } from './setup.ts'

describe('a call between three browsers with @telnyx/video', () => {
  let setup: Setup
  let roomId: string
  let ann: Actor
  let ben: Actor
  let cyd: Actor
  beforeAll(async () => {
    setup = await createSetup()
    roomId = await setup.createRoom()
    ;[ann, ben] = await Promise.all([
      setup.join(roomId, 'Ann', { messages: true }),
      setup.join(roomId, 'Ben', { messages: true }),
    ])
    cyd = await setup.join(roomId, 'Cyd', { messages: true })
  })
  afterAll(() => setup?.close())

  const session = async () => {
    const { data } = await roomSessions.listByRoom(setup.client, { room_id: roomId })
    return data[0]?.id ?? ''
  }

  it('lists all participants with their contexts in each browser', async () => {
    for (const { page } of [ann, ben, cyd]) {
      await page.waitForFunction(() => live.participants().length === 3)
      const names = await page.evaluate(() => live.participants().map(({ name }) => name))
      expect(names.sort()).toEqual(['Ann', 'Ben', 'Cyd'])
    }
  })

  it('shows the video of each participant to the others', async () => {
    await Promise.all([
      ann.page.evaluate(() => live.publish('self', 'red', 440)),
      ben.page.evaluate(() => live.publish('self', 'blue', 880)),
      cyd.page.evaluate(() => live.publish('self', 'lime', 1320)),
    ])
    await Promise.all([
      expectVideo(ann, ben.id, 'blue'),
      expectVideo(ben, ann.id, 'red'),
      expectVideo(cyd, ann.id, 'red'),
    ])
    await Promise.all([
      expectVideo(ann, cyd.id, 'green'),
      expectVideo(ben, cyd.id, 'green'),
      expectVideo(cyd, ben.id, 'blue'),
    ])
    const { width } = await ann.page.evaluate((id) => live.frames(id), ben.id)
    expect(width).toBe(640)
  })

  it('plays the audio of the others, without the own audio', async () => {
    await Promise.all([
      expectTones(ann, [880, 1320]),
      expectTones(ben, [440, 1320]),
      expectTones(cyd, [440, 880]),
    ])
    await hasEvent(ann, 'audio_activity', ben.id)
  })

  it('silences a muted participant until it is unmuted', async () => {
    const room_session_id = await session()
    await roomSessions.mute(setup.client, { room_session_id, participants: [ann.id] })
    await Promise.all([expectTones(ben, [1320]), expectTones(cyd, [880])])
    for (const actor of [ann, ben, cyd]) await hasEvent(actor, 'track_censored', ann.id, 'self', 'audio')
    await roomSessions.unmute(setup.client, { room_session_id, participants: [ann.id] })
    await Promise.all([expectTones(ben, [440, 1320]), expectTones(cyd, [440, 880])])
  })

  it('reports a camera that is turned off and on', async () => {
    await ann.page.evaluate(() => live.cameraOff())
    await hasEvent(ben, 'track_disabled', ann.id, 'self', 'video')
    await showsColor(ben, ann.id, 'black')
    await ann.page.evaluate(() => live.cameraOn())
    await showsColor(ben, ann.id, 'red')
  })

  it('pauses and resumes a subscription', async () => {
    const frames = () => ben.page.evaluate((id) => live.frames(id).count, cyd.id)
    await ben.page.evaluate((id) => live.configure(id, { audio: true, video: false }), cyd.id)
    // Frames in flight still arrive: wait until there are no more.
    let before = -1
    await expect
      .poll(async () => {
        const last = before
        before = await frames()
        return before - last
      })
      .toBe(0)
    await ben.page.evaluate((id) => live.configure(id, { audio: true, video: true }), cyd.id)
    await expect.poll(frames).toBeGreaterThan(before + 5)
  })

  it('forwards the largest simulcast layer of a screen share', async () => {
    await cyd.page.evaluate(() => live.publish('presentation', 'yellow', undefined, true))
    await expectVideo(ann, cyd.id, 'redgreen', 'presentation')
    await expect
      .poll(() => ann.page.evaluate((id) => live.frames(id, 'presentation').width, cyd.id))
      .toBe(640)
    await cyd.page.evaluate(() => live.unpublish('presentation'))
    await hasEvent(ann, 'stream_unpublished', cyd.id, 'presentation')
  })

  it('delivers text messages to all and to one participant', async () => {
    await ann.page.evaluate(() => live.say('to all'))
    for (const actor of [ben, cyd]) {
      await hasEvent(actor, 'message_received', ann.id, { type: 'text', payload: 'to all' })
    }
    await ben.page.evaluate((id) => live.say('to Ann', [id]), ann.id)
    await hasEvent(ann, 'message_received', ben.id, { type: 'text', payload: 'to Ann' }, [ann.id])
    await ben.page.evaluate(() => live.say('after it'))
    await hasEvent(cyd, 'message_received', ben.id, { type: 'text', payload: 'after it' })
    const seen = await cyd.page.evaluate(() => JSON.stringify(live.events))
    expect(seen).not.toContain('to Ann')
  })

  it('disconnects a kicked participant and notifies the others', async () => {
    await roomSessions.kick(setup.client, { room_session_id: await session(), participants: [ben.id] })
    await hasEvent(ben, 'participant_leaving', ben.id, 'kicked')
    await ben.page.waitForFunction(() => live.status() === 'disconnected')
    for (const actor of [ann, cyd]) {
      await hasEvent(actor, 'participant_left', ben.id)
      await actor.page.waitForFunction(() => live.participants().length === 2)
    }
    await expectTones(ann, [1320])
  })

  it('removes a participant who closes the tab', async () => {
    await ann.page.close()
    await hasEvent(cyd, 'participant_left', ann.id)
    await expectTones(cyd, [])
  })

  it('disconnects all participants when the session is ended', async () => {
    await roomSessions.end(setup.client, { room_session_id: await session() })
    await hasEvent(cyd, 'disconnected', 'user_initiated')
    const { data } = await roomSessions.listByRoom(setup.client, { room_id: roomId })
    expect(data).toMatchObject([{ active: false }])
    expect([...ann.errors, ...ben.errors, ...cyd.errors]).toEqual([])
  })
})
