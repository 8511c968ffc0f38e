import { ApiError } from '@greenroom/core'
import { createJoinTokenSource } from '@greenroom/core/join-token'
import { roomSessions } from '@greenroom/core/video'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { settle, until } from './activity.ts'
import { createTrack } from './fake-browser.ts'
import { createTestRoom, type TestRoom, watch } from './test-room.ts'

let world: TestRoom
beforeEach(async () => {
  world = await createTestRoom()
})
afterEach(() => world.close())

/** What was sent to take streams, by what was wanted of them. */
const taken = (socket: number) =>
  world.browser.sockets[socket]?.sent.flatMap(({ body }) =>
    body?.['ptype'] === 'subscriber' ||
    (body?.['request'] === 'configure' && !body['display'] && 'video' in body)
      ? { audio: body['audio'], video: body['video'] }
      : [],
  )

async function withPublisher(options: Parameters<TestRoom['room']>[0]) {
  const ben = world.room({ context: 'Ben' })
  await ben.join()
  await ben.publish('self', { audio: createTrack('audio'), video: createTrack('video') })
  const ann = world.room({ context: 'Ann', ...options })
  await ann.join()
  await until(() => ann.getSnapshot().streams.length === 1)
  return { ann, ben, id: ben.getSnapshot().localParticipantId ?? '' }
}

describe('joining', () => {
  it('is one joining, however often it is asked for', async () => {
    const room = world.room()
    await Promise.all([room.join(), room.join()])
    await room.join()
    expect(world.browser.sockets).toHaveLength(1)
  })

  it('may be given up before it is done', async () => {
    const room = world.room()
    const joining = watch(room.join())
    await until(() => world.browser.sockets.length === 1)
    await room.leave()
    expect(room.getSnapshot()).toMatchObject({ status: 'left', reason: 'left', error: undefined })
    await settle()
    expect(joining).toMatchObject({ state: 'rejected', error: { reason: 'left' } })
    expect(world.emulator.live.connections).toBe(0)
  })

  it('may be done again after the room was left, and not after it was disposed', async () => {
    const room = world.room()
    await room.join()
    await room.leave()
    await room.join()
    expect(room.getSnapshot().status).toBe('joined')
    room.dispose()
    await expect(room.join()).rejects.toMatchObject({ code: 'not_joined' })
  })

  it('fails after its attempts in a page that is offline, too', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    world.browser.network = 'refused'
    const joining = watch(world.room().join())
    for (let minute = 0; minute < 3; minute++) await world.advance(60_000)
    vi.unstubAllGlobals()
    expect(joining).toMatchObject({ state: 'rejected', error: { reason: 'network' } })
  })

  it('is tried again as long as it takes for who was in and is offline', async () => {
    const room = world.room({ limits: { reconnectAttempts: 2 } })
    await room.join()
    vi.stubGlobal('navigator', { onLine: false })
    world.browser.network = 'refused'
    world.browser.sockets[0]?.kill()
    for (let minute = 0; minute < 3; minute++) await world.advance(60_000)
    expect(room.getSnapshot()).toMatchObject({ status: 'reconnecting', reason: 'network' })
    expect(world.browser.sockets.length).toBeGreaterThan(3)
    vi.unstubAllGlobals()
    world.browser.network = 'up'
    await world.passUntil(() => room.getSnapshot().status === 'joined')
  })

  it('says what the gateway signed, unless it is told what to say', async () => {
    const source = createJoinTokenSource({
      room_id: world.roomId,
      mint: async () => ({ token: await world.token(), expires_in_ms: 600_000, context: 'signed' }),
    })
    const room = world.room({ source })
    await room.join()
    expect(room.getSnapshot().participants).toMatchObject([{ context: 'signed' }])
    source.dispose()
  })

  it('fails with what the server of tokens said, at once', async () => {
    const source = createJoinTokenSource({
      room_id: world.roomId,
      mint: () =>
        Promise.reject(new ApiError({ route: 'mint', outcome: 'rejected', status: 403, code: 'denied' })),
    })
    const room = world.room({ source })
    await expect(room.join()).rejects.toMatchObject({ reason: 'unauthorized', cause: { code: 'denied' } })
    expect(room.getSnapshot()).toMatchObject({
      status: 'left',
      reason: 'unauthorized',
      error: { code: 'denied' },
    })
    source.dispose()
  })
})

