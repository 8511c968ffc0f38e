import { until } from '@greenroom/testing/activity'
import { createTrack } from '@greenroom/testing/fake-browser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestSetup, type TestSetup } from './test-setup.ts'

let setup: TestSetup
beforeEach(async () => {
  setup = await createTestSetup()
})
afterEach(() => setup.close())

/** Two keepalive requests: after them, lost media is reported. */
const lostMs = 11_000

describe('media loss with working signaling', () => {
  it('reconnects and publishes again, where the vendor’s package stays connected', async () => {
    const vendor = await setup.vendorRoom()
    const room = setup.room()
    await room.join()
    await room.publish('self', { video: createTrack('video') })
    setup.browser.setMedia('connected')
    await setup.advance(6_000)
    setup.browser.setMedia('failed')
    await setup.advance(lostMs)
    await setup.advanceUntil(
      () => setup.browser.sockets.length === 3 && room.getSnapshot().status === 'joined',
    )
    await until(() =>
      room.getSnapshot().streams.some(({ isLocal, isVideoEnabled }) => isLocal && isVideoEnabled),
    )
    expect(Reflect.get(vendor.getState(), 'status')).toBe('connected')
  })

  it('is reported with the reason network and an error', async () => {
    const room = setup.room()
    await room.join()
    const reasons: unknown[] = []
    room.subscribe(() => {
      const { status, reason, error } = room.getSnapshot()
      if (status === 'reconnecting') reasons.push([reason, error?.message])
    })
    setup.browser.setMedia('connected')
    await setup.advance(6_000)
    setup.browser.setMedia('disconnected')
    await setup.advance(lostMs)
    expect(reasons[0]).toEqual(['network', 'The room was lost: media failed'])
  })

  it('is ignored when media recovers between two checks', async () => {
    const room = setup.room()
    await room.join()
    setup.browser.setMedia('connected')
    for (let count = 0; count < 3; count++) {
      setup.browser.setMedia('disconnected')
      await setup.advance(5_000)
      setup.browser.setMedia('connected')
      await setup.advance(5_000)
    }
    expect(room.getSnapshot().status).toBe('joined')
    expect(setup.browser.sockets).toHaveLength(1)
  })

  it('ignores peer connections that were closed', async () => {
    const room = setup.room()
    await room.join()
    await room.publish('self', { video: createTrack('video') })
    await room.unpublish('self')
    setup.browser.setMedia('connected')
    await setup.advance(30_000)
    expect(setup.browser.sockets).toHaveLength(1)
  })

  it('ends the stay after joinAttempts when media never connected', async () => {
    const room = setup.room({ limits: { joinAttempts: 2 } })
    await room.join()
    await setup.advanceUntil(() => {
      setup.browser.setMedia('failed')
      return room.getSnapshot().status === 'left'
    })
    expect(room.getSnapshot()).toMatchObject({ reason: 'network', error: { code: 'no_media' } })
    expect(setup.browser.sockets).toHaveLength(2)
  })
})

describe('a suspended browser tab', () => {
  it('reads the response that arrived in the meantime and stays joined', async () => {
    const delayed: (() => void)[] = []
    const room = setup.room({
      timers: {
        // Timers fire first, and then the events that arrived in the meantime.
        setTimeout: (run, ms) =>
          setTimeout(() => {
            run()
            for (const deliver of delayed.splice(0)) queueMicrotask(deliver)
          }, ms),
        clearTimeout: (timer) => clearTimeout(timer as number),
      },
    })
    await room.join()
    const [socket] = setup.browser.sockets
    if (!socket) throw new Error('The socket is missing')
    const receive = socket.receive.bind(socket)
    socket.receive = (message) => void delayed.push(() => receive(message))
    await setup.advance(17_000)
    socket.receive = receive
    await setup.advance(20_000)
    expect(room.getSnapshot().status).toBe('joined')
    expect(setup.browser.sockets).toHaveLength(1)
  })
})
