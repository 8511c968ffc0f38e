import { routeOf } from '@greenroom/core'
import { roomCompositions, roomRecordings, rooms } from '@greenroom/core/video'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { GatewayOptions, RefusedCall } from '../src/index.ts'
import { type Answer, type Harness, harness, videoEndpoints } from './harness.ts'

/** A room with a session, a participant and recordings. */
interface Scene {
  readonly room: string
  readonly session: string
  readonly participant: string
  readonly recording: string
  readonly composition: string
}

let own: Scene
let other: Scene
let h: Harness

/** Creates a room and everything that can belong to one. */
async function createScene({ upstream, emulator }: Harness): Promise<Scene> {
  const { id: room } = await rooms.create(upstream, { enable_recording: true })
  const { token } = await rooms.createJoinToken(upstream, { room_id: room })
  const { id: participant, session_id: session = '' } = await emulator.join(room, { client_token: token })
  const { data } = await roomRecordings.list(upstream, { filter: { room_id: room } })
  const composition = await roomCompositions.create(upstream, { session_id: session ?? '' })
  return {
    room,
    session: session ?? '',
    participant,
    recording: data[0]?.id ?? '',
    composition: composition.id,
  }
}

/** Creates a gateway with grants that include only the own room. */
async function setUp(options: Partial<GatewayOptions> = {}): Promise<void> {
  h = harness({
    expose: videoEndpoints,
    authorize: () => ({ user: 'ann', rooms: (id) => id === own.room }),
    ...options,
  })
  own = await createScene(h)
  other = await createScene(h)
}

beforeEach(() => setUp())

/** Calls that name resources of a scene, each in another field. */
type CallOf = (scene: Scene) => readonly [method: string, path: string, body?: unknown]
const calls: readonly [string, CallOf][] = [
  ['GET a room', ({ room }) => ['GET', `/rooms/${room}`]],
  ['PATCH a room', ({ room }) => ['PATCH', `/rooms/${room}`, { max_participants: 5 }]],
  ['DELETE a room', ({ room }) => ['DELETE', `/rooms/${room}`]],
  ['mint', ({ room }) => ['POST', `/rooms/${room}/actions/generate_join_client_token`, {}]],
  ['list sessions by room', ({ room }) => ['GET', `/rooms/${room}/sessions`]],
  ['list sessions, by filter', ({ room }) => ['GET', `/room_sessions?filter[room_id]=${room}`]],
  ['GET a session', ({ session }) => ['GET', `/room_sessions/${session}`]],
  ['list participants of a session', ({ session }) => ['GET', `/room_sessions/${session}/participants`]],
  [
    'list participants, by filter',
    ({ session }) => ['GET', `/room_participants?filter[session_id]=${session}`],
  ],
  ['GET a participant', ({ participant }) => ['GET', `/room_participants/${participant}`]],
  ['kick all', ({ session }) => ['POST', `/room_sessions/${session}/actions/kick`, { participants: 'all' }]],
  ['mute all', ({ session }) => ['POST', `/room_sessions/${session}/actions/mute`, { participants: 'all' }]],
  [
    'unmute all',
    ({ session }) => ['POST', `/room_sessions/${session}/actions/unmute`, { participants: 'all' }],
  ],
  ['end', ({ session }) => ['POST', `/room_sessions/${session}/actions/end`, {}]],
  ['list recordings by room', ({ room }) => ['GET', `/room_recordings?filter[room_id]=${room}`]],
  ['list recordings by session', ({ session }) => ['GET', `/room_recordings?filter[session_id]=${session}`]],
  [
    'list recordings by participant',
    ({ participant }) => ['GET', `/room_recordings?filter[participant_id]=${participant}`],
  ],
  ['GET a recording', ({ recording }) => ['GET', `/room_recordings/${recording}`]],
  ['DELETE a recording', ({ recording }) => ['DELETE', `/room_recordings/${recording}`]],
  ['delete recordings by room', ({ room }) => ['DELETE', `/room_recordings?filter[room_id]=${room}`]],
  [
    'delete recordings by session',
    ({ session }) => ['DELETE', `/room_recordings?filter[session_id]=${session}`],
  ],
  ['list compositions', ({ session }) => ['GET', `/room_compositions?filter[session_id]=${session}`]],
  ['GET a composition', ({ composition }) => ['GET', `/room_compositions/${composition}`]],
  ['DELETE a composition', ({ composition }) => ['DELETE', `/room_compositions/${composition}`]],
  ['compose', ({ session }) => ['POST', '/room_compositions', { session_id: session }]],
]

