import { setTimeout } from 'node:timers/promises'
import { roomSessions } from '@greenroom/core/video'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  expectNewFrames,
  expectParticipants,
  expectState,
  expectStates,
  expectTones,
  expectVideo,
} from './media-assertions.ts'
import { type Actor, type CallSetup, setUpCall } from './setup.ts'

describe('three participants in a live room', () => {
  let setup: CallSetup
  let roomId: string
  let ann: Actor
  let ben: Actor
  let cyd: Actor
  beforeAll(async () => {
    setup = await setUpCall()
    roomId = await setup.createRoom()
    ;[ann, ben] = await Promise.all([setup.join(roomId, 'Ann'), setup.join(roomId, 'Ben')])
    cyd = await setup.join(roomId, 'Cyd')
  })
  afterAll(() => setup?.close())

  it('receive each other’s videos automatically', async () => {
    await Promise.all([
      ann.page.evaluate(() => call.publish('self', 'red', 440)),
      ben.page.evaluate(() => call.publish('self', 'blue', 880)),
      cyd.page.evaluate(() => call.publish('self', 'lime', 1320)),
    ])
    for (const actor of [ann, ben, cyd]) await expectParticipants(actor, 'Ann', 'Ben', 'Cyd')
    await Promise.all([
      expectVideo(ann, 'Ben', 'blue'),
      expectVideo(ben, 'Ann', 'red'),
      expectVideo(cyd, 'Ann', 'red'),
    ])
    await Promise.all([
      expectVideo(ann, 'Cyd', 'green'),
      expectVideo(ben, 'Cyd', 'green'),
      expectVideo(cyd, 'Ben', 'blue'),
    ])
  })

  it('hear the others but not themselves, and see who is speaking', async () => {
    await Promise.all([
      expectTones(ann, [880, 1320]),
      expectTones(ben, [440, 1320]),
      expectTones(cyd, [440, 880]),
    ])
    await ann.page.waitForFunction(() => call.speaks('Ben'))
  })

  it('do not hear a participant that a host muted, and see the mute', async () => {
    const room_session_id = await setup.session(roomId)
    const participants = [(await ann.page.evaluate(() => call.id())) ?? '']
    await roomSessions.mute(setup.client, { room_session_id, participants })
    await Promise.all([expectTones(ben, [1320]), expectTones(cyd, [880])])
    await ben.page.waitForFunction(() => call.stream('Ann').isMuted === true)
    await roomSessions.unmute(setup.client, { room_session_id, participants })
    await Promise.all([expectTones(ben, [440, 1320]), expectTones(cyd, [440, 880])])
  })

  it('have no video of a disabled camera until it is enabled', async () => {
    await ann.page.evaluate(() => call.cameraOff())
    await ben.page.waitForFunction(() => !call.stream('Ann').hasVideo)
    await ann.page.evaluate(() => call.cameraOn())
    await expectVideo(ben, 'Ann', 'red')
  })

  it('keep hearing a participant after their camera was unplugged', async () => {
    await ann.page.evaluate(() => call.unplug())
    await ben.page.waitForFunction(() => call.stream('Ann').isVideoEnabled === false)
    await expectTones(ben, [440, 1320])
    expect(await ann.page.evaluate(() => call.status())).toBe('joined')
  })

  it('see and hear a presentation beside the camera and microphone until it ends', async () => {
    await cyd.page.evaluate(() => call.publish('presentation', 'yellow', 440))
    await expectVideo(ann, 'Cyd', 'redgreen', 'presentation')
    await expectVideo(ann, 'Cyd', 'green')
    await expectTones(ann, [440, 880, 1320])
    await cyd.page.evaluate(() => call.unpublish('presentation'))
    await expectTones(ann, [880, 1320])
    await ann.page.waitForFunction(() => call.stream('Cyd', 'presentation').isVideoEnabled === undefined)
  })

  it('send messages to all and to one participant', async () => {
    await ann.page.evaluate(() => call.send('to all'))
    await ben.page.evaluate(() => call.send('to Ann', 'Ann'))
    await ann.page.waitForFunction(() => call.messages().length === 2)
    await ben.page.evaluate(() => call.send('after it'))
    await cyd.page.waitForFunction(() => call.messages().length === 2)
    expect(await cyd.page.evaluate(() => call.messages())).toEqual(['Ann: to all', 'Ben: after it'])
    expect(await ann.page.evaluate(() => call.messages())).toEqual([
      'Ann: to all',
      'Ben: to Ann',
      'Ben: after it',
    ])
  })

  it('see a kicked participant leave with the reason kicked', async () => {
    const participants = [(await ben.page.evaluate(() => call.id())) ?? '']
    await roomSessions.kick(setup.client, { room_session_id: await setup.session(roomId), participants })
    await expectState(ben, 'left: kicked')
    await Promise.all([expectParticipants(ann, 'Ann', 'Cyd'), expectParticipants(cyd, 'Ann', 'Cyd')])
    await expectTones(cyd, [440])
  })

  it('see a participant leave when their tab closes', async () => {
    await ann.page.close()
    await expectParticipants(cyd, 'Cyd')
  })

  it('leave with the reason ended when the session ends', async () => {
    await roomSessions.end(setup.client, { room_session_id: await setup.session(roomId) })
    await expectState(cyd, 'left: ended')
    expect([...ann.errors, ...ben.errors, ...cyd.errors]).toEqual([])
  })
})

