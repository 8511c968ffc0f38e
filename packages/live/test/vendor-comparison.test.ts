import { roomSessions } from '@greenroom/core/video'
import { settle, until } from '@greenroom/testing/activity'
import { createTrack, type FakeSocket } from '@greenroom/testing/fake-browser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestSetup, observe, type TestSetup } from './test-setup.ts'

let setup: TestSetup
beforeEach(async () => {
  setup = await createTestSetup()
})
afterEach(() => setup.close())

/** Collects the disconnect reasons of the vendor's package. */
function collectReasons(room: {
  on(event: string, listener: (reason: unknown) => void): unknown
}): unknown[] {
  const reasons: unknown[] = []
  room.on('disconnected', (reason) => reasons.push(reason))
  return reasons
}

const failed = (reason: string) => ({ name: 'LiveRoomError', reason })

describe('an unreachable server', () => {
  it('rejects join after joinAttempts', async () => {
    setup.browser.network = 'refused'
    const room = setup.room({ limits: { joinAttempts: 2 } })
    const joining = observe(room.join())
    await settle()
    expect(joining.state).toBe('pending')
    await setup.advance(1_000)
    expect(joining).toMatchObject({ state: 'rejected', error: failed('network') })
    expect(setup.browser.sockets).toHaveLength(2)
    expect(room.getSnapshot()).toMatchObject({ status: 'left', reason: 'network' })
  })
})

describe('a silent server', () => {
  it('rejects join, where connect() of the vendor’s package stays pending', async () => {
    const vendor = await setup.open({ clientToken: await setup.token() })
    setup.browser.sockets[0]?.silence()
    const connecting = observe(vendor.connect())
    await setup.advance(60_000)
    expect(connecting.state).toBe('pending')

    setup.browser.network = 'silent'
    const joining = observe(setup.room({ limits: { joinAttempts: 1 } }).join())
    await until(() => setup.browser.sockets.length === 2)
    await setup.advance(21_000)
    expect(joining).toMatchObject({ state: 'rejected', error: failed('network') })
  })

  it('triggers a reconnection, where the vendor’s package stays connected', async () => {
    const vendor = await setup.vendorRoom()
    const reasons = collectReasons(vendor)
    const room = setup.room()
    await room.join()
    for (const socket of setup.browser.sockets) socket.silence()
    // The next keepalive, its response timeout, and the wait before the next attempt.
    await setup.advance(18_000)
    await setup.advanceUntil(
      () => setup.browser.sockets.length === 3 && room.getSnapshot().status === 'joined',
    )
    await setup.advance(30_000)
    expect(reasons).toEqual([])
  })
})

describe('a rejected token', () => {
  it('is replaced when joining, where the vendor’s package waits 30 s and rejects', async () => {
    const opening = observe(setup.open({ clientToken: 'forged' }))
    await setup.advance(29_000)
    expect(opening.state).toBe('pending')
    await setup.advance(2_000)
    expect(opening).toMatchObject({ state: 'rejected', error: { message: 'network_error' } })

    let isFirst = true
    const source = setup.source(async () => {
      const token = await setup.token()
      const forged = token.replace(/\.[^.]+$/, '.forged')
      const next = isFirst ? forged : token
      isFirst = false
      return next
    })
    const room = setup.room({ source })
    await room.join()
    expect(room.getSnapshot().status).toBe('joined')
  })

  it('ends the stay as unauthorized after the second rejection', async () => {
    const source = setup.source(async () => (await setup.token()).replace(/\.[^.]+$/, '.forged'))
    const room = setup.room({ source })
    await expect(room.join()).rejects.toMatchObject(failed('unauthorized'))
    expect(room.getSnapshot()).toMatchObject({ status: 'left', reason: 'unauthorized' })
    expect(String(room.getSnapshot().error)).toContain('401')
  })

  it('makes the vendor’s package report "unknown" and keep polling', async () => {
    const vendor = await setup.vendorRoom()
    const reasons = collectReasons(vendor)
    const updating = observe(vendor.updateClientToken('forged'))
    await until(() => reasons.length > 0)
    await setup.advance(60_000)
    expect(reasons).toEqual(['unknown'])
    expect(updating.state).toBe('pending')
    setup.timers.takeTurns()
    await settle()
    expect(setup.timers.takeTurns()).toBeGreaterThan(5)
  })

  it('triggers a reconnection with a fresh token and leaves no polling timers', async () => {
    const source = setup.source()
    const room = setup.room({ source })
    await room.join()
    let refusals = 1
    setup.browser.intercept = ({ transaction }) =>
      refusals-- > 0 ? { janus: 'error', transaction, status_code: 401, error_message: 'over' } : undefined
    const statuses: string[] = []
    room.subscribe(() => {
      const { status, reason } = room.getSnapshot()
      if (statuses.at(-1) !== `${status} ${reason}`) statuses.push(`${status} ${reason}`)
    })
    await setup.advance(6_000)
    await setup.advanceUntil(() => room.getSnapshot().status === 'joined')
    expect(statuses).toEqual(['reconnecting unauthorized', 'joined undefined'])
    // Only consecutive rejections end the stay.
    refusals = 1
    await setup.advance(6_000)
    await setup.advanceUntil(
      () => setup.browser.sockets.length === 3 && room.getSnapshot().status === 'joined',
    )
    expect(new Set(setup.browser.sockets.map(({ sent }) => sent[0]?.client_token)).size).toBe(3)
    setup.timers.takeTurns()
    await settle()
    expect(setup.timers.takeTurns()).toBe(0)
  })
})

