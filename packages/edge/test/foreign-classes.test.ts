import { runInNewContext } from 'node:vm'
import { rooms } from '@greenroom/core/video'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RefusedCall } from '../src/index.ts'
import { harness, origin } from './harness.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A `Response` of another realm, with a body stream of that realm. */
class ForeignResponse {
  readonly status: number
  readonly statusText = ''
  readonly headers: Headers
  readonly body: object | null
  bodyUsed = false
  readonly #text: string

  constructor(text: string, status: number, headers: Record<string, string> = {}) {
    this.#text = text
    this.status = status
    this.headers = new Headers(headers)
    this.body = text === '' ? null : { getReader() {} }
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return runInNewContext('new Uint8Array(bytes).buffer', { bytes: [...Buffer.from(this.#text)] })
  }
}

describe('authorize', () => {
  it.each([
    ['of another realm', () => new ForeignResponse('pay first', 402, { vary: 'Cookie' })],
    ['of this realm', () => new Response('pay first', { status: 402, headers: { vary: 'Cookie' } })],
  ])('answers with a response %s', async (_, respond) => {
    for (const authorize of [
      () => respond(),
      async () => respond(),
      () => {
        throw respond()
      },
      () => Promise.reject(respond()),
    ]) {
      const answer = await harness({ authorize: authorize as never }).send('GET', '/telnyx/rooms')
      expect([answer.status, answer.text]).toEqual([402, 'pay first'])
      expect(answer.headers.get('vary')).toBe('Cookie, Origin')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })

  it('answers with a fetched response after a server replaced the global class', async () => {
    const fetched = new Response('{"pay":"first"}', {
      status: 402,
      headers: { 'content-type': 'application/json' },
    })
    // As `@hono/node-server` does.
    vi.stubGlobal('Response', class extends Response {})
    const answer = await harness({ authorize: () => fetched }).send('GET', '/telnyx/rooms')
    expect([answer.status, answer.body]).toEqual([402, { pay: 'first' }])
  })

  it('answers with a response without a body', async () => {
    const polyfilled = Object.assign(new ForeignResponse('', 205), { body: undefined })
    const streamed = Object.assign(new ForeignResponse('', 204), { body: { getReader() {} } })
    const responses = [
      new ForeignResponse('', 204),
      new Response(null, { status: 304 }),
      polyfilled,
      streamed,
    ]
    for (const response of responses) {
      const answer = await harness({ authorize: () => response as never }).send('GET', '/telnyx/rooms')
      expect([answer.status, answer.text]).toEqual([response.status, ''])
    }
  })

  it('does not declare the encoding of a fetched response, which is decoded', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-length': '33', 'x-plan': 'free' }
    const fetched = new Response('pay first', { status: 402, headers })
    Object.defineProperty(fetched, 'url', { value: 'https://billing.example/' })
    const answer = await harness({ authorize: () => fetched }).send('GET', '/telnyx/rooms')
    expect([answer.status, answer.text, answer.headers.get('x-plan')]).toEqual([402, 'pay first', 'free'])
    expect(answer.headers.has('content-encoding')).toBe(false)
    expect(answer.headers.has('content-length')).toBe(false)
  })

  it('keeps all cookies and binary content of a response', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    const headers = new Headers([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ])
    const { gateway } = harness({ authorize: () => new Response(bytes, { headers }) })
    const response = await gateway(new Request('https://gateway.example/telnyx/rooms'))
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  })

  it('is named as the cause if the body of its response was already read', async () => {
    const refused: RefusedCall[] = []
    const authorize = async () => {
      const response = new Response('pay first', { status: 402 })
      await response.text()
      return response
    }
    const { send } = harness({ authorize, onRefusal: (call) => refused.push(call) })
    expect((await send('GET', '/telnyx/rooms')).body.code).toBe('unavailable')
    expect(refused[0]?.cause).toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/already read/),
    })
  })

  it.each([
    ['a grant with the fields of a response', { user: 'ann', status: 200, headers: {} }],
    ['a number', 200],
    ['a text', 'ok'],
    ['a network error', Response.error()],
  ])('rejects the call if it returns %s', async (_, result) => {
    const { send } = harness({ authorize: () => result as never })
    expect((await send('GET', '/telnyx/rooms')).status).toBe(503)
  })
})

