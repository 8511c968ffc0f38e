import { ApiError } from '@greenroom/core'
import { createJoinTokenSource, type TabChannel } from '@greenroom/core/join-token'
import { roomSessions } from '@greenroom/core/video'
import { settle, until } from '@greenroom/testing/activity'
import { createTrack } from '@greenroom/testing/fake-browser'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestSetup, observe, type TestSetup } from './test-setup.ts'

let setup: TestSetup
beforeEach(async () => {
  setup = await createTestSetup()
})
afterEach(() => setup.close())

/** Returns the requested media of each subscription that was sent over a socket. */
const requestedMedia = (socket: number) =>
  setup.browser.sockets[socket]?.sent.flatMap(({ body }) =>
    body?.['ptype'] === 'subscriber' ||
    (body?.['request'] === 'configure' && !body['display'] && 'video' in body)
      ? { audio: body['audio'], video: body['video'] }
      : [],
  )

async function withPublisher(options: Parameters<TestSetup['room']>[0]) {
  const ben = setup.room({ context: 'Ben' })
  await ben.join()
  await ben.publish('self', { audio: createTrack('audio'), video: createTrack('video') })
  const ann = setup.room({ context: 'Ann', ...options })
  await ann.join()
  await until(() => ann.getSnapshot().streams.length === 1)
  return { ann, ben, id: ben.getSnapshot().localParticipantId ?? '' }
}

describe('join', () => {
  it('opens one socket, however often it is called', async () => {
    const room = setup.room()
    await Promise.all([room.join(), room.join()])
    await room.join()
    expect(setup.browser.sockets).toHaveLength(1)
  })

  it('rejects when the room is left before it is joined', async () => {
    const room = setup.room()
    const joining = observe(room.join())
    await until(() => setup.browser.sockets.length === 1)
    await room.leave()
    expect(room.getSnapshot()).toMatchObject({ status: 'left', reason: 'left', error: undefined })
    await settle()
    expect(joining).toMatchObject({ state: 'rejected', error: { reason: 'left' } })
    expect(setup.emulator.live.connections).toBe(0)
  })

  it('joins again after leaving, but not after dispose', async () => {
    const room = setup.room()
    await room.join()
    await room.leave()
    await room.join()
    expect(room.getSnapshot().status).toBe('joined')
    room.dispose()
    await expect(room.join()).rejects.toMatchObject({ code: 'not_joined' })
  })

  it('rejects after the maximum attempts while the browser is offline', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    setup.browser.network = 'refused'
    const joining = observe(setup.room().join())
    for (let minute = 0; minute < 3; minute++) await setup.advance(60_000)
    vi.unstubAllGlobals()
    expect(joining).toMatchObject({ state: 'rejected', error: { reason: 'network' } })
  })

  it('uses the default of each limit that is undefined or NaN, as an unset variable is', async () => {
    const unset = [undefined, Number.NaN] as const
    for (const value of unset) {
      const limits = { joinMs: value, callMs: value, leaveMs: value, joinAttempts: value }
      const room = setup.room({ limits: { ...limits, reconnectAttempts: value } })
      await room.join()
      await room.publish('self', { video: createTrack('video') })
      setup.browser.sockets.at(-1)?.kill()
      await setup.advance(15_000)
      expect(room.getSnapshot().status).toBe('joined')
      await room.leave()
    }
  })

  it('keeps reconnecting while the browser is offline', async () => {
    const room = setup.room({ limits: { reconnectAttempts: 2 } })
    await room.join()
    vi.stubGlobal('navigator', { onLine: false })
    setup.browser.network = 'refused'
    setup.browser.sockets[0]?.kill()
    for (let minute = 0; minute < 3; minute++) await setup.advance(60_000)
    expect(room.getSnapshot()).toMatchObject({ status: 'reconnecting', reason: 'network' })
    expect(setup.browser.sockets.length).toBeGreaterThan(3)
    vi.unstubAllGlobals()
    setup.browser.network = 'up'
    await setup.advanceUntil(() => room.getSnapshot().status === 'joined')
  })

  it('uses the signed context of the token by default', async () => {
    const source = createJoinTokenSource({
      roomId: setup.roomId,
      mint: async () => ({ token: await setup.token(), expires_in_ms: 600_000, context: 'signed' }),
    })
    const room = setup.room({ source })
    await room.join()
    expect(room.getSnapshot().participants).toMatchObject([{ context: 'signed' }])
    source.dispose()
  })

  describe('again', () => {
    /** A source with a new context for each mint. After `failAfter` mints, they fail. */
    function countedSource({
      failAfter = Number.POSITIVE_INFINITY,
      counter = { mints: 0 },
      openChannel = undefined as (() => TabChannel) | undefined,
    } = {}) {
      return createJoinTokenSource({
        roomId: setup.roomId,
        identity: openChannel && 'ann',
        openChannel,
        clock: { now: setup.timers.now, monotonic: setup.timers.now },
        random: () => 0,
        mint: async () => {
          counter.mints += 1
          if (counter.mints > failAfter) throw new Error('the gateway is unavailable')
          return { token: await setup.token(), expires_in_ms: 600_000, context: `signed ${counter.mints}` }
        },
      })
    }
    const localContext = (room: ReturnType<TestSetup['room']>) => {
      const { participants, localParticipantId } = room.getSnapshot()
      return participants.find(({ id }) => id === localParticipantId)?.context
    }

    it('uses a new context, because the server may still have the lost participant', async () => {
      const source = countedSource()
      const room = setup.room({ source })
      await room.join()
      expect(localContext(room)).toBe('signed 1')
      setup.browser.sockets.at(-1)?.kill(1006)
      await setup.advanceUntil(() => localContext(room) === 'signed 2')
      await room.leave()
      await room.join()
      expect(localContext(room)).toBe('signed 3')
      await room.leave()
      const next = setup.room({ source })
      await next.join()
      expect(localContext(next)).toBe('signed 4')
      source.dispose()
    })

    it('gets another context if the token is from another tab', async () => {
      const channels = new Set<TabChannel>()
      const openChannel = (): TabChannel => {
        const channel: TabChannel = {
          onmessage: null,
          postMessage(data) {
            for (const other of channels)
              if (other !== channel) queueMicrotask(() => other.onmessage?.({ data }))
          },
          close: () => void channels.delete(channel),
        }
        channels.add(channel)
        return channel
      }
      const counter = { mints: 0 }
      const [first, second] = [
        countedSource({ openChannel, counter }),
        countedSource({ openChannel, counter }),
      ]
      const room = setup.room({ source: first })
      await room.join()
      const other = setup.room({ source: second })
      const joining = other.join()
      await setup.advanceUntil(() => other.getSnapshot().status === 'joined')
      await joining
      expect([localContext(room), localContext(other)]).toEqual(['signed 1', 'signed 2'])
      first.dispose()
      second.dispose()
    })

    it('uses the previous context if no new one arrives', async () => {
      const source = countedSource({ failAfter: 1 })
      const room = setup.room({ source })
      await room.join()
      setup.browser.sockets.at(-1)?.kill(1006)
      await until(() => room.getSnapshot().status === 'reconnecting')
      await setup.advanceUntil(() => room.getSnapshot().status === 'joined')
      expect(localContext(room)).toBe('signed 1')
      source.dispose()
    })
  })

  it('rejects immediately when the token request is rejected', async () => {
    const source = createJoinTokenSource({
      roomId: setup.roomId,
      mint: () =>
        Promise.reject(new ApiError({ route: 'mint', outcome: 'rejected', status: 403, code: 'denied' })),
    })
    const room = setup.room({ source })
    await expect(room.join()).rejects.toMatchObject({ reason: 'unauthorized', cause: { code: 'denied' } })
    expect(room.getSnapshot()).toMatchObject({
      status: 'left',
      reason: 'unauthorized',
      error: { code: 'denied' },
    })
    source.dispose()
  })
})

