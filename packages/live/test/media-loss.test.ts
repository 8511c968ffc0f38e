import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from './activity.ts'
import { createTrack } from './fake-browser.ts'
import { createTestRoom, type TestRoom } from './test-room.ts'

let world: TestRoom
beforeEach(async () => {
  world = await createTestRoom()
})
afterEach(() => world.close())

/** Two signs of life later: so long media may be lost. */
const lostMs = 11_000

describe('media that fail while the signalling is well', () => {
  it('leave the bare package connected to nothing, and ours comes back with what it published', async () => {
    const bare = await world.bare()
    const ours = world.room()
    await ours.join()
    await ours.publish('self', { video: createTrack('video') })
    world.browser.setMedia('connected')
    await world.advance(6_000)
    world.browser.setMedia('failed')
    await world.advance(lostMs)
    await world.passUntil(() => world.browser.sockets.length === 3 && ours.getSnapshot().status === 'joined')
    await until(() =>
      ours.getSnapshot().streams.some(({ isLocal, isVideoEnabled }) => isLocal && isVideoEnabled),
    )
    expect(Reflect.get(bare.getState(), 'status')).toBe('connected')
  })

  it('are called lost by the reason and the error', async () => {
    const ours = world.room()
    await ours.join()
    const reasons: unknown[] = []
    ours.subscribe(() => {
      const { status, reason, error } = ours.getSnapshot()
      if (status === 'reconnecting') reasons.push([reason, error?.message])
    })
    world.browser.setMedia('connected')
    await world.advance(6_000)
    world.browser.setMedia('disconnected')
    await world.advance(lostMs)
    expect(reasons[0]).toEqual(['network', 'The room was lost: media failed'])
  })

  it('may be back before anybody minds', async () => {
    const ours = world.room()
    await ours.join()
    world.browser.setMedia('connected')
    for (let count = 0; count < 3; count++) {
      world.browser.setMedia('disconnected')
      await world.advance(5_000)
      world.browser.setMedia('connected')
      await world.advance(5_000)
    }
    expect(ours.getSnapshot().status).toBe('joined')
    expect(world.browser.sockets).toHaveLength(1)
  })

  it('are of no interest once they were closed', async () => {
    const ours = world.room()
    await ours.join()
    await ours.publish('self', { video: createTrack('video') })
    await ours.unpublish('self')
    world.browser.setMedia('connected')
    await world.advance(30_000)
    expect(world.browser.sockets).toHaveLength(1)
  })

  it('and never came end it after the attempts of a joining, since others would see it come and go', async () => {
    const ours = world.room({ limits: { joinAttempts: 2 } })
    await ours.join()
    await world.passUntil(() => {
      world.browser.setMedia('failed')
      return ours.getSnapshot().status === 'left'
    })
    expect(ours.getSnapshot()).toMatchObject({ reason: 'network', error: { code: 'no_media' } })
    expect(world.browser.sockets).toHaveLength(2)
  })
})

describe('a page that stood still', () => {
  it('finds the answer that came meanwhile, and stays', async () => {
    const late: (() => void)[] = []
    const ours = world.room({
      timers: {
        // The end of a time is told of first, and what came meanwhile after it.
        setTimeout: (run, ms) =>
          setTimeout(() => {
            run()
            for (const deliver of late.splice(0)) queueMicrotask(deliver)
          }, ms),
        clearTimeout: (timer) => clearTimeout(timer as number),
      },
    })
    await ours.join()
    const [socket] = world.browser.sockets
    if (!socket) throw new Error('There is no socket')
    const receive = socket.receive.bind(socket)
    socket.receive = (message) => void late.push(() => receive(message))
    await world.advance(17_000)
    socket.receive = receive
    await world.advance(20_000)
    expect(ours.getSnapshot().status).toBe('joined')
    expect(world.browser.sockets).toHaveLength(1)
  })
})