describe('tokens', () => {
  it('are handed over as they come: a call outlives those of ten seconds', async () => {
    const source = world.source(undefined, 10)
    const room = world.room({ source })
    await room.join()
    // Second by second: each renewal is a call and an answer.
    for (let second = 0; second < 30; second++) await world.advance(1_000)
    expect(room.getSnapshot().status).toBe('joined')
    const tokens = new Set(world.browser.sockets[0]?.sent.map((message) => message.client_token))
    expect(tokens.size).toBeGreaterThanOrEqual(4)
    expect(world.browser.sockets).toHaveLength(1)
  })

  it('that will never come again, since the access was taken back, end the call at once', async () => {
    let isRevoked = false
    const revoked = new ApiError({
      route: 'mint',
      outcome: 'rejected',
      status: 403,
      code: 'revoked',
      terminal: true,
    })
    const source = world.source(() => (isRevoked ? Promise.reject(revoked) : world.token()))
    const room = world.room({ source })
    await room.join()
    isRevoked = true
    source.refresh().catch(() => undefined)
    await until(() => room.getSnapshot().status === 'left')
    expect(room.getSnapshot()).toMatchObject({ reason: 'revoked', error: { code: 'revoked' } })
    await settle()
    expect(world.emulator.live.connections).toBe(0)
  })
})

describe('what is taken', () => {
  it('is every picture, and no sound beside the mix', async () => {
    const { ann } = await withPublisher({})
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    expect(ann.getSnapshot().streams[0]?.audioTrack).toBeUndefined()
    expect(taken(1)).toEqual([{ audio: false, video: true }])
  })

  it('is what is on show under the policy "visible", as long as it is in any place', async () => {
    const { ann, id } = await withPublisher({ receive: 'visible' })
    await settle()
    expect(taken(1)).toEqual([])
    const hide = [ann.show(id, 'self'), ann.show(id, 'self')]
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    hide[0]?.()
    hide[0]?.()
    await settle()
    expect(taken(1)).toEqual([{ audio: false, video: true }])
    hide[1]?.()
    expect(ann.getSnapshot().streams[0]?.videoTrack).toBeUndefined()
    await until(() => taken(1)?.length === 2)
    expect(taken(1)?.[1]).toEqual({ audio: false, video: false })
  })

  it('is what is asked for, whatever the policy', async () => {
    const { ann, id } = await withPublisher({ receive: 'none' })
    ann.receive(id, 'self', { audio: true })
    await until(() => ann.getSnapshot().streams[0]?.audioTrack)
    // The vendor's package has a track for the picture too.
    expect(ann.getSnapshot().streams[0]?.videoTrack).toBeUndefined()
    ann.receive(id, 'self', undefined)
    expect(ann.getSnapshot().streams[0]?.audioTrack).toBeUndefined()
    await until(() => taken(1)?.length === 2)
    expect(taken(1)).toEqual([
      { audio: true, video: false },
      { audio: false, video: false },
    ])
  })
})

describe('a text', () => {
  it('of one’s own is there once, whether the server sends it back or not', async () => {
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
    const room = world.room({ messages: true, initialize: async () => vendor })
    await room.join()
    await room.send('to all')
    await room.send('to one', ['ben'])
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

describe('what is published', () => {
  it('before joining is there once joined', async () => {
    const ann = world.room()
    await ann.publish('self', { video: createTrack('video') })
    await ann.join()
    await until(() => ann.getSnapshot().streams[0]?.isVideoEnabled)
    expect(ann.getSnapshot().streams).toMatchObject([{ isLocal: true, key: 'self' }])
  })

  it('goes on without a track that ended, as of a camera that is unplugged', async () => {
    const { ann, ben } = await withPublisher({})
    const video = createTrack('video')
    await ben.publish('self', { audio: createTrack('audio'), video })
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    Object.assign(video, { readyState: 'ended' }).dispatchEvent(new Event('ended'))
    await until(() => ann.getSnapshot().streams[0]?.isVideoEnabled === false)
    expect(ann.getSnapshot().streams).toMatchObject([{ isAudioEnabled: true }])
  })

  it('tells of a track that was switched off in place', async () => {
    const { ann, ben } = await withPublisher({})
    const audio = createTrack('audio')
    await ben.publish('self', { audio })
    await until(() => ann.getSnapshot().streams[0]?.isAudioEnabled)
    audio.enabled = false
    await ben.publish('self', { audio })
    await until(() => ann.getSnapshot().streams[0]?.isAudioEnabled === false)
  })

  it('is gone when it is taken back', async () => {
    const { ann, ben } = await withPublisher({})
    await ben.unpublish('self')
    await until(() => ann.getSnapshot().streams.length === 0)
  })
})

describe('the snapshot', () => {
  it('is the same object until something changes, and so is each of its parts', async () => {
    const { ann, id } = await withPublisher({})
    await until(() => ann.getSnapshot().streams[0]?.videoTrack)
    const before = ann.getSnapshot()
    await settle()
    expect(ann.getSnapshot()).toBe(before)
    const room_session_id = await world.session()
    await roomSessions.mute(world.client, { room_session_id, participants: [id] })
    await until(() => ann.getSnapshot().streams[0]?.isMuted)
    expect(ann.getSnapshot().participants).toBe(before.participants)
  })
})
