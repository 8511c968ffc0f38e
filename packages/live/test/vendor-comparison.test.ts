import { roomSessions } from '@greenroom/core/video'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settle, until } from './activity.ts'
import { createTrack, type FakeSocket } from './fake-browser.ts'
import { createTestRoom, type TestRoom, watch } from './test-room.ts'

let world: TestRoom
beforeEach(async () => {
  world = await createTestRoom()
})
afterEach(() => world.close())

/** The reasons that the vendor's package gives. */
function reasonsOf(room: { on(event: string, listener: (reason: unknown) => void): unknown }): unknown[] {
  const reasons: unknown[] = []
  room.on('disconnected', (reason) => reasons.push(reason))
  return reasons
}

const failed = (reason: string) => ({ name: 'LiveRoomError', reason })

describe('a server that is not there', () => {
  it('costs the bare package 30 s and an error that nobody can handle, and ours the attempts that it was given', async () => {
    world.browser.network = 'refused'
    const ours = world.room({ limits: { joinAttempts: 2 } })
    const joining = watch(ours.join())
    await settle()
    expect(joining.state).toBe('pending')
    await world.advance(1_000)
    expect(joining).toMatchObject({ state: 'rejected', error: failed('network') })
    expect(world.browser.sockets).toHaveLength(2)
    expect(ours.getSnapshot()).toMatchObject({ status: 'left', reason: 'network' })
  })
})

describe('a server that says nothing', () => {
  it('leaves connect() of the bare package pending for ever, and ours rejects', async () => {
    const bare = await world.open({ clientToken: await world.token() })
    world.browser.sockets[0]?.mute()
    const connecting = watch(bare.connect())
    await world.advance(60_000)
    expect(connecting.state).toBe('pending')

    world.browser.network = 'silent'
    const ours = watch(world.room({ limits: { joinAttempts: 1 } }).join())
    await until(() => world.browser.sockets.length === 2)
    await world.advance(21_000)
    expect(ours).toMatchObject({ state: 'rejected', error: failed('network') })
  })

  it('in a call leaves the bare package connected, and ours comes back', async () => {
    const bare = await world.bare()
    const reasons = reasonsOf(bare)
    const ours = world.room()
    await ours.join()
    for (const socket of world.browser.sockets) socket.mute()
    // The next sign of life, as long as an answer to it may take, and the pause before another attempt.
    await world.advance(18_000)
    await world.passUntil(() => world.browser.sockets.length === 3 && ours.getSnapshot().status === 'joined')
    await world.advance(30_000)
    expect(reasons).toEqual([])
  })
})

describe('a token that is turned away', () => {
  it('at the door costs the bare package 30 s, and ours nothing: it has another one', async () => {
    const opening = watch(world.open({ clientToken: 'forged' }))
    await world.advance(29_000)
    expect(opening.state).toBe('pending')
    await world.advance(2_000)
    expect(opening).toMatchObject({ state: 'rejected', error: { message: 'network_error' } })

    let isFirst = true
    const source = world.source(async () => {
      const token = await world.token()
      const forged = token.replace(/\.[^.]+$/, '.forged')
      const given = isFirst ? forged : token
      isFirst = false
      return given
    })
    const ours = world.room({ source })
    await ours.join()
    expect(ours.getSnapshot().status).toBe('joined')
  })

  it('is given up after the second, with the reason', async () => {
    const source = world.source(async () => (await world.token()).replace(/\.[^.]+$/, '.forged'))
    const ours = world.room({ source })
    await expect(ours.join()).rejects.toMatchObject(failed('unauthorized'))
    expect(ours.getSnapshot()).toMatchObject({ status: 'left', reason: 'unauthorized' })
    expect(String(ours.getSnapshot().error)).toContain('401')
  })

  it('in a call is "unknown" to the bare package, which goes on waiting; ours comes back with a fresh one', async () => {
    const bare = await world.bare()
    const reasons = reasonsOf(bare)
    const updating = watch(bare.updateClientToken('forged'))
    await until(() => reasons.length > 0)
    await world.advance(60_000)
    expect(reasons).toEqual(['unknown'])
    expect(updating.state).toBe('pending')
    world.timers.takeTurns()
    await settle()
    expect(world.timers.takeTurns()).toBeGreaterThan(5)
  })

  it('in a call leaves nothing of ours waiting', async () => {
    const source = world.source()
    const ours = world.room({ source })
    await ours.join()
    let refusals = 1
    world.browser.intercept = ({ transaction }) =>
      refusals-- > 0 ? { janus: 'error', transaction, status_code: 401, error_message: 'over' } : undefined
    const statuses: string[] = []
    ours.subscribe(() => {
      const { status, reason } = ours.getSnapshot()
      if (statuses.at(-1) !== `${status} ${reason}`) statuses.push(`${status} ${reason}`)
    })
    await world.advance(6_000)
    await world.passUntil(() => ours.getSnapshot().status === 'joined')
    expect(statuses).toEqual(['reconnecting unauthorized', 'joined undefined'])
    // Once in a while is no reason to leave.
    refusals = 1
    await world.advance(6_000)
    await world.passUntil(() => world.browser.sockets.length === 3 && ours.getSnapshot().status === 'joined')
    expect(new Set(world.browser.sockets.map(({ sent }) => sent[0]?.client_token)).size).toBe(3)
    world.timers.takeTurns()
    await settle()
    expect(world.timers.takeTurns()).toBe(0)
  })
})

