import { SELF } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { appOrigin, bindings, openPage } from '../test/page.ts'

afterEach(() => vi.restoreAllMocks())

describe('the Worker', () => {
  it('runs in workerd as it is deployed', async () => {
    expect(navigator.userAgent).toBe('Cloudflare-Workers')
    const answer = await SELF.fetch(`${appOrigin}/session`)
    expect(answer.status).toBe(401)
  })

  it('has nothing at other paths', async () => {
    expect(await openPage().send('GET', '/elsewhere')).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    })
  })

  it.each([
    ['TELNYX_API_KEY', undefined, /TELNYX_API_KEY is missing/],
    ['GATEWAY_SECRET', undefined, /GATEWAY_SECRET is missing/],
    ['GATEWAY_SECRET', 'hush', /GATEWAY_SECRET must have at least 32 bytes/],
    ['SESSION_SECRET', '', /SESSION_SECRET is missing/],
    ['SESSION_SECRET', 'hush', /SESSION_SECRET must have at least 32 bytes/],
    ['APP_ORIGIN', undefined, /APP_ORIGIN is missing/],
    ['APP_ORIGIN', 'http://localhost:5173/', /is not an origin/],
    ['TELNYX_BASE_URL', 'api.telnyx.com', /baseUrl/],
    ['TOKEN_TTL_SECS', 'soon', /TOKEN_TTL_SECS must be a whole number/],
  ])('with %s=%s is not available, and its log says why', async (name, value, why) => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const page = openPage(bindings({ [name]: value }))
    for (const path of ['/session', '/telnyx/rooms', '/elsewhere']) {
      const answer = await page.send('GET', path)
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable', terminal: false } })
      expect(answer.text).not.toContain(name)
    }
    expect(log).toHaveBeenCalledTimes(3)
    expect(log).toHaveBeenLastCalledWith(expect.stringMatching(why))
    expect(JSON.stringify(log.mock.calls)).not.toContain('hush')
  })

  it('uses Telnyx itself where no other API is named', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ data: [] }))
    const page = openPage(bindings({ TELNYX_BASE_URL: undefined }))
    await page.signIn('Ann')
    expect((await page.send('GET', '/telnyx/rooms')).status).toBe(200)
    const [[input, init] = ['']] = fetch.mock.calls
    expect(new Request(input, init).url).toBe('https://api.telnyx.com/v2/rooms')
  })
})