const send = ([method, path, body]: ReturnType<CallOf>): Promise<Answer> =>
  h.send(method, `/telnyx${path}`, body)

/** Returns the requests that change something in the emulator. */
const actions = () => h.emulator.requests().filter(({ method }) => method !== 'GET')

describe('a grant of one room', () => {
  it.each(calls)('allows to %s', async (_, callOf) => {
    const { status, text } = await send(callOf(own))
    expect({ isAllowed: status < 300, text }).toEqual({ isAllowed: true, text })
  })

  it.each(calls)('does not allow to %s of another room', async (_, callOf) => {
    const before = actions().length
    const { status, body, text } = await send(callOf(other))
    expect([status, body.code]).toEqual([403, 'denied'])
    expect(actions()).toHaveLength(before)
    for (const id of Object.values(other)) expect(text).not.toContain(id)
  })

  const layout = (...video_sources: string[]) => ({
    video_layout: { a: { video_sources: ['*'] }, b: { video_sources } },
  })
  const mixed: readonly [string, () => ReturnType<CallOf>][] = [
    [
      'compose recordings of another room, beside its own',
      () => [
        'POST',
        '/room_compositions',
        { session_id: own.session, ...layout(own.recording, other.recording) },
      ],
    ],
    [
      'compose without a session',
      () => ['POST', '/room_compositions', layout(own.recording, other.recording)],
    ],
    ['compose all of an unknown session', () => ['POST', '/room_compositions', {}]],
    [
      'kick a participant of another room by the own session',
      () => ['POST', `/room_sessions/${own.session}/actions/kick`, { participants: [other.participant] }],
    ],
    [
      'exclude a participant of another room',
      () => [
        'POST',
        `/room_sessions/${own.session}/actions/mute`,
        { participants: 'all', exclude: [own.participant, other.participant] },
      ],
    ],
    [
      'list recordings by the own room and another session',
      () => ['GET', `/room_recordings?filter[room_id]=${own.room}&filter[session_id]=${other.session}`],
    ],
    [
      'delete recordings by the own room and another participant',
      () => [
        'DELETE',
        `/room_recordings?filter[room_id]=${own.room}&filter[participant_id]=${other.participant}`,
      ],
    ],
    ['delete recordings by day', () => ['DELETE', '/room_recordings?filter[date_ended_at][lte]=2100-01-01']],
    ['delete recordings without a filter', () => ['DELETE', '/room_recordings']],
    ['create a room', () => ['POST', '/rooms', {}]],
  ]
  it.each(mixed)('does not allow to %s', async (_, callOf) => {
    const before = actions().length
    const { status, body } = await send(callOf())
    expect([status, body.code]).toEqual([403, 'denied'])
    expect(actions()).toHaveLength(before)
  })

  it('allows ids of the included room in every field', async () => {
    const composed = { session_id: own.session, ...layout(own.recording) }
    expect((await send(['POST', '/room_compositions', composed])).status).toBe(202)
    const kicked = { participants: [own.participant] }
    expect((await send(['POST', `/room_sessions/${own.session}/actions/kick`, kicked])).status).toBe(200)
  })

  it('does not reveal by a denial which resources exist', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000'
    const nowhere = {
      room: unknown,
      session: unknown,
      participant: unknown,
      recording: unknown,
      composition: unknown,
    }
    for (const [name, callOf] of calls) {
      const { status, body } = await send(callOf(nowhere))
      expect([name, status, body.code]).toEqual([name, 403, 'denied'])
    }
  })

  it('lists only resources of its room', async () => {
    for (const path of ['/rooms', '/room_sessions', '/room_recordings', '/room_compositions']) {
      const { body } = await send(['GET', path])
      expect(body.data.length).toBeGreaterThan(0)
      expect(JSON.stringify(body)).not.toContain(other.room)
      expect(body.meta).not.toHaveProperty('total_results')
    }
    // Participants do not state their room.
    expect((await send(['GET', '/room_participants'])).body.data).toEqual([])
  })

  it('looks each resource up once, for all calls', async () => {
    const path = `/room_sessions/${own.session}/participants`
    for (let index = 0; index < 5; index++) expect((await send(['GET', path])).status).toBe(200)
    const lookUps = h.emulator.requests().filter(({ route }) => route === '/room_sessions/{room_session_id}')
    expect(lookUps).toHaveLength(1)
  })

  it('does not look up dozens of ids', async () => {
    const before = h.emulator.requests().length
    const participants = Array.from({ length: 200 }, () => crypto.randomUUID())
    const { status, body } = await send([
      'POST',
      `/room_sessions/${own.session}/actions/kick`,
      { participants },
    ])
    expect([status, body.code]).toEqual([403, 'denied'])
    expect(h.emulator.requests()).toHaveLength(before)
  })
})