describe('a removed participant', () => {
  it('reads the reason kicked, where the vendor’s package reports "unknown"', async () => {
    const vendor = await setup.vendorRoom()
    const reasons = collectReasons(vendor)
    const room = setup.room()
    await room.join()
    const participants = [vendor.getState().localParticipantId, room.getSnapshot().localParticipantId ?? '']
    await roomSessions.kick(setup.client, { room_session_id: await setup.session(), participants })
    await until(() => reasons.length > 0 && room.getSnapshot().status === 'left')
    expect(reasons).toEqual(['unknown'])
    expect(room.getSnapshot()).toMatchObject({ reason: 'kicked', error: undefined, participants: [] })
    await setup.advance(30_000)
    expect(setup.browser.sockets).toHaveLength(2)
  })

  it('reads ended after the session ended, where the vendor’s package reports "user_initiated"', async () => {
    const vendor = await setup.vendorRoom()
    const reasons = collectReasons(vendor)
    const room = setup.room()
    await room.join()
    await roomSessions.end(setup.client, { room_session_id: await setup.session() })
    await until(() => reasons.length > 0 && room.getSnapshot().status === 'left')
    expect(reasons).toEqual(['user_initiated'])
    expect(room.getSnapshot()).toMatchObject({ reason: 'ended', error: undefined })
  })
})

describe('a request that fails with a Janus error', () => {
  const refuse = (request: string) => {
    setup.browser.intercept = ({ transaction, body }) =>
      body?.['request'] === request && body['ptype'] === 'publisher' && body['display'] !== undefined
        ? { janus: 'error', transaction, error: { code: 490, reason: 'No' } }
        : undefined
  }

  it('rejects, where the vendor’s package waits forever', async () => {
    const vendor = await setup.vendorRoom()
    const room = setup.room()
    await room.join()
    refuse('join')
    const publishing = observe(vendor.addStream('self', { video: createTrack('video') }))
    await expect(room.publish('self', { video: createTrack('video') })).rejects.toBeInstanceOf(Error)
    await setup.advance(60_000)
    expect(publishing.state).toBe('pending')
  })
})

