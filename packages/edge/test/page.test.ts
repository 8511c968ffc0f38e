import { type ApiError, createClient, isApiError } from '@greenroom/core'
import { joinTokenFrom } from '@greenroom/core/join-token'
import { roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { deny, type GatewayOptions } from '../src/index.ts'
import { harness, origin } from './harness.ts'

describe('a page', () => {
  it('mints and refreshes with the gateway as the fetch of its client', async () => {
    const { gateway, upstream, emulator } = harness()
    const { id } = await rooms.create(upstream, {})
    const page = createClient({
      baseUrl: 'https://gateway.example/telnyx',
      fetch: gateway,
      headers: { origin, 'x-user': 'ann' },
    })
    const { mint, refresh } = joinTokenFrom(page, id)
    const { signal } = new AbortController()
    const minted = await mint({ signal })
    const refreshed = await refresh?.({ refresh_token: minted.refresh_token ?? '', signal })
    await emulator.join(id, { client_token: refreshed?.token ?? '' })
    expect(refreshed).toMatchObject({ expires_in_ms: 600_000, server_time_ms: expect.any(Number) })
  })

  it('receives a refusal as an ApiError', async () => {
    const limited = async () =>
      Response.json(
        { errors: [{ code: '10011', title: 'Too many requests' }] },
        { status: 429, headers: { 'retry-after': '7' } },
      )
    const errorOf = async (options: Partial<GatewayOptions>) => {
      const { gateway } = harness(options)
      const page = createClient({
        baseUrl: 'https://gateway.example/telnyx',
        fetch: gateway,
        headers: { origin, 'x-user': 'ann' },
        maxRetries: 0,
      })
      const error: unknown = await rooms.list(page).catch((thrown: unknown) => thrown)
      expect(isApiError(error)).toBe(true)
      return error as ApiError
    }
    expect(await errorOf({ fetch: limited })).toMatchObject({
      status: 429,
      code: 'limited',
      terminal: false,
      retryAfterMs: 7_000,
      outcome: 'rejected',
    })
    expect(await errorOf({ authorize: () => deny('no') })).toMatchObject({
      status: 403,
      code: 'denied',
      terminal: true,
    })
    const { requestId } = await errorOf({ authorize: () => null })
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('receives a 404 if authorize looks up the room of an unknown session', async () => {
    const { send } = harness({
      authorize: async (_, call) => ({ user: 'ann', claims: { room: await call.roomId() } }),
      expose: [roomSessions.kick],
    })
    const gone = '/telnyx/room_sessions/00000000-0000-4000-8000-000000000000/actions/kick'
    expect((await send('POST', gone, { participants: 'all' })).status).toBe(404)
  })

  it('can send any header from an allowed origin, and read the response', async () => {
    const { send } = harness()
    const preflight = await send('OPTIONS', '/telnyx/rooms', undefined, {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    })
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'authorization,content-type',
    })
    const refused = await send('GET', '/telnyx/nothing')
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin)
  })
})