describe('join without the vendor’s package', () => {
  it('rejects at once, with an own reason and without another attempt', async () => {
    const initialize = vi.fn(() => Promise.reject(new Error("Cannot find module '@telnyx/video'")))
    const room = setup.room({ initialize })
    await expect(room.join()).rejects.toMatchObject({ reason: 'not_installed' })
    expect(room.getSnapshot()).toMatchObject({
      status: 'left',
      reason: 'not_installed',
      error: { code: 'not_installed', message: expect.stringContaining('npm install @telnyx/video') },
    })
    expect(initialize).toHaveBeenCalledTimes(1)
  })
})

describe('join in a browser without WebRTC', () => {
  afterEach(() => vi.unstubAllGlobals())

  it.each(['RTCPeerConnection', 'AudioContext'])(
    'rejects at once, without a token or a socket, if the browser has no %s',
    async (name) => {
      vi.stubGlobal(name, undefined)
      const mint = vi.fn(() => setup.token())
      const room = setup.room({ source: setup.source(mint) })
      const joining = observe(room.join())
      expect(room.getSnapshot()).toMatchObject({
        status: 'left',
        reason: 'unsupported',
        error: { code: 'unsupported', message: `This browser has no ${name}` },
      })
      await Promise.resolve()
      expect(joining).toMatchObject({ state: 'rejected', error: { reason: 'unsupported' } })
      expect(mint).not.toHaveBeenCalled()
      expect(setup.browser.sockets).toHaveLength(0)
      vi.unstubAllGlobals()
      await room.join()
      expect(room.getSnapshot()).toMatchObject({ status: 'joined', reason: undefined, error: undefined })
    },
  )
})