describe('who is put out', () => {
  it('is told "unknown" by the bare package, and "kicked" by ours', async () => {
    const bare = await world.bare()
    const reasons = reasonsOf(bare)
    const ours = world.room()
    await ours.join()
    const participants = [bare.getState().localParticipantId, ours.getSnapshot().localParticipantId ?? '']
    await roomSessions.kick(world.client, { room_session_id: await world.session(), participants })
    await until(() => reasons.length > 0 && ours.getSnapshot().status === 'left')
    expect(reasons).toEqual(['unknown'])
    expect(ours.getSnapshot()).toMatchObject({ reason: 'kicked', error: undefined, participants: [] })
    await world.advance(30_000)
    expect(world.browser.sockets).toHaveLength(2)
  })

  it('by the end of the session is told that they left by the bare package, and "ended" by ours', async () => {
    const bare = await world.bare()
    const reasons = reasonsOf(bare)
    const ours = world.room()
    await ours.join()
    await roomSessions.end(world.client, { room_session_id: await world.session() })
    await until(() => reasons.length > 0 && ours.getSnapshot().status === 'left')
    expect(reasons).toEqual(['user_initiated'])
    expect(ours.getSnapshot()).toMatchObject({ reason: 'ended', error: undefined })
  })
})

describe('a request that the server refuses in its own words', () => {
  const refuse = (request: string) => {
    world.browser.intercept = ({ transaction, body }) =>
      body?.['request'] === request && body['ptype'] === 'publisher' && body['display'] !== undefined
        ? { janus: 'error', transaction, error: { code: 490, reason: 'No' } }
        : undefined
  }

  it('has the bare package wait for ever, and ours reject', async () => {
    const bare = await world.bare()
    const ours = world.room()
    await ours.join()
    refuse('join')
    const publishing = watch(bare.addStream('self', { video: createTrack('video') }))
    await expect(ours.publish('self', { video: createTrack('video') })).rejects.toBeInstanceOf(Error)
    await world.advance(60_000)
    expect(publishing.state).toBe('pending')
  })
})

