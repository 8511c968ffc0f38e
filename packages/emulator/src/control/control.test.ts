import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { endpoints } from '../../test/api-description.ts'
import { createHarness } from '../../test/harness.ts'

async function roomAndToken({ client }: ReturnType<typeof createHarness>, input: rooms.CreateInput = {}) {
  const { id } = await rooms.create(client, input)
  const { token } = await rooms.createJoinToken(client, { room_id: id, token_ttl_secs: 10 })
  return { id, client_token: token }
}

describe('control API', () => {
  it('returns its version, time, webhook key and endpoints', async () => {
    const { send } = createHarness({ now: Date.parse('2026-01-10T12:00:00Z') })
    const { status, body } = await send('GET', '/_emulator')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      version: expect.any(String),
      now: expect.stringMatching(/^2026-01-10T12:00:0/),
    })
    expect(Buffer.from(body.webhook_public_key, 'base64')).toHaveLength(32)
    expect(body.endpoints).toContainEqual({ method: 'GET', path: '/rooms/{room_id}' })
    expect(body.endpoints).toHaveLength(endpoints.length)
  })

  it('requires no API key', async () => {
    const { send } = createHarness({ apiKey: 'KEY_one' })
    expect((await send('GET', '/_emulator', undefined, { authorization: '' })).status).toBe(200)
  })

  it('adds a participant who joins with a token, and removes the participant', async () => {
    const harness = createHarness()
    const { id, client_token } = await roomAndToken(harness)
    const joined = await harness.send('POST', `/_emulator/rooms/${id}/join`, {
      client_token,
      context: '{"name":"Ann"}',
    })
    expect(joined).toMatchObject({
      status: 201,
      body: { context: '{"name":"Ann"}', record_type: 'room_participant' },
    })
    const left = await harness.send('POST', `/_emulator/participants/${joined.body.id}/leave`)
    expect(left).toMatchObject({ status: 200, body: { left_at: expect.any(String) } })
    const again = await harness.send('POST', `/_emulator/participants/${joined.body.id}/leave`)
    expect(again.body.left_at).toBe(left.body.left_at)
    expect((await harness.send('POST', '/_emulator/participants/unknown/leave')).status).toBe(404)
  })

  it('rejects a join with a malformed, expired, foreign or refresh token', async () => {
    const harness = createHarness()
    const { id, client_token } = await roomAndToken(harness)
    const other = await roomAndToken(harness)
    const { refresh_token } = await rooms.createJoinToken(harness.client, { room_id: id })
    const join = async (token: unknown) =>
      (await harness.send('POST', `/_emulator/rooms/${id}/join`, { client_token: token })).status
    expect(await join('none')).toBe(401)
    expect(await join(`${client_token.slice(0, -6)}AAAAAA`)).toBe(401)
    expect(await join(refresh_token)).toBe(401)
    expect(await join(other.client_token)).toBe(403)
    expect(await join(undefined)).toBe(422)
    expect(await join(client_token)).toBe(201)
    harness.emulator.clock.advance(11)
    expect(await join(client_token)).toBe(401)
  })

  it('rejects a join when the room is full, after it verified the token', async () => {
    const harness = createHarness()
    const { id, client_token } = await roomAndToken(harness, { max_participants: 2 })
    const join = async (token: string) =>
      (await harness.send('POST', `/_emulator/rooms/${id}/join`, { client_token: token })).status
    expect([await join(client_token), await join(client_token), await join(client_token)]).toEqual([
      201, 201, 422,
    ])
    expect(await join('none')).toBe(401)
    expect((await harness.send('POST', '/_emulator/rooms/nowhere/join', { client_token })).status).toBe(404)
  })

  it('moves its clock by seconds and to a given time', async () => {
    const { send } = createHarness({ now: Date.parse('2026-01-10T12:00:00Z') })
    expect((await send('POST', '/_emulator/clock', { advance_secs: 3600 })).body.now).toMatch(
      /^2026-01-10T13:00/,
    )
    expect((await send('POST', '/_emulator/clock', { now: '2027-02-03T04:05:06Z' })).body.now).toMatch(
      /^2027-02-03T04:05:06/,
    )
    expect((await send('POST', '/_emulator/clock', { now: 0 })).body.now).toMatch(/^1970-01-01T00:00:00/)
    for (const wrong of [{}, { advance_secs: '1' }, { now: 'soon' }, { advance_secs: 1, now: 1 }]) {
      expect((await send('POST', '/_emulator/clock', wrong)).status).toBe(422)
    }
  })

  it('rejects a time before 1970 or after 9999', async () => {
    const { send } = createHarness()
    for (const [wrong, pointer] of [
      [{ advance_secs: 1e300 }, '/advance_secs'],
      [{ advance_secs: -1e11 }, '/advance_secs'],
      [{ now: 1e17 }, '/now'],
      [{ now: -1 }, '/now'],
    ] as const) {
      expect(await send('POST', '/_emulator/clock', wrong)).toMatchObject({
        status: 422,
        body: { errors: [{ source: { pointer } }] },
      })
    }
    const { body: snapshot } = await send('GET', '/_emulator/state')
    expect((await send('PUT', '/_emulator/state', { ...snapshot, now: 1e300 })).status).toBe(422)
    expect((await send('GET', '/v2/rooms')).status).toBe(200)
  })

  it('reports what is wrong in a body and where, without quoting a token', async () => {
    const { send } = createHarness()
    const detailOf = async (path: string, body: unknown) =>
      (await send('POST', `/_emulator/${path}`, body)).body.errors[0].detail
    expect(await detailOf('faults', [{ status: 503 }, { status: 'x' }])).toBe(
      '/1/status: expected number, got string',
    )
    expect(await detailOf('faults', { times: 0 })).toBe('/0/times: expected >=1, got number')
    expect(await detailOf('rooms/r/join', {})).toBe('/client_token: expected a value, got undefined')
    expect(await detailOf('rooms/r/join', { client_token: 'hush', contxt: 'hush' })).toBe(
      '/contxt: expected no such field, got string',
    )
    expect(await detailOf('clock', {})).toBe('The body: expected advance_secs or now, got object')
  })

  it('gives the rooms of the demo the same ids in each emulator, and after a reset', async () => {
    const idsOf = async ({ client }: ReturnType<typeof createHarness>) =>
      (await rooms.list(client, {})).data.map(({ id }) => id)
    const harness = createHarness({ seed: 'demo' })
    const ids = await idsOf(harness)
    expect(ids).toHaveLength(3)
    expect(await idsOf(createHarness({ seed: 'demo' }))).toEqual(ids)
    await harness.send('POST', '/_emulator/reset', { seed: 'demo' })
    expect(await idsOf(harness)).toEqual(ids)
  })

  it('deletes all records and loads a seed on reset', async () => {
    const { send } = createHarness()
    expect((await send('POST', '/_emulator/reset', { seed: 'demo' })).body.rooms).toBe(3)
    expect((await send('GET', '/v2/room_sessions?filter[active]=true')).body.data).toHaveLength(1)
    expect((await send('POST', '/_emulator/reset')).body.rooms).toBe(0)
    expect((await send('GET', '/_emulator/requests')).body).toEqual({ data: [] })
    expect((await send('POST', '/_emulator/reset', { seed: 'nope' })).status).toBe(422)
  })

  it('restores a snapshot and keeps its tokens valid', async () => {
    const harness = createHarness()
    const { id, client_token } = await roomAndToken(harness, { unique_name: 'kept' })
    const { body: snapshot } = await harness.send('GET', '/_emulator/state')
    const other = createHarness()
    expect(await other.send('PUT', '/_emulator/state', snapshot)).toMatchObject({
      status: 200,
      body: { rooms: 1 },
    })
    expect((await other.send('POST', `/_emulator/rooms/${id}/join`, { client_token })).status).toBe(201)
    expect((await other.send('GET', `/v2/rooms/${id}`)).body.data.unique_name).toBe('kept')
  })

  it('restores a snapshot that is larger than other bodies may be', async () => {
    const harness = createHarness()
    await rooms.create(harness.client)
    const snapshot = await harness.emulator.snapshot()
    const large = Array.from({ length: 40_000 }, (_, at) => ({ ...snapshot.rooms[0], id: `${at}` }))
    const body = JSON.stringify({ ...snapshot, rooms: large })
    expect(body.length).toBeGreaterThan(10 << 20)
    expect(await harness.send('PUT', '/_emulator/state', body)).toMatchObject({
      status: 200,
      body: { rooms: 40_000 },
    })
    expect((await harness.emulator.snapshot()).rooms.map(({ id }) => id)).toEqual(large.map(({ id }) => id))
    expect((await harness.send('POST', '/_emulator/faults', body)).status).toBe(413)
  })

  it('rejects an invalid snapshot and changes nothing', async () => {
    const harness = createHarness({ seed: 'demo' })
    const { body: snapshot } = await harness.send('GET', '/_emulator/state')
    for (const wrong of [
      {},
      '[]',
      { ...snapshot, version: 2 },
      { ...snapshot, rooms: [{ id: 1 }] },
      { ...snapshot, x: 1 },
    ]) {
      const response = await harness.send('PUT', '/_emulator/state', wrong)
      expect(response).toMatchObject({ status: 422, body: { errors: [{ code: expect.any(String) }] } })
    }
    expect((await harness.send('PUT', '/_emulator/state', '{"version":')).status).toBe(400)
    expect((await harness.send('GET', '/v2/rooms')).body.data).toHaveLength(3)
  })

  it('rejects a foreign Host or Origin and accepts those of this machine', async () => {
    const { send } = createHarness()
    const status = async (headers: Record<string, string>) =>
      (await send('GET', '/_emulator', undefined, headers)).status
    expect(await status({ host: 'evil.example' })).toBe(403)
    expect(await status({ host: 'localhost.evil.example' })).toBe(403)
    expect(await status({ origin: 'https://evil.example' })).toBe(403)
    expect(await status({ origin: 'null' })).toBe(403)
    expect(await status({ host: '127.0.0.1:4010', origin: 'http://localhost:5173' })).toBe(200)
    expect(await status({ host: '[::1]:4010' })).toBe(200)
  })

  it('rejects an unknown path with an error in the API’s shape', async () => {
    const { send } = createHarness()
    expect(await send('POST', '/_emulator/explode')).toMatchObject({
      status: 404,
      body: { errors: [{ code: '10005' }] },
    })
    expect(await send('POST', '/_emulator/clock', 'not json')).toMatchObject({ status: 400 })
  })
})
