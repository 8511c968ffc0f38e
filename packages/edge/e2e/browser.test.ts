import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GatewayPage } from './page.ts'
import { openSite, type Site } from './site.ts'

declare global {
  // The page's global is set once its script has run.
  var gatewayPage: GatewayPage
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  // Tests must not reach other machines.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

let site: Site
let browser: Browser

beforeAll(async () => {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  ;[site, browser] = await Promise.all([
    openSite(),
    chromium.launch({ executablePath, headless: true, args }),
  ])
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** Opens the page as Ann, in a new browser context. */
async function openPage() {
  const context = await browser.newContext()
  await context.addCookies([{ name: 'user', value: 'ann', url: site.origin, sameSite: 'Lax' }])
  const page = await context.newPage()
  await page.goto(site.origin)
  const refreshCookies = async () =>
    (await context.cookies()).filter(({ name }) => name.startsWith('__Host-greenroom-'))
  return { context, page, refreshCookies }
}

const join = (page: Page, room_id: string, refreshes: number) =>
  page.evaluate(([id, count]) => gatewayPage.join(id, count), [room_id, refreshes] as const)

const countOf = (route: string) =>
  site.emulator.requests().filter((call) => call.route?.endsWith(route)).length

describe('a page of a gateway in cookie mode', () => {
  it('mints and refreshes tokens, and verifies their context with the gateway’s keys', async () => {
    const { page } = await openPage()
    const room = await site.createRoom()
    const { tokens, user } = await join(page, room, 2)
    expect(user).toBe('ann')
    expect(new Set(tokens).size).toBe(3)
    await site.emulator.join(room, { client_token: tokens[2] ?? '' })
    expect([countOf('/generate_join_client_token'), countOf('/refresh_client_token')]).toEqual([1, 2])
  })

  it('cannot read the handle', async () => {
    const { page, refreshCookies } = await openPage()
    const room = await site.createRoom()
    const { answers } = await join(page, room, 1)
    expect(await refreshCookies()).toEqual([
      expect.objectContaining({
        name: `__Host-greenroom-${room}`,
        httpOnly: true,
        secure: true,
        sameSite: 'Strict',
        path: '/',
        domain: 'localhost',
      }),
    ])
    const [cookie] = await refreshCookies()
    const readable = await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage }))
    expect(readable).not.toContain('greenroom')
    expect(answers[0]).toContain('"refresh_token":"cookie"')
    expect(answers.join()).not.toContain(cookie?.value)
  })

  it('has cookies that a page of another site cannot use', async () => {
    const { context, page, refreshCookies } = await openPage()
    const room = await site.createRoom()
    await join(page, room, 0)
    const before = site.emulator.requests().length
    const foreign = await context.newPage()
    const sent: string[] = []
    foreign.on('request', async (request) => {
      if (request.method() === 'POST') sent.push((await request.allHeaders())['cookie'] ?? 'none')
    })
    await foreign.goto(site.otherSite)
    const url = `${site.origin}/telnyx/rooms/${room}/actions/refresh_client_token`
    const outcome = await foreign.evaluate(async (address) => {
      const body = '{"refresh_token":"cookie"}'
      const post = { method: 'POST', credentials: 'include', body } as const
      const opaque = await fetch(address, { ...post, mode: 'no-cors' }).then(({ type }) => type)
      const headers = { 'content-type': 'application/json' }
      const readable = await fetch(address, { ...post, headers }).catch(({ name }) => name)
      return [opaque, readable]
    }, url)
    expect(outcome).toEqual(['opaque', 'TypeError'])
    expect(site.emulator.requests()).toHaveLength(before)
    await expect.poll(() => sent.length).toBeGreaterThan(0)
    expect(sent.join()).not.toContain('greenroom')
    expect(await refreshCookies()).toHaveLength(1)
  })

  it('has no refresh cookies after the user signs out', async () => {
    const { page, refreshCookies } = await openPage()
    for (const room of [await site.createRoom(), await site.createRoom()]) await join(page, room, 0)
    expect(await refreshCookies()).toHaveLength(2)
    await page.evaluate(() => fetch('/sign-out', { method: 'POST' }))
    expect(await refreshCookies()).toEqual([])
  })

  it('keeps the handles of the last four rooms', async () => {
    const { page, refreshCookies } = await openPage()
    const ids: string[] = []
    for (let count = 0; count < 5; count++) {
      const room = await site.createRoom()
      ids.push(room)
      await join(page, room, 0)
    }
    const names = (await refreshCookies()).map(({ name }) => name)
    expect(names.sort()).toEqual(
      ids
        .slice(1)
        .map((id) => `__Host-greenroom-${id}`)
        .sort(),
    )
  })
})
