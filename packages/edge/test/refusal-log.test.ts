import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  createOriginPolicy,
  deny,
  describeRefusal,
  type GatewayOptions,
  type RefusedCall,
} from '../src/index.ts'
import { apiKey, harness, origin, secret } from './harness.ts'

const refreshPath = (id: string) => `/telnyx/rooms/${id}/actions/refresh_client_token`

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the cause of a refusal', () => {
  it('is passed to onRefusal only, with the request id of the response', async () => {
    const refused: RefusedCall[] = []
    const error = new Error('the database is down')
    const { send } = harness({
      authorize: (request) => {
        if (request.headers.get('x-user') === 'ann') throw error
        return deny('owes money')
      },
      onRefusal: (call) => refused.push(call),
    })
    const failed = await send('GET', '/telnyx/rooms')
    const denied = await send('GET', '/telnyx/rooms', undefined, { 'x-user': 'ben' })
    expect(refused).toEqual([
      { status: 503, code: 'unavailable', requestId: failed.body.request_id, cause: error },
      { status: 403, code: 'denied', requestId: denied.body.request_id, cause: 'owes money' },
    ])
    expect(failed.text + denied.text).not.toMatch(/database|money/)
  })

  it.each([
    [
      'fails',
      () => {
        throw new Error('the disk is full')
      },
    ],
    ['fails later', () => Promise.reject(new Error('the disk is full'))],
  ])('does not matter to the response if onRefusal %s', async (_, onRefusal) => {
    expect((await harness({ onRefusal }).send('GET', '/telnyx/nothing')).status).toBe(404)
  })

  it('contains no secret', async () => {
    const refused: RefusedCall[] = []
    const { send } = harness({
      fetch: async () => Promise.reject(new TypeError('lost')),
      onRefusal: (call) => refused.push(call),
    })
    await send('GET', '/telnyx/rooms')
    await send('POST', refreshPath('r1'), { refresh_token: 'mine' })
    const { inspect } = await import('node:util')
    expect(refused).toHaveLength(2)
    expect(inspect(refused, { depth: 20 })).not.toMatch(new RegExp(`${apiKey}|${secret}`))
  })
})

describe('without onRefusal', () => {
  /** Calls a gateway without `onRefusal` and returns what it writes to the console. */
  async function logOf(
    options: Partial<GatewayOptions>,
    path = '/telnyx/rooms',
    headers = {},
  ): Promise<string[]> {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const { send } = harness({ ...options, onRefusal: undefined })
    await send('GET', path, undefined, headers)
    return log.mock.calls.map((args) => args.join(' '))
  }

  it('writes one line for an authorize that throws', async () => {
    const authorize = () => {
      throw new Error('the database is down\nr2 200 all is well')
    }
    expect(await logOf({ authorize })).toEqual([
      expect.stringMatching(/^[\da-f-]{36} 503 unavailable: Error: the database is down r2 200 .* \| at .*$/),
    ])
  })

  it('writes one line for a wrong address of the API, with the reason of the platform', async () => {
    const log = await logOf({ fetch: undefined, baseUrl: 'http://127.0.0.1:1' })
    expect(log).toEqual([expect.stringMatching(/502 upstream_failed: ConnectionError: .* < TypeError: .*$/)])
  })

  it('writes one line for a grant with a misspelled field', async () => {
    const authorize = () => ({ user: 'ann', tokenTtlSec: 30 })
    expect(await logOf({ authorize })).toEqual([expect.stringMatching(/503 unavailable: .*'tokenTtlSec'/)])
  })

  it.each([
    ['401', { authorize: () => null }, '/telnyx/rooms', {}],
    ['403', { authorize: () => deny('no') }, '/telnyx/rooms', {}],
    ['404', {}, '/telnyx/nothing', {}],
    ['422', {}, '/telnyx/rooms?nope=1', {}],
    ['cross-origin 403', {}, '/telnyx/rooms', { origin: 'https://evil.example' }],
  ])('writes nothing for a %s', async (_, options, path, headers) => {
    expect(await logOf(options, path, headers)).toEqual([])
  })

  it('writes no secret', async () => {
    const errors = [{ code: '1', title: `No ${apiKey}`, detail: apiKey }]
    const log = await logOf({ fetch: async () => Response.json({ errors }, { status: 500 }) })
    expect(log).toHaveLength(1)
    expect(log.join()).not.toContain(apiKey)
  })

  it('writes nothing if onRefusal is set, even to a function that does nothing', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const { send } = harness({ authorize: () => Promise.reject(new Error('no')), onRefusal: () => {} })
    expect((await send('GET', '/telnyx/rooms')).status).toBe(503)
    expect(log).not.toHaveBeenCalled()
  })
})

describe('the cause of a cross-origin refusal', () => {
  /** Returns the description of the refusal of a request. */
  async function lineOf(
    options: Partial<GatewayOptions>,
    headers: Record<string, string>,
    url = 'http://127.0.0.1:8787/telnyx/rooms',
  ): Promise<string> {
    const refused: RefusedCall[] = []
    const { gateway } = harness({ ...options, onRefusal: (call) => refused.push(call) })
    await gateway(new Request(url, { headers }))
    expect(refused).toMatchObject([{ status: 403, code: 'cross_origin' }])
    return refused.map(describeRefusal).join('\n')
  }

  it('names the origin of the request, the allowed ones and publicOrigin, as behind Vite’s proxy', async () => {
    expect(await lineOf({}, { origin: 'http://localhost:5173' })).toMatch(
      /: origin http:\/\/localhost:5173; allowed: http:\/\/127\.0\.0\.1:8787, https:\/\/app\.example\. Behind a proxy, set publicOrigin$/,
    )
  })

  it('does not suggest publicOrigin if it is set', async () => {
    expect(
      await lineOf({ publicOrigin: 'https://app.example' }, { origin: 'http://localhost:5173' }),
    ).toMatch(/allowed: https:\/\/app\.example, https:\/\/app\.example$|allowed: https:\/\/app\.example$/)
  })

  it('names Sec-Fetch-Site and the cookie of a request without an origin', async () => {
    expect(await lineOf({}, { 'sec-fetch-site': 'cross-site' })).toContain('Sec-Fetch-Site cross-site')
    expect(await lineOf({}, { cookie: 'a=b' })).toContain('Sec-Fetch-Site none and a cookie')
  })

  it('is one line of limited length, whatever the origin is', async () => {
    const line = await lineOf({}, { origin: `x${'\u00a0r2 200'.repeat(2_000)}` })
    expect(line).not.toContain('\n')
    expect(line.length).toBeLessThan(600)
    expect(line).toContain('allowed: ')
  })

  it('does not reach the page', async () => {
    const { send } = harness()
    const { text } = await send('GET', '/telnyx/rooms', undefined, { origin: 'https://evil.example' })
    expect(text).not.toMatch(/evil|app\.example|gateway\.example/)
  })
})

describe('createOriginPolicy', () => {
  it('rejects a misspelled option, without which fewer origins would be allowed than intended', () => {
    expect(() => createOriginPolicy({ publicOrigins: origin } as never)).toThrow(/'publicOrigins'/)
  })
})