/** How long tabs stay disconnected, in seconds. The soak test uses a minute. */
const disconnectedSecs = Number(process.env['LIVE_AWAY_SECS'] ?? 0)

describe('two participants with a failing network', { timeout: 90_000 + disconnectedSecs * 1000 }, () => {
  let setup: CallSetup
  let roomId: string
  let ann: Actor
  let ben: Actor
  beforeAll(async () => {
    setup = await setUpCall()
    roomId = await setup.createRoom()
    ann = await setup.join(roomId, 'Ann')
    ben = await setup.join(roomId, 'Ben')
    await ann.page.evaluate(() => call.publish('self', 'red', 440))
    await ben.page.evaluate(() => call.publish('self', 'blue', 880))
    await expectBothConnected()
  })
  afterAll(() => setup?.close())

  const expectBothConnected = async () => {
    await Promise.all([expectParticipants(ann, 'Ann', 'Ben'), expectParticipants(ben, 'Ann', 'Ben')])
    await Promise.all([expectVideo(ann, 'Ben', 'blue'), expectVideo(ben, 'Ann', 'red')])
    await Promise.all([expectNewFrames(ann, 'Ben'), expectNewFrames(ben, 'Ann')])
    await Promise.all([expectTones(ann, [880]), expectTones(ben, [440])])
  }
  const takeStates = ({ page }: Actor) => page.evaluate(() => call.states.splice(0).join(', '))
  const forgetStates = () => Promise.all([takeStates(ann), takeStates(ben)])
  const hasReconnected = /^reconnecting: \w+, joined/

  it('reconnect and publish again when their sockets are reset', async () => {
    await forgetStates()
    setup.proxy.cut()
    await ann.page.waitForFunction(() => call.status() === 'reconnecting')
    await expectBothConnected()
    expect(await takeStates(ann)).toBe('reconnecting: network, joined')
    // Messages, the mix, the published stream and the received stream. No old connection stays open.
    expect(await ann.page.evaluate(() => call.openPeers())).toBe(4)
  })

  it('reconnect after the server restarted and lost all tokens', async () => {
    await forgetStates()
    await setup.restart()
    await ann.page.waitForFunction(() => call.states.length > 0)
    await expectBothConnected()
    expect(await takeStates(ann)).toMatch(hasReconnected)
  })

  it('wait while they are offline, and reconnect once online', async () => {
    await forgetStates()
    await ann.context.setOffline(true)
    setup.proxy.isDown = true
    setup.proxy.cut()
    await ben.page.waitForFunction(() => call.status() === 'reconnecting')
    await ann.page.waitForFunction(() => call.status() === 'reconnecting')
    setup.proxy.isDown = false
    await expectParticipants(ben, 'Ben')
    await setTimeout(disconnectedSecs * 1000)
    expect(await ann.page.evaluate(() => call.status())).toBe('reconnecting')
    await ann.context.setOffline(false)
    await expectBothConnected()
  })

  it('reconnect after a tab was frozen and its socket lost', async () => {
    // Only the debugger freezes a visible tab: it runs no code until it resumes.
    const freezer = await ann.context.newCDPSession(ann.page)
    await forgetStates()
    await freezer.send('Debugger.enable')
    const isFrozen = new Promise<unknown>((resolve) => freezer.once('Debugger.paused', resolve))
    await freezer.send('Debugger.pause')
    await isFrozen
    setup.proxy.cut()
    await expectParticipants(ben, 'Ben')
    await setTimeout(disconnectedSecs * 1000)
    await freezer.send('Debugger.resume')
    await freezer.detach()
    await expectBothConnected()
    expect(await takeStates(ann)).toBe('reconnecting: network, joined')
  })

  it('leave no peer connection open after dispose', async () => {
    await ann.page.evaluate(() => call.dispose())
    await expectParticipants(ben, 'Ben')
    expect(await ann.page.evaluate(() => call.openPeers())).toBe(0)
    expect(await ann.page.evaluate(() => call.end())).toMatchObject({ status: 'left', reason: 'left' })
    expect([...ann.errors, ...ben.errors]).toEqual([])
  })
})