describe('token refresh', () => {
  it('keeps the room joined beyond the life of its tokens', async () => {
    const source = setup.source(undefined, 10)
    const room = setup.room({ source })
    await room.join()
    // One second at a time, because each refresh needs a request and a response.
    for (let second = 0; second < 30; second++) await setup.advance(1_000)
    expect(room.getSnapshot().status).toBe('joined')
    const tokens = new Set(setup.browser.sockets[0]?.sent.map((message) => message.client_token))
    expect(tokens.size).toBeGreaterThanOrEqual(4)
    expect(setup.browser.sockets).toHaveLength(1)
  })

  it('ends the stay immediately when the access is revoked', async () => {
    let isRevoked = false
    const revoked = new ApiError({
      route: 'mint',
      outcome: 'rejected',
      status: 403,
      code: 'revoked',
      terminal: true,
    })
    const source = setup.source(() => (isRevoked ? Promise.reject(revoked) : setup.token()))
    const room = setup.room({ source })
    await room.join()
    isRevoked = true
    source.refresh().catch(() => undefined)
    await until(() => room.getSnapshot().status === 'left')
    expect(room.getSnapshot()).toMatchObject({ reason: 'revoked', error: { code: 'revoked' } })
    await settle()
    expect(setup.emulator.live.connections).toBe(0)
  })
})

describe('received media', () => {
  it('includes all videos and no separate audio by default', async () => {
    const { ann } = await withPublisher({})
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    expect(ann.getSnapshot().streams[0]?.audioTrack).toBeUndefined()
    expect(requestedMedia(1)).toEqual([{ audio: false, video: true }])
  })

  it('includes a video under the policy "visible" while any place shows it', async () => {
    const { ann, id } = await withPublisher({ receive: 'visible' })
    await settle()
    expect(requestedMedia(1)).toEqual([])
    const hide = [ann.show(id, 'self'), ann.show(id, 'self')]
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    hide[0]?.()
    hide[0]?.()
    await settle()
    expect(requestedMedia(1)).toEqual([{ audio: false, video: true }])
    hide[1]?.()
    expect(ann.getSnapshot().streams[0]?.videoTrack).toBeUndefined()
    await until(() => requestedMedia(1)?.length === 2)
    expect(requestedMedia(1)?.[1]).toEqual({ audio: false, video: false })
  })

  it('follows receive() whatever the policy is', async () => {
    const { ann, id } = await withPublisher({ receive: 'none' })
    ann.receive(id, 'self', { audio: true })
    await until(() => ann.getSnapshot().streams[0]?.audioTrack)
    // The vendor's package also has a video track.
    expect(ann.getSnapshot().streams[0]?.videoTrack).toBeUndefined()
    ann.receive(id, 'self', undefined)
    expect(ann.getSnapshot().streams[0]?.audioTrack).toBeUndefined()
    await until(() => requestedMedia(1)?.length === 2)
    expect(requestedMedia(1)).toEqual([
      { audio: true, video: false },
      { audio: false, video: false },
    ])
  })
})

describe('messages', () => {
  it('contain the own message once, whether or not the server echoes it', async () => {
    const listeners = new Map<string, (...args: unknown[]) => void>()
    const state = { localParticipantId: 'me', participants: new Map(), streams: new Map() }
    const vendor = {
      on: (event: string, listener: () => void) => listeners.set(event, listener),
      connect: async () => undefined,
      disconnect: async () => undefined,
      updateClientToken: async () => undefined,
      getState: () => state,
      async sendMessage(message: object, to?: readonly string[]) {
        listeners.get('message_received')?.('me', message, to ?? null)
      },
    }
    const room = setup.room({ messages: true, initialize: async () => vendor })
    await room.join()
    await room.send('to all')
    await room.send('to one', ['ben'])
    await expect(room.send('to no one', [])).rejects.toMatchObject({ code: 'invalid' })
    listeners.get('message_received')?.('ben', { type: 'text', payload: 'back' }, ['me'])
    listeners.get('message_received')?.('ben', { type: 'text', payload: { no: 'text' } }, null)
    expect(
      room.getSnapshot().messages.map(({ from, text, isLocal, to }) => [from, text, isLocal, to]),
    ).toEqual([
      ['me', 'to all', true, undefined],
      ['me', 'to one', true, ['ben']],
      ['ben', 'back', false, ['me']],
    ])
  })
})

