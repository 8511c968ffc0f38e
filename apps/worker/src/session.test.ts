import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { appOrigin, bindings, openPage } from '../test/page.ts'

describe('signing in', () => {
  it('gives a user, whom the cookie names until they sign out', async () => {
    const page = openPage()
    expect(await page.send('GET', '/session')).toMatchObject({ status: 401, body: { code: 'signed_out' } })

    const signedIn = await page.send('POST', '/session', { name: ' Ann ' })
    expect(signedIn).toMatchObject({ status: 201, body: { user: { id: expect.any(String), name: 'Ann' } } })
    const asked = await page.send('GET', '/session')
    expect(asked).toMatchObject({ status: 200, body: signedIn.body })
    expect(asked.headers.get('cache-control')).toBe('no-store')

    expect((await page.send('DELETE', '/session')).status).toBe(204)
    expect((await page.send('GET', '/session')).status).toBe(401)
  })

  it('makes each a person of their own, whatever their name', async () => {
    expect(await openPage().signIn('Ann')).not.toBe(await openPage().signIn('Ann'))
  })

  it('hides the cookie from scripts and other sites', async () => {
    const { headers } = await openPage().send('POST', '/session', { name: 'Ann' })
    expect(headers.get('set-cookie')).toMatch(/^user=.+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('binds the cookie to the host where there is https', async () => {
    const page = openPage(bindings({ APP_ORIGIN: 'https://app.example' }))
    const { headers } = await page.send('POST', '/session', { name: 'Ann' })
    expect(headers.get('set-cookie')).toMatch(/^__Host-user=.+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect((await page.send('GET', '/session')).body.user.name).toBe('Ann')
  })

  it.each(['J', 'x'.repeat(40), 'José Ñandú', '王小明', 'می‌خواهم', '👩‍💻 Ada', "O'Brien-Smith (she)"])(
    'takes the name %j',
    async (name) => {
      const { status, body } = await openPage().send('POST', '/session', { name })
      expect([status, body.user?.name]).toEqual([201, name])
    },
  )

  it.each([
    ['an empty name', ''],
    ['spaces', '   '],
    ['41 characters', 'x'.repeat(41)],
    ['a line break', 'Ann\nAdmin'],
    ['a name that turns itself around', 'Ann\u202Enimda'],
    ['what nobody sees', '\u200B\u200D\u3164'],
    ['half of a character', 'Ann\uD83D'],
    ['a number', 7],
    ['no name', undefined],
  ])('refuses %s, and says which field it is', async (_, name) => {
    const answer = await openPage().send('POST', '/session', { name })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_input', pointer: '/name' } })
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it.each([
    ['a field too many', '{"name":"Ann","id":"root"}', 422, undefined],
    ['a prototype', '{"name":"Ann","__proto__":{"id":"root"}}', 422, undefined],
    ['a cut body', '{"name":', 400, undefined],
    ['a megabyte', JSON.stringify({ name: 'x'.repeat(1 << 20) }), 413, undefined],
    ['a text', '{"name":"Ann"}', 415, 'text/plain'],
    ['a form', 'name=Ann', 415, 'application/x-www-form-urlencoded'],
  ])('refuses %s', async (_, body, status, type) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type }
    const answer = await openPage().send('POST', '/session', body, headers)
    expect(answer).toMatchObject({ status, body: { status, terminal: true } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })
})

describe('a cookie', () => {
  const { SESSION_SECRET = '' } = bindings()

  function forge(secret: string, claims: { readonly aud?: string; readonly exp?: string } = {}) {
    return new SignJWT({ name: 'Root' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('root')
      .setAudience(claims.aud ?? appOrigin)
      .setExpirationTime(claims.exp ?? '1h')
      .sign(new TextEncoder().encode(secret))
  }

  it('that is genuine is taken, so that the next ones are refused for a reason', async () => {
    const page = openPage()
    page.cookie = `user=${await forge(SESSION_SECRET)}`
    expect((await page.send('GET', '/session')).body).toEqual({ user: { id: 'root', name: 'Root' } })
  })

  it.each([
    ['of another secret', () => forge('another secret of thirty-two bytes!')],
    ['of another app', () => forge(SESSION_SECRET, { aud: 'https://other.example' })],
    ['that has run out', () => forge(SESSION_SECRET, { exp: '-1s' })],
    ['without a signature', () => `${btoa('{"alg":"none"}')}.${btoa('{"sub":"root","name":"Root"}')}.`],
    ['that is none', () => 'root'],
  ])('%s signs nobody in, neither here nor at the gateway', async (_, make) => {
    const page = openPage()
    page.cookie = `user=${await make()}`
    for (const path of ['/session', '/telnyx/rooms']) {
      expect(await page.send('GET', path)).toMatchObject({ status: 401, body: { code: 'signed_out' } })
    }
  })
})

describe('another site', () => {
  it.each([
    ['its page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a look-alike', { origin: `${appOrigin}.evil.example`, 'sec-fetch-site': 'cross-site' }],
    ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('signs nobody in or out: %s', async (_, headers) => {
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
