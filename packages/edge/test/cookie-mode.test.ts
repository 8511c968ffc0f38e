import { createClient } from '@greenroom/core'
import { createJoinTokenSource, joinTokenFrom } from '@greenroom/core/join-token'
import { rooms } from '@greenroom/core/video'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearRefreshCookies, createGateway, deny, type GatewayOptions } from '../src/index.ts'
import { apiKey, harness, origin, secret } from './harness.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const mintPath = (id: string) => `/telnyx/rooms/${id}/actions/generate_join_client_token`
const refreshPath = (id: string) => `/telnyx/rooms/${id}/actions/refresh_client_token`

/** A browser's cookies, in order of creation. A new value does not change the order. */
function cookieJar() {
  const kept = new Map<string, string>()
  return {
    kept,
    header: () => [...kept].map(([name, value]) => `${name}=${value}`).join('; '),
    take(headers: Headers) {
      for (const line of headers.getSetCookie()) {
        const [, name = '', value = '', attributes = ''] = /^([^=]+)=([^;]*)(.*)$/.exec(line) ?? []
        if (/Max-Age=0/.test(attributes)) kept.delete(name)
        else kept.set(name, value)
      }
    },
  }
}

function setUp(options: Partial<GatewayOptions> = {}) {
  const h = harness({ cookieMode: true, ...options })
  const jar = cookieJar()
  const call = async (path: string, body: object = {}, user = 'ann') => {
    const cookie = jar.header()
    const answer = await h.send('POST', path, body, { 'x-user': user, ...(cookie ? { cookie } : {}) })
    jar.take(answer.headers)
    return answer
  }
  return {
    ...h,
    jar,
    newRoom: async () => (await rooms.create(h.upstream, {})).id,
    mint: (id: string, user?: string) => call(mintPath(id), {}, user),
    refresh: (id: string, user?: string) => call(refreshPath(id), { refresh_token: 'cookie' }, user),
  }
}