describe('somebody who leaves', () => {
  const publisher = async () => {
    const room = world.room({ context: 'Ben' })
    await room.join()
    await room.publish('self', { video: createTrack('video') })
    return { room, id: room.getSnapshot().localParticipantId ?? '' }
  }

  it('after their stream was given back stays with the bare package, and not with ours', async () => {
    const bare = await world.bare()
    const ours = world.room()
    await ours.join()
    const { room: ben, id } = await publisher()
    await until(() => bare.getState().streams.size > 0 && ours.getSnapshot().streams[0]?.videoTrack)
    await bare.addSubscription(id, 'self', { audio: true, video: true })
    await bare.removeSubscription(id, 'self')
    ours.receive(id, 'self', {})
    await settle()
    await ben.leave()
    await until(() => ours.getSnapshot().participants.length === 2)
    await world.advance(10_000)
    expect(bare.getState().participants.has(id)).toBe(true)
    expect(ours.getSnapshot().participants.map((one) => one.id)).not.toContain(id)
    expect(ours.getSnapshot().streams).toEqual([])
  })

  it('without a word of their streams stays with the bare package, and not with ours', async () => {
    const { room: ben, id } = await publisher()
    const bare = await world.bare()
    const ours = world.room()
    await ours.join()
    await until(() => bare.getState().streams.size > 0 && ours.getSnapshot().streams[0]?.videoTrack)
    const late: (() => void)[] = []
    for (const socket of world.browser.sockets.slice(1)) {
      const receive = socket.receive.bind(socket)
      socket.receive = (message: { plugindata?: { data?: { unpublished?: number } } }) => {
        if (message.plugindata?.data?.unpublished === undefined) receive(message)
        else late.push(() => receive(message))
      }
    }
    await ben.leave()
    await until(() => ours.getSnapshot().participants.length === 2)
    expect(ours.getSnapshot().streams).toEqual([])
    expect(bare.getState().participants.has(id)).toBe(true)
    // It says so by an error that nobody can handle, unless the word comes after all.
    for (const tell of late) tell()
    await until(() => !bare.getState().participants.has(id))
  })

  /** Has the last answer to a subscription and the news of the departure come at one moment. */
  const delayUntilGone = (socket: FakeSocket | undefined) => {
    if (!socket) throw new Error('There is no socket')
    const receive = socket.receive.bind(socket)
    const late: { readonly message: object; readonly isAnswer: boolean }[] = []
    socket.receive = (message: { plugindata?: { data?: Record<string, unknown> } }) => {
      const { started, unpublished, leaving } = message.plugindata?.data ?? {}
      if (started ?? unpublished ?? leaving) late.push({ message, isAnswer: started !== undefined })
      else receive(message)
      if (!leaving) return
      for (const one of late.sort((a, b) => Number(b.isAnswer) - Number(a.isAnswer))) receive(one.message)
    }
    return () => late.length > 0
  }

  it('while their stream is taken stays with the bare package, which looks for them all the time', async () => {
    const { room: ben, id } = await publisher()
    const bare = await world.bare()
    await until(() => bare.getState().streams.size > 0)
    const isTaken = delayUntilGone(world.browser.sockets[1])
    bare.addSubscription(id, 'self', { audio: true, video: true }).catch(() => undefined)
    await until(isTaken)
    await ben.leave()
    await world.advance(10_000)
    expect(bare.getState().participants.has(id)).toBe(true)
    world.timers.takeTurns()
    await settle()
    expect(world.timers.takeTurns()).toBeGreaterThan(5)
  })

  it('while their stream is taken is gone from ours, and nobody looks for them', async () => {
    const { room: ben } = await publisher()
    const ours = world.room({ receive: 'none' })
    await ours.join()
    const isTaken = delayUntilGone(world.browser.sockets[1])
    const [stream] = ours.getSnapshot().streams
    ours.receive(stream?.participantId ?? '', 'self', { video: true })
    await until(isTaken)
    await ben.leave()
    await until(() => ours.getSnapshot().participants.length === 1)
    await settle()
    world.timers.takeTurns()
    await settle()
    expect(world.timers.takeTurns()).toBe(0)
  })
})

describe('somebody who leaves while the room ends', () => {
  /** The errors that nobody handles, of a page that loses its socket as it hears that somebody leaves whose stream it takes. */
  const errorsAtTheEnd = async (take: (id: string) => Promise<unknown>): Promise<string[]> => {
    const ben = world.room({ context: 'Ben' })
    await ben.join()
    await ben.publish('self', { video: createTrack('video') })
    await take(ben.getSnapshot().localParticipantId ?? '')
    const socket = world.browser.sockets[1]
    if (!socket) throw new Error('There is no socket')
    const receive = socket.receive.bind(socket)
    let isLost = false
    socket.receive = (message: { plugindata?: { data?: { leaving?: number } } }) => {
      receive(message)
      if (message.plugindata?.data?.leaving === undefined) return
      socket.kill(4000)
      isLost = true
    }
    const errors: string[] = []
    const note = (error: unknown) => errors.push(String(error))
    const others = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', note)
    try {
      await ben.leave()
      await until(() => isLost)
      await settle()
    } finally {
      process.removeListener('unhandledRejection', note)
      for (const other of others) process.on('unhandledRejection', other)
    }
    return errors
  }

  it('costs the bare package errors that nobody can handle', async () => {
    const errors = await errorsAtTheEnd(async (id) => {
      const bare = await world.bare()
      await until(() => bare.getState().streams.size > 0)
      await bare.addSubscription(id, 'self', { audio: true, video: true })
    })
    expect(errors).toContainEqual(expect.stringContaining('No participant found'))
  })

  it('costs ours none', async () => {
    const ours = world.room()
    const errors = await errorsAtTheEnd(async () => {
      await ours.join()
      await until(() => ours.getSnapshot().streams[0]?.videoTrack)
    })
    expect(errors).toEqual([])
    expect(ours.getSnapshot()).toMatchObject({ status: 'left', reason: 'ended' })
  })
})