describe('a departure', () => {
  const publisher = async () => {
    const room = setup.room({ context: 'Ben' })
    await room.join()
    await room.publish('self', { video: createTrack('video') })
    return { room, id: room.getSnapshot().localParticipantId ?? '' }
  }

  it('removes a participant after an unsubscription, where the vendor’s package keeps them', async () => {
    const vendor = await setup.vendorRoom()
    const room = setup.room()
    await room.join()
    const { room: ben, id } = await publisher()
    await until(() => vendor.getState().streams.size > 0 && room.getSnapshot().streams[0]?.videoTrack)
    await vendor.addSubscription(id, 'self', { audio: true, video: true })
    await vendor.removeSubscription(id, 'self')
    room.receive(id, 'self', {})
    await settle()
    await ben.leave()
    await until(() => room.getSnapshot().participants.length === 2)
    await setup.advance(10_000)
    expect(vendor.getState().participants.has(id)).toBe(true)
    expect(room.getSnapshot().participants.map((participant) => participant.id)).not.toContain(id)
    expect(room.getSnapshot().streams).toEqual([])
  })

  it('removes a participant without an unpublish event, where the vendor’s package keeps them', async () => {
    const { room: ben, id } = await publisher()
    const vendor = await setup.vendorRoom()
    const room = setup.room()
    await room.join()
    await until(() => vendor.getState().streams.size > 0 && room.getSnapshot().streams[0]?.videoTrack)
    const delayed: (() => void)[] = []
    for (const socket of setup.browser.sockets.slice(1)) {
      const receive = socket.receive.bind(socket)
      socket.receive = (message: { plugindata?: { data?: { unpublished?: number } } }) => {
        if (message.plugindata?.data?.unpublished === undefined) receive(message)
        else delayed.push(() => receive(message))
      }
    }
    await ben.leave()
    await until(() => room.getSnapshot().participants.length === 2)
    expect(room.getSnapshot().streams).toEqual([])
    expect(vendor.getState().participants.has(id)).toBe(true)
    // Without the events, the vendor's package would reject a promise that no code handles.
    for (const deliver of delayed) deliver()
    await until(() => !vendor.getState().participants.has(id))
  })

  /** Delivers the last response to a subscription and the departure at the same moment. */
  const delayUntilGone = (socket: FakeSocket | undefined) => {
    if (!socket) throw new Error('The socket is missing')
    const receive = socket.receive.bind(socket)
    const delayed: { readonly message: object; readonly isResponse: boolean }[] = []
    socket.receive = (message: { plugindata?: { data?: Record<string, unknown> } }) => {
      const { started, unpublished, leaving } = message.plugindata?.data ?? {}
      if (started ?? unpublished ?? leaving) delayed.push({ message, isResponse: started !== undefined })
      else receive(message)
      if (!leaving) return
      for (const { message } of delayed.sort((a, b) => Number(b.isResponse) - Number(a.isResponse)))
        receive(message)
    }
    return () => delayed.length > 0
  }

  it('during a subscription makes the vendor’s package keep the participant and poll', async () => {
    const { room: ben, id } = await publisher()
    const vendor = await setup.vendorRoom()
    await until(() => vendor.getState().streams.size > 0)
    const isSubscribed = delayUntilGone(setup.browser.sockets[1])
    vendor.addSubscription(id, 'self', { audio: true, video: true }).catch(() => undefined)
    await until(isSubscribed)
    await ben.leave()
    await setup.advance(10_000)
    expect(vendor.getState().participants.has(id)).toBe(true)
    setup.timers.takeTurns()
    await settle()
    expect(setup.timers.takeTurns()).toBeGreaterThan(5)
  })

  it('during a subscription removes the participant and leaves no polling timers', async () => {
    const { room: ben } = await publisher()
    const room = setup.room({ receive: 'none' })
    await room.join()
    const isSubscribed = delayUntilGone(setup.browser.sockets[1])
    const [stream] = room.getSnapshot().streams
    room.receive(stream?.participantId ?? '', 'self', { video: true })
    await until(isSubscribed)
    await ben.leave()
    await until(() => room.getSnapshot().participants.length === 1)
    await settle()
    setup.timers.takeTurns()
    await settle()
    expect(setup.timers.takeTurns()).toBe(0)
  })
})

describe('a departure while the room ends', () => {
  /**
   * Returns the unhandled errors when the socket closes together with the departure of a subscribed
   * participant.
   */
  const collectUnhandledErrors = async (subscribe: (id: string) => Promise<unknown>): Promise<string[]> => {
    const ben = setup.room({ context: 'Ben' })
    await ben.join()
    await ben.publish('self', { video: createTrack('video') })
    await subscribe(ben.getSnapshot().localParticipantId ?? '')
    const socket = setup.browser.sockets[1]
    if (!socket) throw new Error('The socket is missing')
    const receive = socket.receive.bind(socket)
    let isLost = false
    socket.receive = (message: { plugindata?: { data?: { leaving?: number } } }) => {
      receive(message)
      if (message.plugindata?.data?.leaving === undefined) return
      socket.kill(4000)
      isLost = true
    }
    const errors: string[] = []
    const record = (error: unknown) => errors.push(String(error))
    const others = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', record)
    try {
      await ben.leave()
      await until(() => isLost)
      await settle()
    } finally {
      process.removeListener('unhandledRejection', record)
      for (const other of others) process.on('unhandledRejection', other)
    }
    return errors
  }

  it('causes unhandled rejections in the vendor’s package', async () => {
    const errors = await collectUnhandledErrors(async (id) => {
      const vendor = await setup.vendorRoom()
      await until(() => vendor.getState().streams.size > 0)
      await vendor.addSubscription(id, 'self', { audio: true, video: true })
    })
    expect(errors).toContainEqual(expect.stringContaining('No participant found'))
  })

  it('causes no unhandled rejections in a live room', async () => {
    const room = setup.room()
    const errors = await collectUnhandledErrors(async () => {
      await room.join()
      await until(() => room.getSnapshot().streams[0]?.videoTrack)
    })
    expect(errors).toEqual([])
    expect(room.getSnapshot()).toMatchObject({ status: 'left', reason: 'ended' })
  })
})