describe('a request', () => {
  /** A `Request` of another class, such as that of `@hono/node-server`. */
  function foreignRequest(path: string, init: RequestInit = {}) {
    const request = new Request(`https://gateway.example${path}`, init)
    return {
      method: request.method,
      url: request.url,
      headers: {
        get: (name: string) => request.headers.get(name),
        has: (name: string) => request.headers.has(name),
      },
      get body() {
        return request.body
      },
      get bodyUsed() {
        return request.bodyUsed
      },
      arrayBuffer: () => request.arrayBuffer(),
    } as never as Request
  }
  const headers = { origin, 'x-user': 'ann', 'content-type': 'application/json' }

  it('of another class is served', async () => {
    const { gateway } = harness()
    const body = JSON.stringify({ unique_name: 'x' })
    const created = await gateway(foreignRequest('/telnyx/rooms', { method: 'POST', headers, body }))
    expect(created.status).toBe(201)
    expect((await gateway(foreignRequest('/telnyx/rooms', { headers }))).status).toBe(200)
    expect((await gateway(foreignRequest('/telnyx/rooms'))).status).toBe(401)
  })

  it('can be a URL of another class, with an init', async () => {
    const { gateway } = harness()
    const url = { href: 'https://gateway.example/telnyx/rooms', toString: () => url.href }
    expect((await gateway(url as never, { headers })).status).toBe(200)
    expect((await gateway(new URL(url.href), { headers })).status).toBe(200)
    expect((await gateway(url.href, { headers })).status).toBe(200)
  })
})

describe('a query field of the mount', () => {
  /** Adds the path's segments as Next does with `runtime = 'edge'`. */
  const withSegments = (path: string, name = 'path', from = 2) => {
    const [pathname = '', query = ''] = path.split('?')
    const added = pathname
      .split('/')
      .slice(from)
      .map((segment) => `${name}=${segment}`)
    return `${pathname}?${[query, ...added].filter((field) => field !== '').join('&')}`
  }

  it('is ignored if its values are segments of the path', async () => {
    const { send, upstream, emulator } = harness()
    const { id } = await rooms.create(upstream, { unique_name: 'x' })
    const mint = `/telnyx/rooms/${id}/actions/generate_join_client_token`
    expect((await send('GET', withSegments('/telnyx/rooms'))).status).toBe(200)
    expect((await send('GET', withSegments(`/telnyx/rooms/${id}`))).status).toBe(200)
    expect((await send('POST', withSegments(mint), {})).status).toBe(201)
    expect((await send('GET', withSegments('/telnyx/rooms', 'slug', 1))).status).toBe(200)
    expect((await send('GET', `/telnyx/rooms?path=${encodeURIComponent(`rooms/${id}`)}`)).status).toBe(422)
    expect((await send('GET', `/telnyx/rooms/${id}?path=${encodeURIComponent(`rooms/${id}`)}`)).status).toBe(
      200,
    )
    expect(emulator.requests().every(({ path }) => !path.includes('path='))).toBe(true)
  })

  it('does not hide the fields of the page', async () => {
    const { send, upstream } = harness()
    for (const unique_name of ['x', 'y']) await rooms.create(upstream, { unique_name })
    const answer = await send('GET', withSegments('/telnyx/rooms?filter[unique_name]=y&page[size]=5'))
    expect(answer.body.data).toMatchObject([{ unique_name: 'y' }])
    expect((await send('GET', withSegments('/telnyx/rooms?nope=1'))).body.pointer).toBe('/nope')
  })

  it.each([
    'path=elsewhere',
    'path=room',
    'path=rooms&path=elsewhere',
    'path=telnyx&path=elsewhere&path=rooms',
    'path=',
    'path',
    'include_sessions=rooms',
  ])('is not ignored otherwise: %s', async (query) => {
    expect((await harness().send('GET', `/telnyx/rooms?${query}`)).status).toBe(422)
  })
})
