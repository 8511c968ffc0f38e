import Telnyx from 'telnyx'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LoggedRequest } from '../src/http/request-log.ts'
import { type StartedEmulator, startEmulator } from '../src/node.ts'
import { endpoints as ownEndpoints } from './api-description.ts'

describe("the vendor's client, for Video", () => {
  let server: StartedEmulator
  let telnyx: Telnyx
  beforeAll(async () => {
    server = await startEmulator({ clock: 'manual' })
    telnyx = new Telnyx({ apiKey: 'KEY_local', baseURL: `${server.url}/v2`, maxRetries: 0 })
  })
  /** Requests of all tests so far, since a reset clears the log. */
  const everyRequest: LoggedRequest[] = []
  beforeEach(() => {
    everyRequest.push(...server.emulator.requests())
    server.emulator.reset()
  })
  afterAll(() => server.close())

  async function createRoom(name: string): Promise<string> {
    const { data } = await telnyx.rooms.create({ unique_name: name, max_participants: 4 })
    return data?.id ?? ''
  }

  it('creates, retrieves, changes and deletes a room', async () => {
    const id = await createRoom('demo')
    expect((await telnyx.rooms.retrieve(id, { include_sessions: true })).data).toMatchObject({
      unique_name: 'demo',
      max_participants: 4,
      sessions: [],
    })
    expect((await telnyx.rooms.update(id, { enable_recording: true })).data?.enable_recording).toBe(true)
    await telnyx.rooms.delete(id)
    await expect(telnyx.rooms.retrieve(id)).rejects.toBeInstanceOf(Telnyx.NotFoundError)
  })

  it('pages through a filtered list', async () => {
    for (const name of ['a', 'b', 'c']) await createRoom(name)
    const today = new Date().toISOString().slice(0, 10)
    const names: unknown[] = []
    for await (const room of telnyx.rooms.list({
      filter: { date_created_at: { gte: today } },
      'page[size]': 2,
    } as object)) {
      names.push(room.unique_name)
    }
    expect(names).toEqual(['c', 'b', 'a'])
    const pages = server.emulator.requests().filter(({ method }) => method === 'GET')
    expect(pages).toHaveLength(2)
  })

  it('mints and refreshes a token with which a participant joins', async () => {
    const id = await createRoom('demo')
    const { data: minted } = await telnyx.rooms.actions.generateJoinClientToken(id, { token_ttl_secs: 60 })
    const { data: refreshed } = await telnyx.rooms.actions.refreshClientToken(id, {
      refresh_token: minted?.refresh_token ?? '',
    })
    await server.emulator.join(id, { client_token: refreshed?.token ?? '', context: 'Ann' })
    const { data: sessions } = await telnyx.rooms.sessions.list1(id, { include_participants: true })
    expect(sessions).toMatchObject([{ active: true, participants: [{ context: 'Ann' }] }])
  })

  it('moderates a session', async () => {
    const id = await createRoom('demo')
    const { data: minted } = await telnyx.rooms.actions.generateJoinClientToken(id, {})
    const participant = await server.emulator.join(id, { client_token: minted?.token ?? '' })
    await server.emulator.join(id, { client_token: minted?.token ?? '' })
    const session = participant.session_id ?? ''
    const ok = { data: { result: 'ok' } }
    expect(await telnyx.rooms.sessions.actions.mute(session, { participants: 'all' })).toMatchObject(ok)
    expect(
      await telnyx.rooms.sessions.actions.unmute(session, { participants: [participant.id] }),
    ).toMatchObject(ok)
    expect(
      await telnyx.rooms.sessions.actions.kick(session, { participants: [participant.id] }),
    ).toMatchObject(ok)
    expect((await telnyx.rooms.sessions.retrieveParticipants(session)).data).toHaveLength(2)
    expect(await telnyx.rooms.sessions.actions.end(session)).toMatchObject(ok)
    expect((await telnyx.rooms.sessions.retrieve(session)).data?.active).toBe(false)
    expect((await telnyx.rooms.sessions.list0({ filter: { active: false } })).data).toHaveLength(1)
  })

  it('lists, retrieves and deletes participants, recordings and compositions', async () => {
    const { data: room } = await telnyx.rooms.create({ enable_recording: true })
    const id = room?.id ?? ''
    const { data: minted } = await telnyx.rooms.actions.generateJoinClientToken(id, {})
    const participant = await server.emulator.join(id, { client_token: minted?.token ?? '', context: 'Ann' })
    const session = participant.session_id ?? ''
    const { data: participants } = await telnyx.roomParticipants.list({
      filter: { session_id: session, context: 'Ann' },
    })
    expect(participants).toMatchObject([{ id: participant.id, context: 'Ann' }])
    expect((await telnyx.roomParticipants.retrieve(participant.id)).data).toMatchObject({
      session_id: session,
    })
    await telnyx.rooms.sessions.actions.end(session)

    const { data: created } = await telnyx.roomCompositions.create({
      session_id: session,
      resolution: '800x600',
      video_layout: { first: { x_pos: 0, y_pos: 0, width: 800, height: 600, max_columns: 2 } },
    })
    const composition = created?.id ?? ''
    expect(created).toMatchObject({ status: 'enqueued', video_layout: { first: { width: 800 } } })
    server.emulator.clock.advance(60)
    expect((await telnyx.roomCompositions.retrieve(composition)).data?.status).toBe('completed')
    const { data: completed } = await telnyx.roomCompositions.list({ filter: { status: 'completed' } })
    expect(completed).toHaveLength(1)
    await telnyx.roomCompositions.delete(composition)
    await expect(telnyx.roomCompositions.retrieve(composition)).rejects.toBeInstanceOf(Telnyx.NotFoundError)

    const kinds: unknown[] = []
    for await (const { type } of telnyx.roomRecordings.list({
      filter: { duration_secs: 0 },
      'page[size]': 1,
    } as object)) {
      kinds.push(type)
    }
    expect(kinds.sort()).toEqual(['audio', 'video'])
    const { data: recordings } = await telnyx.roomRecordings.list({ filter: { type: 'audio' } })
    const recording = recordings?.[0]?.id ?? ''
    expect((await telnyx.roomRecordings.retrieve(recording)).data?.status).toBe('completed')
    await telnyx.roomRecordings.delete(recording)
    expect((await telnyx.roomRecordings.deleteBulk({})).data?.room_recordings).toBe(1)
  })

  it('has called every Video operation', async () => {
    const called = new Set(everyRequest.map(({ method, route }) => `${method} ${route}`))
    const { endpoints } = (await (await fetch(`${server.url}/_emulator`)).json()) as {
      endpoints: { method: string; path: string }[]
    }
    const all = endpoints
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => !route.includes('texml'))
    expect(all.filter((route) => !called.has(route))).toEqual([])
    expect(all).toHaveLength(ownEndpoints.filter(({ path }) => !path.includes('texml')).length)
  })

  it('throws its own error classes', async () => {
    await createRoom('demo')
    await expect(createRoom('demo')).rejects.toBeInstanceOf(Telnyx.UnprocessableEntityError)
    const unauthenticated = new Telnyx({ apiKey: '', baseURL: `${server.url}/v2`, maxRetries: 0 })
    await expect(unauthenticated.rooms.list()).rejects.toBeInstanceOf(Telnyx.AuthenticationError)
  })
})
