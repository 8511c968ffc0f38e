import Telnyx from 'telnyx'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StartedEmulator, startEmulator } from '../src/node.ts'

describe("the vendor's own client", () => {
  let server: StartedEmulator
  let telnyx: Telnyx
  beforeAll(async () => {
    server = await startEmulator()
    telnyx = new Telnyx({ apiKey: 'KEY_local', baseURL: `${server.url}/v2`, maxRetries: 0 })
  })
  beforeEach(() => server.emulator.reset())
  afterAll(() => server.close())

  async function makeRoom(name: string): Promise<string> {
    const { data } = await telnyx.rooms.create({ unique_name: name, max_participants: 4 })
    return data?.id ?? ''
  }

  it('creates, retrieves, changes and deletes a room', async () => {
    const id = await makeRoom('demo')
    expect((await telnyx.rooms.retrieve(id, { include_sessions: true })).data).toMatchObject({
      unique_name: 'demo',
      max_participants: 4,
      sessions: [],
    })
    expect((await telnyx.rooms.update(id, { enable_recording: true })).data?.enable_recording).toBe(true)
    await telnyx.rooms.delete(id)
    await expect(telnyx.rooms.retrieve(id)).rejects.toBeInstanceOf(Telnyx.NotFoundError)
  })

  it('walks over the pages of a filtered list', async () => {
    for (const name of ['a', 'b', 'c']) await makeRoom(name)
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

  it('mints and refreshes a token that lets somebody in', async () => {
    const id = await makeRoom('demo')
    const { data: minted } = await telnyx.rooms.actions.generateJoinClientToken(id, { token_ttl_secs: 60 })
    const { data: refreshed } = await telnyx.rooms.actions.refreshClientToken(id, {
      refresh_token: minted?.refresh_token ?? '',
    })
    await server.emulator.join(id, { client_token: refreshed?.token ?? '', context: 'Ann' })
    const { data: sessions } = await telnyx.rooms.sessions.list1(id, { include_participants: true })
    expect(sessions).toMatchObject([{ active: true, participants: [{ context: 'Ann' }] }])
  })

  it('moderates a session', async () => {
    const id = await makeRoom('demo')
    const { data: minted } = await telnyx.rooms.actions.generateJoinClientToken(id, {})
    const person = await server.emulator.join(id, { client_token: minted?.token ?? '' })
    await server.emulator.join(id, { client_token: minted?.token ?? '' })
    const session = person.session_id ?? ''
    const ok = { data: { result: 'ok' } }
    expect(await telnyx.rooms.sessions.actions.mute(session, { participants: 'all' })).toMatchObject(ok)
    expect(await telnyx.rooms.sessions.actions.unmute(session, { participants: [person.id] })).toMatchObject(
      ok,
    )
    expect(await telnyx.rooms.sessions.actions.kick(session, { participants: [person.id] })).toMatchObject(ok)
    expect((await telnyx.rooms.sessions.retrieveParticipants(session)).data).toHaveLength(2)
    expect(await telnyx.rooms.sessions.actions.end(session)).toMatchObject(ok)
    expect((await telnyx.rooms.sessions.retrieve(session)).data?.active).toBe(false)
    expect((await telnyx.rooms.sessions.list0({ filter: { active: false } })).data).toHaveLength(1)
  })

  it('gets its own error classes', async () => {
    await makeRoom('demo')
    await expect(makeRoom('demo')).rejects.toBeInstanceOf(Telnyx.UnprocessableEntityError)
    const stranger = new Telnyx({ apiKey: '', baseURL: `${server.url}/v2`, maxRetries: 0 })
    await expect(stranger.rooms.list()).rejects.toBeInstanceOf(Telnyx.AuthenticationError)
  })
})
