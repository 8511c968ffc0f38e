import { createClient } from '@greenroom/core'
import { contextKeysFrom, markParticipants, verifyContext } from '@greenroom/core/identity'
import { createJoinTokenSource, joinTokenFrom } from '@greenroom/core/join-token'
import { roomSessions, rooms } from '@greenroom/core/video'
import { createLocalJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { GatewayOptions, PrivateContextKey } from '../src/index.ts'
import { type Harness, harness, origin, secret } from './harness.ts'

afterEach(() => {
  vi.useRealTimers()
})

const audience = origin
const tokenPath = (id: string) => `/telnyx/rooms/${id}/actions/generate_join_client_token`
const refreshPath = (id: string) => `/telnyx/rooms/${id}/actions/refresh_client_token`

const authorize: GatewayOptions['authorize'] = (request) => {
  const user = request.headers.get('x-user') ?? ''
  return { user, tokenTtlSecs: 60, claims: { name: user.toUpperCase() } }
}

/** Creates the client of a user's page, with the gateway as its `fetch`. */
function pageOf({ gateway }: Harness, user: string) {
  const headers = { origin, 'x-user': user }
  return createClient({ baseUrl: 'https://gateway.example/telnyx', fetch: gateway, headers })
}

async function setUp(options: Partial<GatewayOptions> = {}) {
  const h = harness({ authorize, ...options })
  const { id } = await rooms.create(h.upstream, {})
  return { ...h, id, keys: contextKeysFrom(pageOf(h, 'ann')), page: (user: string) => pageOf(h, user) }
}

async function privateKey(): Promise<PrivateContextKey> {
  const { privateKey: key } = await generateKeyPair('EdDSA', { extractable: true })
  return (await exportJWK(key)) as PrivateContextKey
}

describe('the context of a minted token', () => {
  it('identifies the user, and expires with the token', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_123 })
    const { id, keys, page } = await setUp()
    const { context } = await rooms.createJoinToken(page('ann'), { room_id: id })
    expect(await verifyContext(context ?? '', { keys, audience, roomId: id })).toEqual({
      user: 'ann',
      roomId: id,
      claims: { name: 'ANN' },
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      issuedAt: 1_800_000_000_123,
      expiresAt: 1_800_000_061_000,
    })
  })

  it('is a JWS that other libraries can verify', async () => {
    const { id, send } = await setUp()
    const { body } = await send('POST', tokenPath(id))
    const { body: keySet } = await send('GET', '/telnyx/keys')
    expect(decodeProtectedHeader(body.data.context)).toMatchObject({ alg: 'EdDSA' })
    const { payload } = await jwtVerify(body.data.context, createLocalJWKSet(keySet), { audience })
    expect(payload).toMatchObject({ sub: 'ann', room_id: id, claims: { name: 'ANN' } })
  })

  it('is signed for each response from the current grant, even if the mint is shared', async () => {
    let role = 'guest'
    const { id, keys, page } = await setUp({ authorize: () => ({ user: 'ann', claims: { role } }) })
    const mint = () => rooms.createJoinToken(page('ann'), { room_id: id })
    const one = await mint()
    role = 'host'
    const two = await mint()
    expect(two.token).toBe(one.token)
    const [first, second] = await Promise.all(
      [one, two].map(({ context }) => verifyContext(context ?? '', { keys, audience })),
    )
    expect([first?.claims, second?.claims]).toEqual([{ role: 'guest' }, { role: 'host' }])
    expect(second?.jti).not.toBe(first?.jti)
  })

  it('is included with a refreshed token', async () => {
    const { id, send, keys } = await setUp()
    const { body } = await send('POST', tokenPath(id))
    const refreshed = await send('POST', refreshPath(id), { refresh_token: body.data.refresh_token })
    const identity = await verifyContext(refreshed.body.data.context, { keys, audience, roomId: id })
    expect([identity.user, identity.claims]).toEqual(['ann', { name: 'ANN' }])
  })

  it('reaches the room client through the token source', async () => {
    const { id, keys, page } = await setUp()
    const source = createJoinTokenSource({ roomId: id, ...joinTokenFrom(page('ann'), id) })
    await source.getToken()
    const { context } = source.getSnapshot()
    source.dispose()
    expect(await verifyContext(context ?? '', { keys, audience })).toMatchObject({ user: 'ann' })
  })

  it('marks participants of a session as verified, forged or duplicated', async () => {
    const h = await setUp()
    const { id, keys, page, emulator, upstream } = h
    const forger = await setUp({ secret: `another ${secret}` })
    const minted = async (user: string) => rooms.createJoinToken(page(user), { room_id: id })
    const { token, context } = await minted('ann')
    const forged = await rooms.createJoinToken(forger.page('ann'), { room_id: forger.id })
    const join = (said?: string | null) =>
      emulator.join(id, { client_token: token, ...(said ? { context: said } : {}) })
    const { session_id } = await join(context)
    await join()
    await join(forged.context)
    await join(context)
    await join((await minted('ben')).context)
    const { data } = await roomSessions.listParticipants(upstream, { room_session_id: session_id ?? '' })
    const marked = await markParticipants(data, { keys, audience, roomId: id })
    expect(marked.map(({ mark }) => mark).sort()).toEqual([
      'duplicated',
      'forged',
      'unverified',
      'verified',
      'verified',
    ])
  })

  it('is not signed for claims that are too large', async () => {
    const claims = { photo: 'x'.repeat(2048) }
    const causes: unknown[] = []
    const { id, send } = await setUp({
      authorize: () => ({ user: 'ann', claims }),
      onRefusal: ({ cause }) => causes.push(cause),
    })
    expect(await send('POST', tokenPath(id))).toMatchObject({ status: 503, body: { code: 'unavailable' } })
    expect(causes).toMatchObject([{ name: 'ConfigError', message: expect.stringContaining('claims') }])
  })
})

