import { describe, expect, it } from 'vitest'
import { advance, fail, refusal, setUp, useVirtualTime } from '../../test/join-token-setup.ts'
import { createClient } from '../client.ts'
import type { JoinToken } from '../video/rooms.ts'
import { joinTokenFrom } from './join-token-from.ts'

useVirtualTime()

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: object) => `${base64url({ alg: 'Ed25519' })}.${base64url(claims)}.c2ln`
const minute = 60_000

describe('renewal after an odd response', () => {
  const odd: readonly (readonly [string, unknown])[] = [
    ['has a lifetime of 0', { token: 'odd', expires_in_ms: 0 }],
    ['has a negative lifetime', { token: 'odd', expires_in_ms: -1 }],
    ['expired long ago', { token: 'odd', expires_in_ms: -1e15 }],
    ['has a lifetime of NaN', { token: 'odd', expires_in_ms: Number.NaN }],
    ['has a lifetime of null', { token: 'odd', expires_in_ms: null }],
    ['has no lifetime', { token: 'odd' }],
    ['has a lifetime of a millisecond', { token: 'odd', expires_in_ms: 1 }],
    ['has a lifetime of 300 years', { token: 'odd', expires_in_ms: 1e13 }],
    ['has the largest lifetime', { token: 'odd', expires_in_ms: Number.MAX_VALUE }],
    ['has an infinite lifetime', { token: 'odd', expires_in_ms: Number.POSITIVE_INFINITY }],
    ['has claims in milliseconds', { token: jwt({ iat: 1.7e9, exp: 1.7e12 }) }],
    ['has claims without a lifetime', { token: jwt({ iat: 2_000, exp: 1_000 }) }],
    ['has no token', { expires_in_ms: 600_000 }],
    ['has an empty token', { token: ' ', expires_in_ms: 600_000 }],
    ['has a token that is no text', { token: {}, expires_in_ms: 600_000 }],
    ['has the same token', { token: 'token-1', expires_in_ms: 600_000 }],
    ['has a refresh token that is no text', { token: 'odd', expires_in_ms: 600_000, refresh_token: 7 }],
    ['is undefined', undefined],
    ['is null', null],
    ['is text', '<html>'],
    ['is a list', []],
  ]

  it.each(odd)('continues if a single response %s', async (_, response) => {
    const { server, source, events } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(() => response as JoinToken)
    await advance(590_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'success', error: undefined })
    await advance(3 * 60 * minute)
    expect(source.getSnapshot().token).toBe(`token-${server.issued}`)
    expect(server.issued).toBeGreaterThan(15)
    expect(server.calls.length).toBeLessThan(40)
    expect(events.filter(({ type }) => type === 'lost')).toEqual([])
    expect(new Set(server.calls)).toEqual(new Set(['mint', 'refresh sealed']))
  })

  it.each(odd.filter(([name]) => !/that is no text|same/.test(name)))(
    'recovers if each response for 20 minutes %s',
    async (_, response) => {
      const { server, source } = setUp()
      source.subscribe(() => undefined)
      await advance(0)
      server.faults.push(...Array.from({ length: 20 }, () => () => response as JoinToken))
      await advance(20 * minute)
      server.faults.length = 0
      await advance(2 * 60 * minute)
      expect(source.getSnapshot()).toMatchObject({ status: 'success', error: undefined })
      expect(source.getSnapshot().token).toBe(`token-${server.issued}`)
    },
  )

  it('continues if a token was issued by a clock that is a day fast', async () => {
    let calls = 0
    const { source } = setUp({
      mint: async () => {
        const iat = calls++ === 0 ? 90_000 : 1_000 + calls
        return { token: jwt({ iat, exp: iat + 600 }) }
      },
    })
    source.subscribe(() => undefined)
    await advance(599_000)
    const { token } = source.getSnapshot()
    await advance(30 * minute)
    expect(source.getSnapshot()).toMatchObject({ status: 'success', error: undefined })
    expect(source.getSnapshot().token).not.toBe(token)
  })

  it('is due within an hour if the lifetime is not credible', async () => {
    const { source } = setUp({ mint: async () => ({ token: 'odd', expires_in_ms: 1e15 }) })
    await source.getToken()
    expect(source.getSnapshot().expiresAt).toBe(Date.now() + 60 * minute)
  })

  it('is retried in time if the remaining lifetime is short', async () => {
    const { server, source, events } = setUp({}, 10_000)
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(() => ({ token: 'token-1', expires_in_ms: 10_000 }))
    await advance(minute)
    expect(events.filter(({ type }) => type === 'lost')).toEqual([])
  })
})