describe('a disabled camera', () => {
  it('has no video track, where the vendor’s package keeps one', async () => {
    const vendor = await setup.vendorRoom()
    const room = setup.room()
    await room.join()
    const ben = setup.room()
    await ben.join()
    const audio = createTrack('audio')
    await ben.publish('self', { audio, video: createTrack('video') })
    const id = ben.getSnapshot().localParticipantId ?? ''
    await until(() => vendor.getState().streams.size > 0 && room.getSnapshot().streams[0]?.videoTrack)
    await vendor.addSubscription(id, 'self', { audio: false, video: true })
    await ben.publish('self', { audio })
    await until(() => room.getSnapshot().streams[0]?.isVideoEnabled === false)
    expect(room.getSnapshot().streams[0]?.videoTrack).toBeUndefined()
    expect([...vendor.getState().streams.values()][0]?.videoTrack).toBeDefined()
  })
})

describe('cleanup', () => {
  it('never happens for peer connections of the vendor’s package', async () => {
    const vendor = await setup.vendorRoom()
    await vendor.addStream('self', { video: createTrack('video') })
    await vendor.disconnect()
    await setup.advance(60_000)
    expect(setup.browser.openPeers()).toBe(2)
  })

  it('leaves no timer, socket or peer connection after dispose', async () => {
    const waits = new Set<unknown>()
    const room = setup.room({
      timers: {
        setTimeout(callback, ms) {
          const timer = setTimeout(() => waits.delete(timer) && callback(), ms)
          waits.add(timer)
          return timer
        },
        clearTimeout(timer) {
          waits.delete(timer)
          clearTimeout(timer as number)
        },
      },
    })
    await room.join()
    await room.publish('self', { video: createTrack('video') })
    room.dispose()
    await settle()
    expect(waits.size).toBe(0)
    expect(setup.emulator.live.connections).toBe(0)
    expect(setup.browser.openPeers()).toBe(0)
    expect([globalThis.WebSocket.name, globalThis.RTCPeerConnection.name]).toEqual(['Socket', 'Peer'])
    setup.timers.takeTurns()
    await settle()
    expect(setup.timers.takeTurns()).toBe(0)
  })

  it('never happens in the vendor’s package after a connection was lost during requests', async () => {
    const vendor = await setup.vendorRoom()
    const publishing = observe(vendor.addStream('self', { video: createTrack('video') }))
    setup.browser.sockets[0]?.kill()
    await setup.advance(60_000)
    expect(publishing.state).toBe('pending')
    setup.timers.takeTurns()
    await settle()
    expect(setup.timers.takeTurns()).toBeGreaterThan(5)
  })

  it('settles requests when the connection is lost, and leaves no polling timers', async () => {
    const room = setup.room()
    await room.join()
    const publishing = observe(room.publish('self', { video: createTrack('video') }))
    setup.browser.sockets[0]?.kill()
    await settle()
    expect(publishing.state).toBe('rejected')
    room.dispose()
    await settle()
    setup.timers.takeTurns()
    await settle()
    expect(setup.timers.takeTurns()).toBe(0)
  })
})

