import { rooms } from '@greenroom/core/video'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deny, type GatewayOptions } from '../src/index.ts'
import { apiKey, harness, secret } from './harness.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const tokenPath = (id: string) => `/telnyx/rooms/${id}/actions/generate_join_client_token`
const refreshPath = (id: string) => `/telnyx/rooms/${id}/actions/refresh_client_token`

function nextCharacter(character = ''): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet.charAt(alphabet.indexOf(character) + 1)
}

describe('minting', () => {
  it('returns the lifetime of the token, and seals the refresh token', async () => {
    const { send, upstream, emulator } = harness({ authorize: () => ({ user: 'ann', tokenTtlSecs: 60 }) })
    const { id } = await rooms.create(upstream, {})
    const { status, body, text } = await send('POST', tokenPath(id), {})
    expect(status).toBe(201)
    expect(body.data).toMatchObject({ expires_in_ms: 60_000, server_time_ms: expect.any(Number) })
    expect(decodeJwt(body.data.token)['typ']).toBe('access')
    // A JWE has five parts. The API’s own refresh token is a JWT with three.
    expect(body.data.refresh_token.split('.')).toHaveLength(5)
    expect(text).not.toContain(apiKey)
    await emulator.join(id, { client_token: body.data.token })
    const refreshed = await send('POST', refreshPath(id), { refresh_token: body.data.refresh_token })
    expect(refreshed).toMatchObject({ status: 201, body: { data: { expires_in_ms: 60_000 } } })
    await emulator.join(id, { client_token: refreshed.body.data.token })
  })

  it.each([
    [{}, {}, 600, 3600],
    [{ token_ttl_secs: 3600, refresh_token_ttl_secs: 86_400 }, {}, 600, 3600],
    [{ token_ttl_secs: 30 }, { tokenTtlSecs: 60 }, 30, 3600],
    [{ token_ttl_secs: 90 }, { tokenTtlSecs: 60 }, 60, 3600],
    [{}, { tokenTtlSecs: 1, refreshTtlSecs: 1 }, 10, 60],
    [{}, { tokenTtlSecs: 1e9, refreshTtlSecs: 1e9 }, 3600, 86_400],
  ])(
    'requests limited lifetimes: input %j and grant %j result in %i and %i seconds',
    async (input, grant, token, refresh) => {
      const { send, upstream, emulator } = harness({ authorize: () => ({ user: 'ann', ...grant }) })
      const { id } = await rooms.create(upstream, {})
      await send('POST', tokenPath(id), input)
      expect(emulator.requests().at(-1)?.input).toMatchObject({
        token_ttl_secs: token,
        refresh_token_ttl_secs: refresh,
      })
    },
  )

  it('shares a mint for two seconds with the same user in the same room only', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { send, upstream } = harness({
      authorize: (request) => ({ user: request.headers.get('x-user') ?? '' }),
    })
    const { id } = await rooms.create(upstream, {})
    const { id: otherRoom } = await rooms.create(upstream, {})
    const mint = async (user: string, room: string) =>
      (await send('POST', tokenPath(room), {}, { 'x-user': user })).body.data
    const first = await mint('ann', id)
    vi.setSystemTime(Date.now() + 1_500)
    const again = await mint('ann', id)
    expect([again.token, again.expires_in_ms]).toEqual([first.token, first.expires_in_ms - 1_500])
    expect((await mint('ben', id)).token).not.toBe(first.token)
    expect((await mint('ann', otherRoom)).token).not.toBe(first.token)
    vi.setSystemTime(Date.now() + 600)
    expect((await mint('ann', id)).token).not.toBe(first.token)
  })
})

describe('simultaneous mints of one user and room', () => {
  /** How many keys are being derived, tokens signed, and the like. */
  let cryptographic = 0

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
    cryptographic = 0
    for (const name of [
      'decrypt',
      'deriveKey',
      'digest',
      'encrypt',
      'importKey',
      'sign',
      'verify',
    ] as const) {
      const perform: (...input: never[]) => Promise<unknown> = crypto.subtle[name].bind(crypto.subtle)
      vi.spyOn(crypto.subtle, name).mockImplementation((async (...input: never[]) => {
        cryptographic += 1
        return perform(...input).finally(() => {
          cryptographic -= 1
        })
      }) as never)
    }
  })

  /**
   * Lets time pass until a promise settles. Time stands still during cryptography, which takes real time. On
   * a busy machine, requests would otherwise exceed their time limits.
   */
  async function settle<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false
    void promise.finally(() => {
      isSettled = true
    })
    while (!isSettled) {
      if (cryptographic === 0) await vi.advanceTimersByTimeAsync(20)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return promise
  }

  /** Creates a gateway with a slow API, which counts the mints in progress. */
  async function slowApi(ms: number) {
    const h = harness()
    let running = 0
    const counts = { total: 0, most: 0 }
    const fetch: GatewayOptions['fetch'] = async (input, init) => {
      counts.total += 1
      running += 1
      counts.most = Math.max(counts.most, running)
      await new Promise((resolve) => setTimeout(resolve, ms))
      running -= 1
      return h.emulator.fetch(input, init)
    }
    const { id } = await rooms.create(h.upstream, {})
    const { send } = harness({ fetch })
    return { send, id, counts }
  }

  it('reach the API once when it takes eight seconds', async () => {
    const { send, id, counts } = await slowApi(8_000)
    const answers = await settle(
      Promise.all(Array.from({ length: 100 }, () => send('POST', tokenPath(id), {}))),
    )
    const tokens = answers.map(({ body }) => body.data.token)
    expect(counts).toEqual({ total: 1, most: 1 })
    expect(new Set(tokens).size).toBe(1)
  })

  it('reach the API one after the other if they differ', async () => {
    const { send, id, counts } = await slowApi(100)
    const secs = Array.from({ length: 10 }, (_, index) => 10 + index)
    const answers = await settle(
      Promise.all(secs.map((token_ttl_secs) => send('POST', tokenPath(id), { token_ttl_secs }))),
    )
    expect(answers.map(({ status }) => status)).toEqual(secs.map(() => 201))
    expect(counts).toEqual({ total: 10, most: 1 })
  })

  it('end with a 503 after the time limit of the API', async () => {
    const { send, id, counts } = await slowApi(60_000)
    const answers = await settle(
      Promise.all(Array.from({ length: 20 }, () => send('POST', tokenPath(id), {}))),
    )
    expect(answers.map(({ status }) => status).every((status) => status === 503 || status === 504)).toBe(true)
    expect(counts.total).toBeLessThanOrEqual(2)
  })
})