describe('publish', () => {
  it('publishes once the room is joined', async () => {
    const ann = setup.room()
    await ann.publish('self', { video: createTrack('video') })
    await ann.join()
    await until(() => ann.getSnapshot().streams[0]?.isVideoEnabled)
    expect(ann.getSnapshot().streams).toMatchObject([{ isLocal: true, key: 'self' }])
  })

  it('keeps the stream without a track that ended, such as an unplugged camera', async () => {
    const { ann, ben } = await withPublisher({})
    const video = createTrack('video')
    await ben.publish('self', { audio: createTrack('audio'), video })
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    Object.assign(video, { readyState: 'ended' }).dispatchEvent(new Event('ended'))
    await until(() => ann.getSnapshot().streams[0]?.isVideoEnabled === false)
    expect(ann.getSnapshot().streams).toMatchObject([{ isAudioEnabled: true }])
  })

  it('turns a track off while the system mutes it, as during a phone call', async () => {
    const { ann, ben } = await withPublisher({})
    const tracks = { audio: createTrack('audio'), video: createTrack('video') }
    await ben.publish('self', tracks)
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    const setMuted = (muted: boolean) => {
      for (const track of [tracks.audio, tracks.video]) {
        Object.assign(track, { muted }).dispatchEvent(new Event(muted ? 'mute' : 'unmute'))
      }
    }
    setMuted(true)
    await until(() => ann.getSnapshot().streams[0]?.isVideoEnabled === false)
    await until(() => ann.getSnapshot().streams[0]?.isAudioEnabled === false)
    setMuted(false)
    await until(() => ann.getSnapshot().streams[0]?.isVideoEnabled)
    await until(() => ann.getSnapshot().streams[0]?.isAudioEnabled)
  })

  it('accepts tracks in jsdom, which rejects the AbortSignal of Node in listener options', async () => {
    const track = createTrack('video')
    const addEventListener = vi.spyOn(track, 'addEventListener')
    await setup.room().publish('self', { video: track })
    expect(addEventListener.mock.calls.filter(([, , options]) => Object(options).signal)).toEqual([])
    expect(addEventListener).toHaveBeenCalled()
  })

  it('accepts tracks that report no events', async () => {
    const track = Object.assign(createTrack('video'), { addEventListener: undefined })
    await setup.room().publish('self', { video: track as unknown as MediaStreamTrack })
  })

  it('publishes a track that is still muted once it delivers media', async () => {
    const { ann, ben } = await withPublisher({})
    const video = Object.assign(createTrack('video'), { muted: true })
    await ben.publish('presentation', { audio: createTrack('audio'), video })
    const shared = () => ann.getSnapshot().streams.find(({ key }) => key === 'presentation')
    await until(() => shared()?.isAudioEnabled)
    expect(shared()?.isVideoEnabled).toBe(false)
    Object.assign(video, { muted: false }).dispatchEvent(new Event('unmute'))
    await until(() => shared()?.isVideoEnabled)
  })

  it('ignores events of tracks that were replaced or unpublished', async () => {
    const { ann, ben } = await withPublisher({})
    const first = createTrack('video')
    await ben.publish('self', { video: first })
    await ben.publish('self', { video: createTrack('video') })
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    const sent = () => setup.browser.sockets[0]?.sent.length
    const before = sent()
    Object.assign(first, { muted: true }).dispatchEvent(new Event('mute'))
    await settle()
    expect(sent()).toBe(before)
  })

  it('reports a track with a changed enabled flag', async () => {
    const { ann, ben } = await withPublisher({})
    const audio = createTrack('audio')
    await ben.publish('self', { audio })
    await until(() => ann.getSnapshot().streams[0]?.isAudioEnabled)
    audio.enabled = false
    await ben.publish('self', { audio })
    await until(() => ann.getSnapshot().streams[0]?.isAudioEnabled === false)
  })

  it('sends nothing more when the room is left at the same time as a stream is unpublished', async () => {
    const { ben } = await withPublisher({})
    const sent = () => setup.browser.sockets[0]?.sent.filter(({ body }) => body?.['request'] === 'configure')
    const before = sent()?.length
    const unpublished = ben.unpublish('self')
    // A component leaves after a microtask, because StrictMode mounts it again at once.
    await Promise.resolve()
    await ben.leave()
    await unpublished
    expect(sent()).toHaveLength(before ?? 0)
  })

  it('removes the stream after unpublish', async () => {
    const { ann, ben } = await withPublisher({})
    await ben.unpublish('self')
    await until(() => ann.getSnapshot().streams.length === 0)
  })
})

describe('getSnapshot', () => {
  it('returns the same object until something changes, and keeps its unchanged parts', async () => {
    const { ann, id } = await withPublisher({})
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    const before = ann.getSnapshot()
    await settle()
    expect(ann.getSnapshot()).toBe(before)
    const room_session_id = await setup.session()
    await roomSessions.mute(setup.client, { room_session_id, participants: [id] })
    await until(() => ann.getSnapshot().streams[0]?.isMuted)
    expect(ann.getSnapshot().participants).toBe(before.participants)
  })
})