describe('in cookie mode a gateway', () => {
  it('sets the handle in an HttpOnly cookie, and sends the page a constant', async () => {
    const { newRoom, mint, jar } = setUp()
    const id = await newRoom()
    const { headers, body, text } = await mint(id)
    expect(body.data.refresh_token).toBe('cookie')
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(
        new RegExp(
          `^__Host-greenroom-${id}=[\\w-]+(\\.[\\w-]*){4}; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Strict$`,
        ),
      ),
    ])
    expect(text).not.toContain([...jar.kept.values()][0])
  })

  it('sets the cookie to expire with the handle', async () => {
    const { newRoom, mint } = setUp({ authorize: () => ({ user: 'ann', refreshTtlSecs: 90 }) })
    const { headers } = await mint(await newRoom())
    expect(headers.getSetCookie()).toEqual([expect.stringContaining('; Max-Age=90;')])
  })

  it('refreshes with it, and the token opens the room', async () => {
    const { newRoom, mint, refresh, emulator } = setUp()
    const id = await newRoom()
    const minted = await mint(id)
    const refreshed = await refresh(id)
    expect(refreshed).toMatchObject({ status: 201, body: { data: { expires_in_ms: 600_000 } } })
    expect(refreshed.body.data.token).not.toBe(minted.body.data.token)
    await emulator.join(id, { client_token: refreshed.body.data.token })
  })

  it('works with an unchanged token source', async () => {
    const { gateway, newRoom, jar, emulator } = setUp()
    const id = await newRoom()
    const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init)
      if (jar.kept.size > 0) request.headers.set('cookie', jar.header())
      const response = await gateway(request)
      jar.take(response.headers)
      return response
    }
    const headers = { origin, 'x-user': 'ann' }
    const page = createClient({ baseUrl: 'https://gateway.example/telnyx', fetch, headers })
    const source = createJoinTokenSource({ roomId: id, ...joinTokenFrom(page, id) })
    await source.getToken()
    vi.setSystemTime(Date.now() + 5_000)
    await source.refresh()
    source.dispose()
    const routes = emulator.requests().map(({ route }) => route)
    expect(routes.slice(-2)).toEqual([
      '/rooms/{room_id}/actions/generate_join_client_token',
      '/rooms/{room_id}/actions/refresh_client_token',
    ])
  })

  it('rejects the cookie of another user, and removes it', async () => {
    const { newRoom, mint, refresh, jar, emulator } = setUp()
    const id = await newRoom()
    await mint(id)
    const before = emulator.requests().length
    expect(await refresh(id, 'ben')).toMatchObject({ status: 403, body: { code: 'refresh_invalid' } })
    expect(emulator.requests()).toHaveLength(before)
    expect(jar.kept.size).toBe(0)
    expect((await mint(id, 'ben')).status).toBe(201)
    expect((await refresh(id, 'ben')).status).toBe(201)
  })

  it('rejects the constant without a cookie, or with the handle of another room', async () => {
    const { newRoom, mint, refresh, jar } = setUp()
    const [id, other] = [await newRoom(), await newRoom()]
    const invalid = { status: 403, body: { code: 'refresh_invalid', terminal: false } }
    expect(await refresh(id)).toMatchObject(invalid)
    await mint(other)
    jar.kept.set(`__Host-greenroom-${id}`, jar.kept.get(`__Host-greenroom-${other}`) ?? '')
    expect(await refresh(id)).toMatchObject(invalid)
    expect([...jar.kept.keys()]).toEqual([`__Host-greenroom-${other}`])
  })

  it('keeps a valid cookie if the page sent another value', async () => {
    const { newRoom, mint, send, jar } = setUp()
    const id = await newRoom()
    await mint(id)
    const cookie = jar.header() ?? ''
    const { status, headers } = await send('POST', refreshPath(id), { refresh_token: 'Cookie' }, { cookie })
    expect([status, headers.getSetCookie()]).toEqual([403, []])
  })

  it('removes the cookie of an expired handle', async () => {
    const { newRoom, mint, refresh, jar } = setUp()
    const id = await newRoom()
    await mint(id)
    vi.setSystemTime(Date.now() + 3_600_001)
    expect(await refresh(id)).toMatchObject({ status: 403, body: { code: 'refresh_expired' } })
    expect(jar.kept.size).toBe(0)
  })

  it('removes the cookie if the API rejects the token, but not if the API fails', async () => {
    let status = 500
    const up = setUp()
    const id = await up.newRoom()
    const { jar, refresh, mint } = setUp({
      fetch: async (input, init) => {
        const request = new Request(input, init)
        const isRefresh = request.url.endsWith('refresh_client_token')
        return isRefresh ? Response.json({ errors: [] }, { status }) : up.emulator.fetch(request)
      },
    })
    await mint(id)
    expect((await refresh(id)).status).toBe(502)
    expect(jar.kept.size).toBe(1)
    status = 403
    expect((await refresh(id)).body.code).toBe('refresh_invalid')
    expect(jar.kept.size).toBe(0)
  })

  it('calls authorize at every refresh', async () => {
    let isBanned = false
    const { newRoom, mint, refresh } = setUp({
      authorize: () => (isBanned ? deny('banned', { revoked: true }) : { user: 'ann' }),
    })
    const id = await newRoom()
    await mint(id)
    isBanned = true
    expect(await refresh(id)).toMatchObject({ status: 403, body: { code: 'revoked' } })
  })

  it('keeps the cookies of four rooms, and removes the oldest for a fifth', async () => {
    const { newRoom, mint, refresh, jar } = setUp()
    const ids = await Promise.all(Array.from({ length: 5 }, newRoom))
    for (const id of ids) await mint(id)
    expect([...jar.kept.keys()]).toEqual(ids.slice(1).map((id) => `__Host-greenroom-${id}`))
    // The removed handle is replaced by a new mint.
    expect((await refresh(ids[0] ?? '')).body.code).toBe('refresh_invalid')
    for (const id of ids.slice(1)) expect((await refresh(id)).status).toBe(201)
  })

  it('omits the refresh token if the cookie would be too long', async () => {
    const { id, fetch } = await (async () => {
      const up = setUp()
      return { id: await up.newRoom(), fetch: up.emulator.fetch }
    })()
    const { mint, jar } = setUp({
      fetch: async (input, init) => {
        const { data } = (await (await fetch(input, init)).json()) as { data: object }
        return Response.json({ data: { ...data, refresh_token: 'x'.repeat(4000) } }, { status: 201 })
      },
    })
    const { status, body } = await mint(id)
    expect([status, body.data.refresh_token, jar.kept.size]).toEqual([201, undefined, 0])
  })

  it('sets a cookie for each request that shares a mint', async () => {
    const { newRoom, mint, refresh, jar } = setUp()
    const id = await newRoom()
    await mint(id)
    jar.kept.clear()
    await mint(id)
    expect((await refresh(id)).status).toBe(201)
  })

  it('rejects calls with the cookie from another site’s page', async () => {
    const { newRoom, mint, send, jar, emulator } = setUp()
    const id = await newRoom()
    await mint(id)
    const before = emulator.requests().length
    const cookie = jar.header()
    const refresh = (headers: Record<string, string>, body: unknown = { refresh_token: 'cookie' }) =>
      send('POST', refreshPath(id), body, { cookie, ...headers })
    expect((await refresh({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await refresh({ origin: 'null' })).status).toBe(403)
    expect((await refresh({ 'content-type': 'text/plain' }, '{"refresh_token":"cookie"}')).status).toBe(415)
    expect(emulator.requests()).toHaveLength(before)
  })

  it('accepts a handle from before cookie mode was enabled', async () => {
    const { emulator, upstream, send } = harness()
    const { id } = await rooms.create(upstream, {})
    const { body } = await send('POST', mintPath(id))
    const later = setUp({ fetch: emulator.fetch })
    const { refresh_token } = body.data
    expect((await later.send('POST', refreshPath(id), { refresh_token })).status).toBe(201)
  })

  it('rejects a publicOrigin for which browsers ignore secure cookies', () => {
    const make = (publicOrigin: string) =>
      createGateway({
        apiKey,
        secret,
        audience: origin,
        basePath: '/telnyx',
        expose: [rooms.list],
        authorize: () => null,
        cookieMode: true,
        publicOrigin,
      })
    expect(() => make('http://app.example')).toThrow(/cookieMode/)
    for (const good of ['https://app.example', 'http://localhost:5173'])
      expect(() => make(good)).not.toThrow()
  })
})

describe('clearRefreshCookies', () => {
  it('removes the cookies of all rooms, and no others', async () => {
    const { newRoom, mint, refresh, jar } = setUp()
    const ids = [await newRoom(), await newRoom()]
    for (const id of ids) await mint(id)
    jar.kept.set('session', 'x')
    const request = new Request('https://app.example/session', { headers: { cookie: jar.header() } })
    const headers = new Headers()
    for (const cookie of clearRefreshCookies(request)) headers.append('set-cookie', cookie)
    jar.take(headers)
    expect([...jar.kept.keys()]).toEqual(['session'])
    expect((await refresh(ids[0] ?? '')).body.code).toBe('refresh_invalid')
    expect(clearRefreshCookies(new Request('https://app.example/'))).toEqual([])
  })

  it('ignores forged cookie names', () => {
    const cookie =
      '__Host-greenroom-a\tb=1; __Host-greenroom-=2; __Host-greenroom-x<y>=3; a=__Host-greenroom-z'
    const request = { headers: new Map([['cookie', cookie]]) } as unknown as Request
    expect(clearRefreshCookies(request)).toEqual([])
  })
})
