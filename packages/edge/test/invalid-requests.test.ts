import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { apiKey, harness, origin, secret } from './harness.ts'

const send = harness().send

describe('the origin check', () => {
  it.each([
    ['its own origin', { origin: 'https://gateway.example' }, 200],
    ['an allowed origin', { origin }, 200],
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['an origin with the allowed one as its prefix', { origin: `${origin}.evil.example` }, 403],
    ['an origin with a similar end', { origin: 'https://evil-app.example' }, 403],
    ['another scheme', { origin: 'http://app.example' }, 403],
    ['another port', { origin: `${origin}:8443` }, 403],
    ['another letter case', { origin: 'https://App.example' }, 403],
    ['the null origin', { origin: 'null' }, 403],
    ['no origin, from the page itself', { origin: '', 'sec-fetch-site': 'same-origin' }, 200],
    ['no origin, from the address bar', { origin: '', 'sec-fetch-site': 'none' }, 200],
    ['no origin, from another site', { origin: '', 'sec-fetch-site': 'cross-site' }, 403],
    ['no origin, from a sibling site', { origin: '', 'sec-fetch-site': 'same-site' }, 403],
    ['a client that is not a browser, without a cookie', { origin: '' }, 200],
    ['a client without both headers, with a cookie', { origin: '', cookie: 'session=x' }, 403],
  ])('answers %s (%j) with %i', async (_, headers, status) => {
    const { gateway } = harness()
    const sentHeaders = Object.entries({ 'x-user': 'ann', ...headers }).filter(([, value]) => value !== '')
    const response = await gateway(
      new Request('https://gateway.example/telnyx/rooms', { headers: sentHeaders as [string, string][] }),
    )
    expect(response.status).toBe(status)
    expect(response.headers.get('vary')).toBe('Origin')
    const named = response.headers.get('access-control-allow-origin')
    expect(named).toBe(status === 200 && headers.origin ? headers.origin : null)
  })

  it('rejects an empty Origin', async () => {
    expect((await send('GET', '/telnyx/rooms', undefined, { origin: '' })).body.code).toBe('cross_origin')
  })

  it('answers a preflight from an allowed origin only', async () => {
    const preflight = (from: string) =>
      send('OPTIONS', '/telnyx/rooms', undefined, { origin: from, 'access-control-request-method': 'POST' })
    const allowed = await preflight(origin)
    expect([allowed.status, allowed.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, POST'])
    expect(allowed.headers.get('access-control-max-age')).toBe('600')
    expect((await preflight('https://evil.example')).status).toBe(403)
  })
})

describe('an invalid request', () => {
  it.each([
    ['an endpoint that is not exposed', 'DELETE', '/telnyx/rooms/r1', undefined, 405],
    ['another endpoint that is not exposed', 'POST', '/telnyx/room_sessions/s1/actions/end', {}, 404],
    ['a path outside of the base path', 'GET', '/rooms', undefined, 404],
    ['a base path that is longer', 'GET', '/telnyxx/rooms', undefined, 404],
    ['an escaped slash', 'GET', '/telnyx/rooms/a%2Fsessions', undefined, 404],
    ['an escaped backslash', 'GET', '/telnyx/rooms/a%5Cb', undefined, 404],
    ['dots', 'GET', '/telnyx/rooms/../x', undefined, 404],
    ['escaped dots', 'GET', '/telnyx/rooms/r1/%2e%2e/%2e%2e/x', undefined, 404],
    ['dots that are escaped twice', 'GET', '/telnyx/rooms/%252e%252e', undefined, 404],
    ['a double slash', 'GET', '/telnyx//rooms', undefined, 404],
    ['another letter case', 'GET', '/telnyx/Rooms', undefined, 404],
    ['a malformed escape', 'GET', '/telnyx/rooms/%zz', undefined, 404],
    ['a slash at the end', 'GET', '/telnyx/rooms/', undefined, 404],
    ['another method', 'PUT', '/telnyx/rooms', {}, 405],
    ['an unknown method', 'PROPFIND', '/telnyx/rooms', undefined, 405],
    ['JSON of another type', 'POST', '/telnyx/rooms', '{}', 415, { 'content-type': 'text/plain' }],
    [
      'a form',
      'POST',
      '/telnyx/rooms',
      'unique_name=x',
      415,
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['a truncated body', 'POST', '/telnyx/rooms', '{"unique_name":', 400],
    ['a body that is a list', 'POST', '/telnyx/rooms', [], 400],
    ['a body of a megabyte', 'POST', '/telnyx/rooms', { unique_name: 'x'.repeat(1 << 20) }, 413],
    ['an unknown field', 'POST', '/telnyx/rooms', { admin: true }, 422],
    ['the name of a prototype', 'POST', '/telnyx/rooms', '{"__proto__":{"admin":true}}', 422],
    [
      'the name of a constructor',
      'POST',
      '/telnyx/rooms',
      '{"constructor":{"prototype":{"admin":true}}}',
      422,
    ],
    ['the name of a prototype in the query', 'GET', '/telnyx/rooms?__proto__[admin]=1', undefined, 422],
    ['a webhook URL', 'POST', '/telnyx/rooms', { webhook_event_url: 'https://evil.example' }, 422],
    ['another room in the query', 'GET', '/telnyx/rooms/r1?room_id=r2', undefined, 404],
    [
      'a field in the query of a call with a body',
      'POST',
      '/telnyx/rooms?max_participants=9',
      undefined,
      422,
    ],
    ['a field of the wrong type', 'POST', '/telnyx/rooms', { max_participants: '9' }, 422],
    [
      'a lifetime over the maximum',
      'POST',
      '/telnyx/rooms/r1/actions/generate_join_client_token',
      { token_ttl_secs: 1e9 },
      422,
    ],
  ])('is rejected: %s', async (_, method, path, body, status, headers: Record<string, string> = {}) => {
    const answer = await send(method, path, body, headers)
    expect(answer).toMatchObject({ status, body: { status, code: expect.any(String) } })
    expect(answer.text + JSON.stringify([...answer.headers])).not.toMatch(
      new RegExp(`${apiKey}|${secret}|evil`),
    )
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
  })

  it('is rejected if its body is longer than declared', async () => {
    const { body } = await send('POST', '/telnyx/rooms', `{}${' '.repeat(16 * 1024)}`, {
      'content-length': '2',
    })
    expect(body).toMatchObject({ status: 413, code: 'too_large' })
  })

  it('is read only up to the limit if its body is endless', async () => {
    let pulled = 0
    const body = new ReadableStream({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(1024).fill(0x20))
      },
    })
    const headers = { 'x-user': 'ann', 'content-type': 'application/json', origin }
    const init = { method: 'POST', headers, body, duplex: 'half' }
    const response = await harness().gateway(new Request('https://gateway.example/telnyx/rooms', init))
    expect(response.status).toBe(413)
    expect(pulled).toBeLessThan(64)
  })

  it('is 404 if its host is invalid', async () => {
    const { gateway } = harness({ webhooks: { publicKeys: `${'A'.repeat(43)}=` }, onWebhook: () => {} })
    for (const method of ['GET', 'POST']) {
      const request = new Request('https://gateway.example/telnyx/webhooks', { method, headers: { origin } })
      // As workerd passes a request with an invalid `Host` header.
      Object.defineProperty(request, 'url', { value: 'http://a b/telnyx/webhooks' })
      expect((await gateway(request)).status).toBe(404)
    }
  })

  it('is not reflected in the headers of the response', async () => {
    const answer = await send('GET', '/telnyx/rooms', undefined, { 'x-request-id': 'mine', 'x-evil': 'evil' })
    expect(answer.headers.get('x-request-id')).not.toBe('mine')
    expect(JSON.stringify([...answer.headers])).not.toContain('evil')
  })

  it('gets no webhook_* field in a response, at any depth', async () => {
    const h = harness()
    const { id } = await rooms.create(h.upstream, { webhook_event_url: 'https://hook.example' })
    for (const path of [`/telnyx/rooms/${id}`, '/telnyx/rooms?include_sessions=true']) {
      expect((await h.send('GET', path)).text).not.toContain('webhook')
    }
  })
})