describe('refreshing', () => {
  async function minted(options: Partial<GatewayOptions> = {}) {
    const h = harness(options)
    const { id } = await rooms.create(h.upstream, {})
    const { body } = await h.send('POST', tokenPath(id), {})
    const endsAt = Date.parse(body.data.refresh_token_expires_at)
    return { ...h, id, handle: body.data.refresh_token as string, endsAt }
  }

  it('calls authorize again', async () => {
    let allowed = true
    const { send, id, handle } = await minted({
      authorize: () => (allowed ? { user: 'ann' } : deny('banned', { revoked: true })),
    })
    expect((await send('POST', refreshPath(id), { refresh_token: handle })).status).toBe(201)
    allowed = false
    expect(await send('POST', refreshPath(id), { refresh_token: handle })).toMatchObject({
      status: 403,
      body: { code: 'revoked' },
    })
  })

  it('rejects a handle of another user, another room, another gateway or another secret', async () => {
    const { send, id, handle, upstream } = await minted()
    const invalid = { status: 403, body: { code: 'refresh_invalid', terminal: false } }
    expect(await send('POST', refreshPath(id), { refresh_token: handle }, { 'x-user': 'ben' })).toMatchObject(
      invalid,
    )
    const { id: other } = await rooms.create(upstream, {})
    expect(await send('POST', refreshPath(other), { refresh_token: handle })).toMatchObject(invalid)
    for (const foreign of [{ audience: 'https://other.example' }, { secret: `another ${secret}` }]) {
      expect(await harness(foreign).send('POST', refreshPath(id), { refresh_token: handle })).toMatchObject(
        invalid,
      )
    }
  })

  it.each([
    ['an empty one', () => ''],
    ['a cut one', (handle: string) => handle.slice(0, -4)],
    // 16 bytes are 22 characters, of which the last has four unused bits.
    ['one that is spelt otherwise', (handle: string) => handle.slice(0, -1) + nextCharacter(handle.at(-1))],
    [
      'one with a changed byte',
      (handle: string) => `${handle.slice(0, -1)}${handle.endsWith('A') ? 'B' : 'A'}`,
    ],
    [
      'one with another header',
      (handle: string) => `eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0${handle.slice(handle.indexOf('.'))}`,
    ],
    ['one that is not encrypted', () => `${btoa('{"alg":"none"}')}..${btoa('{"user":"ann"}')}..`],
  ])('rejects %s', async (_, change) => {
    const { send, id, handle } = await minted()
    const answer = await send('POST', refreshPath(id), { refresh_token: change(handle) })
    expect(answer).toMatchObject({ status: 403, body: { code: 'refresh_invalid' } })
  })

  it('rejects an expired handle with refresh_expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { send, id, handle, endsAt } = await minted()
    vi.setSystemTime(endsAt - 1)
    expect((await send('POST', refreshPath(id), { refresh_token: handle })).status).toBe(201)
    vi.setSystemTime(endsAt)
    expect(await send('POST', refreshPath(id), { refresh_token: handle })).toMatchObject({
      status: 403,
      body: { code: 'refresh_expired', terminal: false },
    })
  })

  it('opens a handle that an older secret sealed', async () => {
    const { id, handle, emulator } = await minted()
    const rotated = harness({ secret: [`newer ${secret}`, secret], fetch: emulator.fetch })
    expect((await rotated.send('POST', refreshPath(id), { refresh_token: handle })).status).toBe(201)
  })

  it('returns 404 for a deleted room', async () => {
    const { send, id, handle, upstream } = await minted()
    await rooms.delete(upstream, { room_id: id })
    expect(await send('POST', refreshPath(id), { refresh_token: handle })).toMatchObject({
      status: 404,
      body: { terminal: true },
    })
  })
})
