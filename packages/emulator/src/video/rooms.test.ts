import { rooms } from '@greenroom/core/video'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { createHarness } from '../../test/harness.ts'

const microseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/
const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

describe('rooms', () => {
  it('are created with the API defaults', async () => {
    const { send } = createHarness()
    const { status, body } = await send('POST', '/v2/rooms', {})
    expect(status).toBe(201)
    expect(body.data).toMatchObject({
      record_type: 'room',
      max_participants: 10,
      enable_recording: false,
      webhook_event_failover_url: '',
      webhook_timeout_secs: null,
      created_at: expect.stringMatching(microseconds),
      updated_at: body.data.created_at,
    })
    expect(body.data).not.toHaveProperty('active_session_id')
    expect(body.data).not.toHaveProperty('sessions')
  })

  it('can be created without a body', async () => {
    const { send } = createHarness()
    expect((await send('POST', '/v2/rooms')).status).toBe(201)
  })

  it('require unique names, also on update', async () => {
    const { send } = createHarness()
    const { body: first } = await send('POST', '/v2/rooms', { unique_name: 'a' })
    const { body: second } = await send('POST', '/v2/rooms', { unique_name: 'b' })
    expect(await send('POST', '/v2/rooms', { unique_name: 'a' })).toMatchObject({
      status: 422,
      body: { errors: [{ code: '10012', source: { pointer: '/unique_name' } }] },
    })
    expect((await send('PATCH', `/v2/rooms/${second.data.id}`, { unique_name: 'a' })).status).toBe(422)
    expect((await send('PATCH', `/v2/rooms/${first.data.id}`, { unique_name: 'a' })).status).toBe(200)
    await send('DELETE', `/v2/rooms/${first.data.id}`)
    expect((await send('PATCH', `/v2/rooms/${second.data.id}`, { unique_name: 'a' })).status).toBe(200)
  })

  it('keep the fields that an update does not contain', async () => {
    const { client } = createHarness()
    const room = await rooms.create(client, { unique_name: 'a', max_participants: 5, enable_recording: true })
    const changed = await rooms.update(client, { room_id: room.id, max_participants: 6 })
    expect(changed).toMatchObject({ unique_name: 'a', max_participants: 6, enable_recording: true })
    expect(changed.updated_at).not.toBe(room.updated_at)
  })

  it('are listed newest first in pages, with an empty page past the end', async () => {
    const { client } = createHarness()
    for (const unique_name of ['a', 'b', 'c']) await rooms.create(client, { unique_name })
    const names = async (number: number) =>
      (await rooms.list(client, { page: { number, size: 2 } })).data.map((room) => room.unique_name)
    expect([await names(1), await names(2), await names(3)]).toEqual([['c', 'b'], ['a'], []])
    const { meta } = await rooms.list(client, { page: { size: 2 } })
    expect(meta).toEqual({ page_number: 1, page_size: 2, total_pages: 2, total_results: 3 })
  })

  it('are filtered by name and day', async () => {
    const { client, emulator } = createHarness({ now: Date.parse('2026-01-10T12:00:00Z') })
    await rooms.create(client, { unique_name: 'early' })
    emulator.clock.advance(86_400)
    await rooms.create(client, { unique_name: 'late' })
    const found = async (filter: rooms.ListInput['filter']) =>
      (await rooms.list(client, { filter })).data.map((room) => room.unique_name)
    expect(await found({ unique_name: 'early' })).toEqual(['early'])
    expect(await found({ date_created_at: { eq: '2026-01-11' } })).toEqual(['late'])
    expect(await found({ date_created_at: { gte: '2026-01-10', lte: '2026-01-10' } })).toEqual(['early'])
    expect(await found({ date_updated_at: { lte: '2026-01-09' } })).toEqual([])
    expect(await found({ unique_name: 'early', date_created_at: { eq: '2026-01-11' } })).toEqual([])
  })

  it.each(['true', 'True', '1'])('contain their sessions with include_sessions=%s', async (flag) => {
    const { send, roomWith } = createHarness()
    const { id } = await roomWith('Ann')
    const { body } = await send('GET', `/v2/rooms/${id}?include_sessions=${flag}`)
    expect(body.data.sessions).toMatchObject([{ room_id: id, active: true, participants: [] }])
    expect(body.data.active_session_id).toBe(body.data.sessions[0].id)
  })

  it('are deleted with 204 and no body, and respond with a bare 404 after that', async () => {
    const { send, roomWith } = createHarness()
    const { id } = await roomWith()
    expect(await send('DELETE', `/v2/rooms/${id}`)).toMatchObject({ status: 204, body: undefined })
    expect(await send('GET', `/v2/rooms/${id}`)).toMatchObject({ status: 404, body: { code: '10005' } })
  })
})

describe('join tokens', () => {
  it('are real JWTs with the claims of the API', async () => {
    const { send, roomWith } = createHarness({ now: Date.parse('2026-01-10T12:00:00.700Z') })
    const { id } = await roomWith()
    const { status, body } = await send('POST', `/v2/rooms/${id}/actions/generate_join_client_token`, {
      token_ttl_secs: 60,
    })
    expect(status).toBe(201)
    expect(decodeProtectedHeader(body.data.token)).toEqual({ alg: 'Ed25519', typ: 'JWT' })
    const claims = decodeJwt(body.data.token)
    const { iat = 0 } = claims
    expect(claims).toMatchObject({
      typ: 'access',
      iss: 'telnyx_access_token',
      aud: 'telnyx_access_token',
      sub: 'null',
      grants_version: '1.0.0',
      grants: [{ actions: ['join'], resources: [`telnyx:video:rooms:${id}`] }],
      nbf: iat - 1,
      exp: iat + 60,
    })
    expect(body.data.token_expires_at).toMatch(seconds)
    expect(Date.parse(body.data.token_expires_at)).toBe((iat + 60) * 1000)
    expect(decodeJwt(body.data.refresh_token)).toMatchObject({ typ: 'refresh', exp: iat + 3600 })
  })

  it('are refreshed without an API key and without a new refresh token', async () => {
    const { send, client, roomWith } = createHarness()
    const { id } = await roomWith()
    const { refresh_token } = await rooms.createJoinToken(client, { room_id: id })
    const answer = await send(
      'POST',
      `/v2/rooms/${id}/actions/refresh_client_token`,
      { refresh_token },
      { authorization: '' },
    )
    expect(answer.status).toBe(201)
    expect(Object.keys(answer.body.data)).toEqual(['token', 'token_expires_at'])
  })

  it('are not refreshed with an access token, or a forged, expired or foreign refresh token', async () => {
    const { send, client, emulator, roomWith } = createHarness()
    const { id } = await roomWith()
    const other = await roomWith()
    const { token, refresh_token = '' } = await rooms.createJoinToken(client, {
      room_id: id,
      refresh_token_ttl_secs: 60,
    })
    const foreign = await rooms.createJoinToken(client, { room_id: other.id })
    const forged = `${String(refresh_token).slice(0, -6)}AAAAAA`
    const refresh = async (used: unknown) =>
      send('POST', `/v2/rooms/${id}/actions/refresh_client_token`, { refresh_token: used })
    for (const used of [token, forged, foreign.refresh_token, 'x', '']) {
      expect(await refresh(used)).toMatchObject({ status: 403, body: { code: '10010' } })
    }
    expect((await refresh(refresh_token)).status).toBe(201)
    emulator.clock.advance(61)
    expect((await refresh(refresh_token)).status).toBe(403)
  })
})