describe('a camera that is off', () => {
  it('is a small black picture to the bare package, and no picture to ours', async () => {
    const bare = await world.bare()
    const ours = world.room()
    await ours.join()
    const ben = world.room()
    await ben.join()
    const audio = createTrack('audio')
    await ben.publish('self', { audio, video: createTrack('video') })
    const id = ben.getSnapshot().localParticipantId ?? ''
    await until(() => bare.getState().streams.size > 0 && ours.getSnapshot().streams[0]?.videoTrack)
    await bare.addSubscription(id, 'self', { audio: false, video: true })
    await ben.publish('self', { audio })
    await until(() => ours.getSnapshot().streams[0]?.isVideoEnabled === false)
    expect(ours.getSnapshot().streams[0]?.videoTrack).toBeUndefined()
    expect([...bare.getState().streams.values()][0]?.videoTrack).toBeDefined()
  })
})

describe('what is left of a room', () => {
  it('of the bare package is every connection of media that it opened', async () => {
    const bare = await world.bare()
    await bare.addStream('self', { video: createTrack('video') })
    await bare.disconnect()
    await world.advance(60_000)
    expect(world.browser.openPeers()).toBe(2)
  })

  it('of ours that was disposed is nothing: no timer, no socket, no waiting', async () => {
    const waits = new Set<unknown>()
    const ours = world.room({
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
    await ours.join()
    await ours.publish('self', { video: createTrack('video') })
    ours.dispose()
    await settle()
    expect(waits.size).toBe(0)
    expect(world.emulator.live.connections).toBe(0)
    expect(world.browser.openPeers()).toBe(0)
    expect([globalThis.WebSocket.name, globalThis.RTCPeerConnection.name]).toEqual(['Socket', 'Peer'])
    world.timers.takeTurns()
    await settle()
    expect(world.timers.takeTurns()).toBe(0)
  })

  it('that was lost in the middle of requests goes on turning in circles in the bare package', async () => {
    const bare = await world.bare()
    const publishing = watch(bare.addStream('self', { video: createTrack('video') }))
    world.browser.sockets[0]?.kill()
    await world.advance(60_000)
    expect(publishing.state).toBe('pending')
    world.timers.takeTurns()
    await settle()
    expect(world.timers.takeTurns()).toBeGreaterThan(5)
  })

  it('of ours that was lost in the middle of requests is nothing', async () => {
    const ours = world.room()
    await ours.join()
    const publishing = watch(ours.publish('self', { video: createTrack('video') }))
    world.browser.sockets[0]?.kill()
    await settle()
    expect(publishing.state).toBe('rejected')
    ours.dispose()
    await settle()
    world.timers.takeTurns()
    await settle()
    expect(world.timers.takeTurns()).toBe(0)
  })
})

describe('a room that is not joined yet', () => {
  it('refuses streams in the bare package, and ours publishes them once it is in', async () => {
    const bare = await world.open({ clientToken: await world.token() })
    const video = createTrack('video')
    await expect(bare.addStream('self', { video })).rejects.toThrow('No stream register setup!')

    const ours = world.room()
    await ours.publish('self', { video })
    await ours.join()
    await until(() => ours.getSnapshot().streams[0]?.isVideoEnabled)
  })

  it('rejects with a mere text in the bare package, and with an error in ours', async () => {
    world.browser.intercept = ({ transaction, body }) =>
      body?.['request'] === 'join' ? { janus: 'event', transaction, plugindata: {} } : undefined
    const bare = await world.open({ clientToken: await world.token() })
    await expect(bare.connect()).rejects.toBeTypeOf('string')
    const ours = world.room({ limits: { joinAttempts: 1 } })
    await expect(ours.join()).rejects.toMatchObject({ ...failed('network'), cause: { code: 'refused' } })
  })
})

describe('somebody who was there before', () => {
  it('is not told of and not seen in the bare package, and both in ours', async () => {
    const ben = world.room({ context: 'Ben' })
    await ben.join()
    await ben.publish('self', { video: createTrack('video') })
    const id = ben.getSnapshot().localParticipantId ?? ''

    const bare = await world.open({ clientToken: await world.token() })
    const told: unknown[] = []
    for (const event of ['participant_joined', 'stream_published']) {
      bare.on(event as 'participant_left', (...args) => told.push(args))
    }
    await bare.connect()
    await settle()
    expect(told).toEqual([])
    const ours = world.room()
    await ours.join()
    await until(() => ours.getSnapshot().streams[0]?.videoTrack)
    expect(ours.getSnapshot().streams).toMatchObject([{ participantId: id, key: 'self' }])
    expect([...bare.getState().streams.values()][0]?.videoTrack).toBeUndefined()
    expect(() => Reflect.get(bare, 'getParticipantStreams')(id)).toThrow('Not implemented')
  })
})

describe('a stream that is no longer taken', () => {
  it('is as before in the bare package, and has no picture in ours', async () => {
    const ben = world.room({ context: 'Ben' })
    await ben.join()
    await ben.publish('self', { video: createTrack('video') })
    const id = ben.getSnapshot().localParticipantId ?? ''
    const bare = await world.bare()
    const told: unknown[] = []
    bare.on('subscription_reconfigured' as 'participant_left', (...args) => told.push(args))
    await bare.addSubscription(id, 'self', { audio: false, video: true })
    await bare.updateSubscription(id, 'self', { audio: false, video: false })
    const subscriptions: ReadonlyMap<string, ReadonlyMap<string, object>> = Reflect.get(
      bare.getState(),
      'subscriptions',
    )
    expect(subscriptions.get(id)?.get('self')).toMatchObject({ video: true })
    expect(told).toEqual([])

    const ours = world.room()
    await ours.join()
    await until(() => ours.getSnapshot().streams[0]?.videoTrack)
    ours.receive(id, 'self', { video: false })
    expect(ours.getSnapshot().streams[0]?.videoTrack).toBeUndefined()
  })
})

describe('a microphone that is switched off in place', () => {
  it('is on for the others of the bare package, and off for those of ours', async () => {
    const bare = await world.bare()
    const ours = world.room()
    await ours.join()
    const cyd = world.room({ context: 'Cyd' })
    await cyd.join()
    const [first, second] = [createTrack('audio'), createTrack('audio')]
    await bare.addStream('self', { audio: first })
    await ours.publish('self', { audio: second })
    await until(() => cyd.getSnapshot().streams.length === 2)
    for (const track of [first, second]) track.enabled = false
    await ours.publish('self', { audio: second })
    const mine = ours.getSnapshot().localParticipantId
    const isOn = (isMine: boolean) =>
      cyd.getSnapshot().streams.find(({ participantId }) => (participantId === mine) === isMine)
        ?.isAudioEnabled
    await until(() => isOn(true) === false)
    expect(isOn(false)).toBe(true)
  })
})

describe('a socket that is lost', () => {
  it('is the end of the bare package, and ours comes back', async () => {
    const bare = await world.bare()
    const reasons = reasonsOf(bare)
    const ours = world.room()
    await ours.join()
    for (const socket of [...world.browser.sockets]) socket.kill()
    await until(() => reasons.length > 0 && ours.getSnapshot().status === 'reconnecting')
    await world.passUntil(() => ours.getSnapshot().status === 'joined')
    await world.advance(30_000)
    expect(reasons).toEqual(['network_error'])
    expect(Reflect.get(bare.getState(), 'status')).toBe('disconnected')
  })
})
