import { setTimeout } from 'node:timers/promises'
import { roomSessions } from '@greenroom/core/video'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hears, keepsSeeing, meets, sees, standsAs, wasThrough } from './media-assertions.ts'
import { type Actor, type CallSetup, setUpCall } from './setup.ts'

describe('three pages in a live room', () => {
  let stage: CallSetup
  let roomId: string
  let ann: Actor
  let ben: Actor
  let cyd: Actor
  beforeAll(async () => {
    stage = await setUpCall()
    roomId = await stage.createRoom()
    ;[ann, ben] = await Promise.all([stage.join(roomId, 'Ann'), stage.join(roomId, 'Ben')])
    cyd = await stage.join(roomId, 'Cyd')
  })
  afterAll(() => stage?.close())

  it('see each other without asking for it, each the right one', async () => {
    await Promise.all([
      ann.page.evaluate(() => call.publish('self', 'red', 440)),
      ben.page.evaluate(() => call.publish('self', 'blue', 880)),
      cyd.page.evaluate(() => call.publish('self', 'lime', 1320)),
    ])
    for (const actor of [ann, ben, cyd]) await meets(actor, 'Ann', 'Ben', 'Cyd')
    await Promise.all([sees(ann, 'Ben', 'blue'), sees(ben, 'Ann', 'red'), sees(cyd, 'Ann', 'red')])
    await Promise.all([sees(ann, 'Cyd', 'green'), sees(ben, 'Cyd', 'green'), sees(cyd, 'Ben', 'blue')])
  })

  it('hear the others, not themselves, and know who speaks', async () => {
    await Promise.all([hears(ann, [880, 1320]), hears(ben, [440, 1320]), hears(cyd, [440, 880])])
    await ann.page.waitForFunction(() => call.speaks('Ben'))
  })

  it('do not hear one whom a host mutes, and are told so', async () => {
    const room_session_id = await stage.session(roomId)
    const participants = [(await ann.page.evaluate(() => call.id())) ?? '']
    await roomSessions.mute(stage.client, { room_session_id, participants })
    await Promise.all([hears(ben, [1320]), hears(cyd, [880])])
    await ben.page.waitForFunction(() => call.stream('Ann').isMuted === true)
    await roomSessions.unmute(stage.client, { room_session_id, participants })
    await Promise.all([hears(ben, [440, 1320]), hears(cyd, [440, 880])])
  })

  it('see no picture of a camera that is off, and see it again', async () => {
    await ann.page.evaluate(() => call.cameraOff())
    await ben.page.waitForFunction(() => !call.stream('Ann').hasPicture)
    await ann.page.evaluate(() => call.cameraOn())
    await sees(ben, 'Ann', 'red')
  })

  it('go on hearing one whose camera is unplugged', async () => {
    await ann.page.evaluate(() => call.unplug())
    await ben.page.waitForFunction(() => call.stream('Ann').isVideoEnabled === false)
    await hears(ben, [440, 1320])
    expect(await ann.page.evaluate(() => call.status())).toBe('joined')
  })

  it('see a screen beside the camera, until it is taken away', async () => {
    await cyd.page.evaluate(() => call.publish('presentation', 'yellow', undefined))
    await sees(ann, 'Cyd', 'redgreen', 'presentation')
    await sees(ann, 'Cyd', 'green')
    await cyd.page.evaluate(() => call.unpublish('presentation'))
    await ann.page.waitForFunction(() => call.stream('Cyd', 'presentation').isVideoEnabled === undefined)
  })

  it('write to all and to one', async () => {
    await ann.page.evaluate(() => call.say('to all'))
    await ben.page.evaluate(() => call.say('to Ann', 'Ann'))
    await ann.page.waitForFunction(() => call.texts().length === 2)
    await ben.page.evaluate(() => call.say('after it'))
    await cyd.page.waitForFunction(() => call.texts().length === 2)
    expect(await cyd.page.evaluate(() => call.texts())).toEqual(['Ann: to all', 'Ben: after it'])
    expect(await ann.page.evaluate(() => call.texts())).toEqual([
      'Ann: to all',
      'Ben: to Ann',
      'Ben: after it',
    ])
  })

  it('see one kicked, who is told that', async () => {
    const participants = [(await ben.page.evaluate(() => call.id())) ?? '']
    await roomSessions.kick(stage.client, { room_session_id: await stage.session(roomId), participants })
    await standsAs(ben, 'left: kicked')
    await Promise.all([meets(ann, 'Ann', 'Cyd'), meets(cyd, 'Ann', 'Cyd')])
    await hears(cyd, [440])
  })

  it('see a closed tab leave', async () => {
    await ann.page.close()
    await meets(cyd, 'Cyd')
  })

  it('are told that the session was ended', async () => {
    await roomSessions.end(stage.client, { room_session_id: await stage.session(roomId) })
    await standsAs(cyd, 'left: ended')
    expect([...ann.errors, ...ben.errors, ...cyd.errors]).toEqual([])
  })
})

/** How long pages are cut off, in seconds; a minute in the soak. */
const awaySecs = Number(process.env['LIVE_AWAY_SECS'] ?? 0)