describe('a room before it is joined', () => {
  it('publishes streams once joined, where the vendor’s package throws', async () => {
    const vendor = await setup.open({ clientToken: await setup.token() })
    const video = createTrack('video')
    await expect(vendor.addStream('self', { video })).rejects.toThrow('No stream register setup!')

    const room = setup.room()
    await room.publish('self', { video })
    await room.join()
    await until(() => room.getSnapshot().streams[0]?.isVideoEnabled)
  })

  it('rejects join with an error, where the vendor’s package rejects with a string', async () => {
    setup.browser.intercept = ({ transaction, body }) =>
      body?.['request'] === 'join' ? { janus: 'event', transaction, plugindata: {} } : undefined
    const vendor = await setup.open({ clientToken: await setup.token() })
    await expect(vendor.connect()).rejects.toBeTypeOf('string')
    const room = setup.room({ limits: { joinAttempts: 1 } })
    await expect(room.join()).rejects.toMatchObject({ ...failed('network'), cause: { code: 'refused' } })
  })
})

describe('a participant who joined earlier', () => {
  it('is listed and received, where the vendor’s package emits no events', async () => {
    const ben = setup.room({ context: 'Ben' })
    await ben.join()
    await ben.publish('self', { video: createTrack('video') })
    const id = ben.getSnapshot().localParticipantId ?? ''

    const vendor = await setup.open({ clientToken: await setup.token() })
    const events: unknown[] = []
    for (const event of ['participant_joined', 'stream_published']) {
      vendor.on(event as 'participant_left', (...args) => events.push(args))
    }
    await vendor.connect()
    await settle()
    expect(events).toEqual([])
    const room = setup.room()
    await room.join()
    await until(() => room.getSnapshot().streams[0]?.videoTrack)
    expect(room.getSnapshot().streams).toMatchObject([{ participantId: id, key: 'self' }])
    expect([...vendor.getState().streams.values()][0]?.videoTrack).toBeUndefined()
    expect(() => Reflect.get(vendor, 'getParticipantStreams')(id)).toThrow('Not implemented')
  })
})

describe('a stream that is no longer received', () => {
  it('has no video track, where the vendor’s package does not update its subscription', async () => {
    const ben = setup.room({ context: 'Ben' })
    await ben.join()
    await ben.publish('self', { video: createTrack('video') })
    const id = ben.getSnapshot().localParticipantId ?? ''
    const vendor = await setup.vendorRoom()
    const events: unknown[] = []
    vendor.on('subscription_reconfigured' as 'participant_left', (...args) => events.push(args))
    await vendor.addSubscription(id, 'self', { audio: false, video: true })
    await vendor.updateSubscription(id, 'self', { audio: false, video: false })
    const subscriptions: ReadonlyMap<string, ReadonlyMap<string, object>> = Reflect.get(
      vendor.getState(),
      'subscriptions',
    )
    expect(subscriptions.get(id)?.get('self')).toMatchObject({ video: true })
    expect(events).toEqual([])

    const room = setup.room()
    await room.join()
    await until(() => room.getSnapshot().streams[0]?.videoTrack)
    room.receive(id, 'self', { video: false })
    expect(room.getSnapshot().streams[0]?.videoTrack).toBeUndefined()
  })
})

describe('a microphone with a changed enabled flag', () => {
  it('is reported as off to other participants, which the vendor’s package does not do', async () => {
    const vendor = await setup.vendorRoom()
    const room = setup.room()
    await room.join()
    const cyd = setup.room({ context: 'Cyd' })
    await cyd.join()
    const [first, second] = [createTrack('audio'), createTrack('audio')]
    await vendor.addStream('self', { audio: first })
    await room.publish('self', { audio: second })
    await until(() => cyd.getSnapshot().streams.length === 2)
    for (const track of [first, second]) track.enabled = false
    await room.publish('self', { audio: second })
    const mine = room.getSnapshot().localParticipantId
    const isOn = (isMine: boolean) =>
      cyd.getSnapshot().streams.find(({ participantId }) => (participantId === mine) === isMine)
        ?.isAudioEnabled
    await until(() => isOn(true) === false)
    expect(isOn(false)).toBe(true)
  })
})

describe('a lost socket', () => {
  it('triggers a reconnection, where the vendor’s package stays disconnected', async () => {
    const vendor = await setup.vendorRoom()
    const reasons = collectReasons(vendor)
    const room = setup.room()
    await room.join()
    for (const socket of [...setup.browser.sockets]) socket.kill()
    await until(() => reasons.length > 0 && room.getSnapshot().status === 'reconnecting')
    await setup.advanceUntil(() => room.getSnapshot().status === 'joined')
    await setup.advance(30_000)
    expect(reasons).toEqual(['network_error'])
    expect(Reflect.get(vendor.getState(), 'status')).toBe('disconnected')
  })
})
