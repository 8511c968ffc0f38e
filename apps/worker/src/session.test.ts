import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { appOrigin, bindings, openPage } from '../test/page.ts'

describe('a sign-in', () => {
  it('creates a user, and a cookie that is valid until they sign out', async () => {
    const page = openPage()
    expect(await page.send('GET', '/session')).toMatchObject({ status: 401, body: { code: 'signed_out' } })

    const signedIn = await page.send('POST', '/session', { name: ' Ann ' })
    expect(signedIn).toMatchObject({ status: 201, body: { user: { id: expect.any(String), name: 'Ann' } } })
    const session = await page.send('GET', '/session')
    expect(session).toMatchObject({ status: 200, body: signedIn.body })
    expect(session.headers.get('cache-control')).toBe('no-store')

    expect((await page.send('DELETE', '/session')).status).toBe(204)
    expect((await page.send('GET', '/session')).status).toBe(401)
  })

  it('creates different users for the same name', async () => {
    expect(await openPage().signIn('Ann')).not.toBe(await openPage().signIn('Ann'))
  })

  it('hides the cookie from scripts and other sites', async () => {
    const { headers } = await openPage().send('POST', '/session', { name: 'Ann' })
    expect(headers.get('set-cookie')).toMatch(/^user=.+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('binds the cookie to the host when the origin is HTTPS', async () => {
    const page = openPage(bindings({ APP_ORIGIN: 'https://app.example' }))
    const { headers } = await page.send('POST', '/session', { name: 'Ann' })
    expect(headers.get('set-cookie')).toMatch(/^__Host-user=.+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect((await page.send('GET', '/session')).body.user.name).toBe('Ann')
  })

  it.each(['J', 'x'.repeat(40), 'José Ñandú', '王小明', 'می‌خواهم', '👩‍💻 Ada', "O'Brien-Smith (she)"])(
    'accepts the name %j',
    async (name) => {
      const { status, body } = await openPage().send('POST', '/session', { name })
      expect([status, body.user?.name]).toEqual([201, name])
    },
  )

  it.each([
    ['an empty name', ''],
    ['a name of spaces', '   '],
    ['a name of 41 characters', 'x'.repeat(41)],
    ['a name with a line break', 'Ann\nAdmin'],
    ['a name that changes the writing direction', 'Ann\u202Enimda'],
    ['an invisible name', '\u200B\u200D\u3164'],
    ['a name with half a surrogate pair', 'Ann\uD83D'],
    ['a number as a name', 7],
    ['a missing name', undefined],
  ])('rejects %s and names the field', async (_, name) => {
    const answer = await openPage().send('POST', '/session', { name })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_input', pointer: '/name' } })
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it.each([
    ['an unknown field', '{"name":"Ann","id":"root"}', 422, undefined],
    ['__proto__', '{"name":"Ann","__proto__":{"id":"root"}}', 422, undefined],
    ['a truncated body', '{"name":', 400, undefined],
    ['a body of a megabyte', JSON.stringify({ name: 'x'.repeat(1 << 20) }), 413, undefined],
    ['JSON as text/plain', '{"name":"Ann"}', 415, 'text/plain'],
    ['a form', 'name=Ann', 415, 'application/x-www-form-urlencoded'],
  ])('rejects %s', async (_, body, status, type) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type }
    const answer = await openPage().send('POST', '/session', body, headers)
    expect(answer).toMatchObject({ status, body: { status, terminal: true } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })
})

describe('a session cookie', () => {
  const { SESSION_SECRET = '' } = bindings()

  function forge(secret: string, claims: { readonly aud?: string; readonly exp?: string } = {}) {
    return new SignJWT({ name: 'Root' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('root')
      .setAudience(claims.aud ?? appOrigin)
      .setExpirationTime(claims.exp ?? '1h')
      .sign(new TextEncoder().encode(secret))
  }

  it('is accepted if it is signed with the secret, for this app and in time', async () => {
    const page = openPage()
    page.cookie = `user=${await forge(SESSION_SECRET)}`
    expect((await page.send('GET', '/session')).body).toEqual({ user: { id: 'root', name: 'Root' } })
  })

  it.each([
    ['it is signed with another secret', () => forge('another secret of thirty-two bytes!')],
    ['it is for another app', () => forge(SESSION_SECRET, { aud: 'https://other.example' })],
    ['it has expired', () => forge(SESSION_SECRET, { exp: '-1s' })],
    ['it has no signature', () => `${btoa('{"alg":"none"}')}.${btoa('{"sub":"root","name":"Root"}')}.`],
    ['it is not a JWT', () => 'root'],
  ])('is rejected by the Worker and the gateway if %s', async (_, make) => {
    const page = openPage()
    page.cookie = `user=${await make()}`
    for (const path of ['/session', '/telnyx/rooms']) {
      expect(await page.send('GET', path)).toMatchObject({ status: 401, body: { code: 'signed_out' } })
    }
  })
})

describe('a call from another site', () => {
  it.each([
    ['its page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a similar domain', { origin: `${appOrigin}.evil.example`, 'sec-fetch-site': 'cross-site' }],
    ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('does not sign in or out: %s', async (_, headers) => {
    const page = openPage()
    await page.signIn('Ann')
    for (const [method, body] of [['GET'], ['POST', { name: 'Eve' }], ['DELETE']] as const) {
      expect(await page.send(method, '/session', body, headers)).toMatchObject({
        status: 403,
        body: { code: 'cross_origin' },
      })
    }
    expect((await page.send('GET', '/session')).body.user.name).toBe('Ann')
  })
})