describe('two pages whose network fails', { timeout: 90_000 + awaySecs * 1000 }, () => {
  let stage: CallSetup
  let roomId: string
  let ann: Actor
  let ben: Actor
  beforeAll(async () => {
    stage = await setUpCall()
    roomId = await stage.createRoom()
    ann = await stage.join(roomId, 'Ann')
    ben = await stage.join(roomId, 'Ben')
    await ann.page.evaluate(() => call.publish('self', 'red', 440))
    await ben.page.evaluate(() => call.publish('self', 'blue', 880))
    await areTogether()
  })
  afterAll(() => stage?.close())

  const areTogether = async () => {
    await Promise.all([meets(ann, 'Ann', 'Ben'), meets(ben, 'Ann', 'Ben')])
    await Promise.all([sees(ann, 'Ben', 'blue'), sees(ben, 'Ann', 'red')])
    await Promise.all([keepsSeeing(ann, 'Ben'), keepsSeeing(ben, 'Ann')])
    await Promise.all([hears(ann, [880]), hears(ben, [440])])
  }
  const course = ({ page }: Actor) => page.evaluate(() => call.course.splice(0).join(', '))
  const forget = () => Promise.all([course(ann), course(ben)])
  const cameBack = /^reconnecting: \w+, joined/

  it('come back by themselves when their sockets are cut, with what they published', async () => {
    await forget()
    stage.wire.cut()
    await ann.page.waitForFunction(() => call.status() === 'reconnecting')
    await areTogether()
    expect(await course(ann)).toBe('reconnecting: network, joined')
    // Texts, the mix, the stream that is sent and the one that is taken; nothing of the time before.
    expect(await ann.page.evaluate(() => call.openPeers())).toBe(4)
  })

  it('come back after the server was away, and forgot all tokens', async () => {
    await forget()
    await stage.restart()
    await ann.page.waitForFunction(() => call.course.length > 0)
    await areTogether()
    expect(await course(ann)).toMatch(cameBack)
  })

  it('wait while they are offline, and come back when they are not', async () => {
    await forget()
    await ann.context.setOffline(true)
    stage.wire.isDown = true
    stage.wire.cut()
    await ben.page.waitForFunction(() => call.status() === 'reconnecting')
    await ann.page.waitForFunction(() => call.status() === 'reconnecting')
    stage.wire.isDown = false
    await meets(ben, 'Ben')
    await setTimeout(awaySecs * 1000)
    expect(await ann.page.evaluate(() => call.status())).toBe('reconnecting')
    await ann.context.setOffline(false)
    await areTogether()
  })

  it('come back when a page was frozen and its socket lost', async () => {
    // A page in sight is frozen by nothing but this: it runs no code until it is let go on.
    const freezer = await ann.context.newCDPSession(ann.page)
    await forget()
    await freezer.send('Debugger.enable')
    const isFrozen = new Promise<unknown>((resolve) => freezer.once('Debugger.paused', resolve))
    await freezer.send('Debugger.pause')
    await isFrozen
    stage.wire.cut()
    await meets(ben, 'Ben')
    await setTimeout(awaySecs * 1000)
    await freezer.send('Debugger.resume')
    await freezer.detach()
    await areTogether()
    expect(await course(ann)).toBe('reconnecting: network, joined')
  })

  it('leave nothing open when they are done', async () => {
    await ann.page.evaluate(() => call.dispose())
    await meets(ben, 'Ben')
    expect(await ann.page.evaluate(() => call.openPeers())).toBe(0)
    expect(await ann.page.evaluate(() => call.end())).toMatchObject({ status: 'left', reason: 'left' })
    expect([...ann.errors, ...ben.errors]).toEqual([])
  })
})

describe('pages with tokens of ten seconds', () => {
  let stage: CallSetup
  beforeAll(async () => {
    stage = await setUpCall({ tokenTtlSecs: 10 })
  })
  afterAll(() => stage?.close())

  /** A soak has more. */
  const refreshes = Number(process.env['LIVE_REFRESHES'] ?? 3)

  it(`stay in a call through ${refreshes} refreshes`, { timeout: 30_000 + refreshes * 20_000 }, async () => {
    const roomId = await stage.createRoom()
    const [ann, ben] = [await stage.join(roomId, 'Ann'), await stage.join(roomId, 'Ben')]
    await ann.page.evaluate(() => call.publish('self', 'red', 440))
    const seen = (refreshes: number) => call.tokens() > refreshes
    await ben.page.waitForFunction(seen, refreshes, { timeout: 30_000 + refreshes * 15_000 })
    await keepsSeeing(ben, 'Ann')
    for (const actor of [ann, ben]) await wasThrough(actor, 'joining', 'joined')
  })

  it('are out at once when their access is taken back, and with the token’s end when it is denied', async () => {
    const roomId = await stage.createRoom()
    const [dan, eve] = [await stage.join(roomId, 'Dan'), await stage.join(roomId, 'Eve')]
    stage.access.set('Dan', 'denied').set('Eve', 'revoked')
    await wasThrough(eve, 'joining', 'joined', 'left: revoked')
    expect(await eve.page.evaluate(() => call.end())).toMatchObject({ code: 'revoked' })
    await meets(dan, 'Dan')
    expect(await dan.page.evaluate(() => call.status())).toBe('joined')
    await dan.page.waitForFunction(() => call.status() === 'left')
    expect(await dan.page.evaluate(() => call.end())).toMatchObject({
      reason: 'unauthorized',
      code: 'denied',
    })
  })
})