describe('participants with tokens of ten seconds', () => {
  let setup: CallSetup
  beforeAll(async () => {
    setup = await setUpCall({ tokenTtlSecs: 10 })
  })
  afterAll(() => setup?.close())

  /** The soak test uses more. */
  const refreshes = Number(process.env['LIVE_REFRESHES'] ?? 3)

  it(`stay joined through ${refreshes} refreshes`, { timeout: 30_000 + refreshes * 20_000 }, async () => {
    const roomId = await setup.createRoom()
    const [ann, ben] = [await setup.join(roomId, 'Ann'), await setup.join(roomId, 'Ben')]
    await ann.page.evaluate(() => call.publish('self', 'red', 440))
    const seen = (refreshes: number) => call.tokens() > refreshes
    await ben.page.waitForFunction(seen, refreshes, { timeout: 30_000 + refreshes * 15_000 })
    await expectNewFrames(ben, 'Ann')
    for (const actor of [ann, ben]) await expectStates(actor, 'joining', 'joined')
  })

  it('leave immediately when revoked, and when the token expires if denied', async () => {
    const roomId = await setup.createRoom()
    const [dan, eve] = [await setup.join(roomId, 'Dan'), await setup.join(roomId, 'Eve')]
    setup.access.set('Dan', 'denied').set('Eve', 'revoked')
    await expectStates(eve, 'joining', 'joined', 'left: revoked')
    expect(await eve.page.evaluate(() => call.end())).toMatchObject({ code: 'revoked' })
    await dan.page.waitForFunction(() => call.status() === 'left')
    expect(await dan.page.evaluate(() => call.end())).toMatchObject({
      reason: 'unauthorized',
      code: 'denied',
    })
    // The pages share the computer's clock, so a busy machine cannot change the order.
    const [first, second] = await Promise.all([eve, dan].map(({ page }) => page.evaluate(() => call.times())))
    expect(first?.left).toBeLessThan(second?.left ?? 0)
    expect(second?.left).toBeGreaterThanOrEqual((second?.expires ?? Number.POSITIVE_INFINITY) - 100)
  })
})