describe('the public keys', () => {
  it('are returned without a sign-in, and contain nothing else', async () => {
    const { send } = await setUp({ authorize: () => null })
    const { status, body, headers } = await send('GET', '/telnyx/keys')
    expect(status).toBe(200)
    expect(body.keys).toEqual([
      {
        kty: 'OKP',
        crv: 'Ed25519',
        alg: 'EdDSA',
        use: 'sig',
        x: expect.any(String),
        kid: expect.any(String),
      },
    ])
    // A removed key must not stay trusted because a cache kept the response.
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('allow only GET, and not from another site’s page', async () => {
    const { send } = await setUp()
    const refused = await send('POST', '/telnyx/keys', {})
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET'])
    expect((await send('GET', '/telnyx/keys/')).status).toBe(404)
    expect((await send('GET', '/telnyx/keys', undefined, { origin: 'https://evil.example' })).status).toBe(
      403,
    )
  })

  it('stay the same for a secret, and include all secrets during a rotation', async () => {
    const keysFor = async (given: GatewayOptions['secret'], audience = origin) => {
      const { body } = await harness({ secret: given, audience }).send('GET', '/telnyx/keys')
      return body.keys.map(({ x }: { x: string }) => x)
    }
    const [older] = await keysFor(secret)
    const newSecret = `newer ${secret}`
    expect(await keysFor([newSecret, secret])).toEqual([...(await keysFor(newSecret)), older])
  })

  it('verify contexts from before and after a rotation', async () => {
    const before = await setUp()
    const { context } = await rooms.createJoinToken(before.page('ann'), { room_id: before.id })
    const after = harness({ authorize, secret: [`newer ${secret}`, secret], fetch: before.emulator.fetch })
    const keys = contextKeysFrom(pageOf(after, 'ann'))
    expect(await verifyContext(context ?? '', { keys, audience })).toMatchObject({ user: 'ann' })
    const later = await rooms.createJoinToken(pageOf(after, 'ann'), { room_id: before.id })
    expect(decodeProtectedHeader(later.context ?? '').kid).not.toBe(decodeProtectedHeader(context ?? '').kid)
    expect(await verifyContext(later.context ?? '', { keys, audience })).toMatchObject({ user: 'ann' })
  })

  it('can be set with contextKeys', async () => {
    const [given, older] = [await privateKey(), { ...(await privateKey()), kid: 'of last year' }]
    const { id, send, keys, page } = await setUp({ contextKeys: [given, older] })
    const { body, text } = await send('GET', '/telnyx/keys')
    expect(body.keys.map(({ x }: { x: string }) => x)).toEqual([given.x, older.x])
    expect(body.keys[1].kid).toBe('of last year')
    expect(text).not.toContain(given.d)
    const { context } = await rooms.createJoinToken(page('ann'), { room_id: id })
    expect(await verifyContext(context ?? '', { keys, audience })).toMatchObject({ user: 'ann' })
  })

  const bytes = `${'x'.repeat(42)}8`
  const hush = `hush${'x'.repeat(38)}8`

  it.each([
    ['an empty list', [], 'missing'],
    ['null in a list', [null], 'kty'],
    ['JSON text', `{"d":"${hush}"}`, 'parsed JSON'],
    ['a public key', { kty: 'OKP', crv: 'Ed25519', x: bytes }, 'public key'],
    ['a key of another curve', { kty: 'OKP', crv: 'X25519', x: bytes, d: hush }, 'crv'],
    ['a line break', { kty: 'OKP', crv: 'Ed25519', x: bytes, d: `${hush}\n` }, 'whitespace'],
    ['padding', { kty: 'OKP', crv: 'Ed25519', x: `${bytes}=`, d: hush }, 'padding'],
    ['another spelling', { kty: 'OKP', crv: 'Ed25519', x: `${bytes.slice(0, 42)}9`, d: hush }, 'base64url'],
  ])('are rejected, with the reason, for contextKeys with %s', (_, contextKeys, reason) => {
    const make = () => harness({ contextKeys: contextKeys as never })
    expect(make).toThrow(expect.objectContaining({ name: 'ConfigError' }))
    expect(make).toThrow(reason)
    expect(make).not.toThrow(/hush/)
  })
})