describe('responses that are not the API’s', () => {
  const html = '<!doctype html><title>Sign in to the hotel’s network</title>'
  const foreign: readonly (readonly [string, () => Response])[] = [
    ['an HTML page', () => new Response(html, { headers: { 'content-type': 'text/html' } })],
    ['an HTML page with status 203', () => new Response(html, { status: 203 })],
    ['an HTML page with status 403', () => new Response(`\n${html}`, { status: 403 })],
    ['an HTML page with status 404', () => new Response(html, { status: 404 })],
    ['an HTML page with status 407', () => new Response(html, { status: 407 })],
    ['an empty body', () => new Response('')],
    ['no content', () => new Response(null, { status: 204 })],
    ['JSON of something else', () => Response.json({ login: 'required' })],
    ['JSON without a token', () => Response.json({ data: {} }, { status: 201 })],
    ['JSON with an empty token', () => Response.json({ data: { token: '' } }, { status: 201 })],
    ['JSON null', () => Response.json(null)],
    ['a JSON list', () => Response.json([1, 2])],
    ['incomplete JSON', () => new Response('{"data":{"token":"e')],
    ['binary data', () => new Response(new Uint8Array([0xff, 0xfe, 0, 1]))],
  ]

  function throughNetwork() {
    const calledAt: number[] = []
    const network = { respond: undefined as (() => Response) | undefined, issued: 0 }
    const client = createClient({
      baseUrl: 'http://127.0.0.1/telnyx',
      fetch: async () => {
        calledAt.push(Date.now())
        const token = { token: `token-${++network.issued}`, expires_in_ms: 600_000, refresh_token: 'sealed' }
        return network.respond?.() ?? Response.json({ data: token }, { status: 201 })
      },
    })
    const { source, events } = setUp(joinTokenFrom(client, 'room-1'))
    return { source, events, network, calledAt }
  }

  it.each(foreign)('are retried while the token is valid: %s for two minutes', async (_, respond) => {
    const { source, events, network, calledAt } = throughNetwork()
    source.subscribe(() => undefined)
    await advance(460_000)
    network.respond = respond
    await advance(2 * minute)
    expect(source.getSnapshot()).toMatchObject({ status: 'success', token: 'token-1' })
    network.respond = undefined
    await advance(2 * minute)
    expect(source.getSnapshot()).toMatchObject({ status: 'success', error: undefined })
    expect(events.filter(({ type }) => type === 'lost')).toEqual([])
    expect(calledAt.length).toBeLessThan(7)
  })

  it.each(foreign)('are retried at growing intervals without a token: %s for an hour', async (_, respond) => {
    const { source, network, calledAt } = throughNetwork()
    network.respond = respond
    source.subscribe(() => undefined)
    await advance(60 * minute)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', token: undefined })
    const waits = calledAt.slice(1).map((at, index) => at - (calledAt[index] ?? 0))
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(waits.slice(0, 5)).toEqual([500, 1_500, 4_500, 13_500, 15_000])
    network.respond = undefined
    await advance(30_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'success', error: undefined })
  })

  it('reject getToken after a minute', async () => {
    const { source, network } = throughNetwork()
    network.respond = () => new Response(html)
    const promise = expect(source.getToken()).rejects.toMatchObject({ name: 'AnswerError' })
    await advance(2 * minute)
    await promise
  })

  it('do not hide a terminal error', async () => {
    const { source, network, calledAt } = throughNetwork()
    network.respond = () => new Response(html)
    source.subscribe(() => undefined)
    await advance(minute)
    network.respond = () =>
      Response.json({ errors: [{ code: '10005', title: 'not found' }] }, { status: 404 })
    await advance(minute)
    expect(source.getSnapshot().error).toMatchObject({ status: 404 })
    const calls = calledAt.length
    await advance(60 * minute)
    expect(calledAt).toHaveLength(calls)
  })
})

describe('an old token', () => {
  it('is not adopted, however often it comes', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    const same = () => ({ token: 'token-1', expires_in_ms: 600_000 })
    server.faults.push(...Array.from({ length: 100 }, () => same))
    await advance(475_000)
    expect(source.getSnapshot()).toMatchObject({
      status: 'success',
      token: 'token-1',
      error: { name: 'StaleTokenError' },
    })
    await advance(20 * minute)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', error: { name: 'StaleTokenError' } })
    expect(server.calls.length).toBeLessThan(100)
    server.faults.length = 0
    await advance(30_000)
    expect(source.getSnapshot()).toMatchObject({ token: 'token-2', error: undefined })
  })

  it('is retried after five seconds at the earliest, and then at growing intervals', async () => {
    const calledAt: number[] = []
    const { source } = setUp({
      mint: async () => {
        calledAt.push(Date.now())
        return { token: 'token-1', expires_in_ms: 600_000 }
      },
    })
    source.subscribe(() => undefined)
    await advance(0)
    source.reportRejected('token-1')
    await advance(2 * minute)
    const waits = calledAt.slice(1).map((at, index) => at - (calledAt[index] ?? 0))
    expect(waits.slice(0, 7)).toEqual([0, 5_000, 5_000, 5_000, 13_500, 15_000, 15_000])
  })
})

describe('a wait of 0 that the server requests', () => {
  it('is honored once, and then grows', async () => {
    const { server, source } = setUp()
    server.faults.push(...Array.from({ length: 1_000 }, () => fail(refusal(503, { retryAfterMs: 0 }))))
    source.subscribe(() => undefined)
    await advance(10 * minute)
    expect(server.calls.length).toBeLessThan(50)
  })
})