describe('rooms.create', () => {
  it.each([
    ['is denied', 'includes no room', () => false, 403],
    ['is denied', 'includes rooms by a list', (id: string) => ['r1', 'r2'].includes(id), 403],
    ['is denied', 'promises a room', async () => true, 403],
    ['is allowed', 'excludes rooms by a list', (id: string) => !['r1', 'r2'].includes(id), 201],
    ['is allowed', 'does not limit rooms', undefined, 201],
  ])('%s if the grant %s', async (_, __, isAllowed, status) => {
    await setUp({ authorize: () => ({ user: 'ann', rooms: isAllowed as never }) })
    const before = actions().length
    expect((await send(['POST', '/rooms', {}])).status).toBe(status)
    expect(actions().length - before).toBe(status === 201 ? 1 : 0)
  })
})

describe('roomId', () => {
  const seen = vi.fn()
  beforeEach(async () => {
    seen.mockClear()
    await setUp({
      authorize: async (_, call) => {
        const room = await call.roomId()
        seen(room)
        return room === undefined || room === own.room ? { user: 'ann' } : null
      },
    })
  })

  it.each(calls)('is the room of a call to %s', async (_, callOf) => {
    await send(callOf(own))
    expect(seen).toHaveBeenLastCalledWith(own.room)
    const { status } = await send(callOf(other))
    expect(seen).toHaveBeenLastCalledWith(other.room)
    expect(status).toBe(401)
  })

  it('is undefined for a call that names no resource', async () => {
    await send(['GET', '/rooms'])
    expect(seen).toHaveBeenLastCalledWith(undefined)
  })

  it('denies a call that names several rooms, which authorize would miss', async () => {
    const body = { session_id: own.session, video_layout: { a: { video_sources: [other.recording] } } }
    expect((await send(['POST', '/room_compositions', body])).body.code).toBe('denied')
    expect(seen).not.toHaveBeenCalled()
  })
})

describe('every endpoint of Video under rooms: () => false', () => {
  it.each(videoEndpoints.map((each) => [routeOf(each), each] as const))(
    '%s changes and reveals nothing',
    async (_, each) => {
      const refused: RefusedCall[] = []
      await setUp({
        authorize: () => ({ user: 'ann', rooms: () => false }),
        onRefusal: (call) => refused.push(call),
      })
      const before = actions().length
      const path = each.path.replace(/\{(\w+)\}/, (_, name: string) => {
        const kind = /^(?:room_)?(room|session|participant|recording|composition)_id$/.exec(name)?.[1]
        return own[kind as keyof Scene]
      })
      const hasBody = each.method !== 'GET' && each.method !== 'DELETE'
      const body = each.name.includes('refresh') ? { refresh_token: 'x' } : {}
      const { status, text } = await h.send(each.method, `/telnyx${path}`, hasBody ? body : undefined)
      expect(actions()).toHaveLength(before)
      if (status === 200) expect(JSON.parse(text).data).toEqual([])
      else expect([status, refused[0]?.code]).toEqual([403, 'denied'])
    },
  )
})
