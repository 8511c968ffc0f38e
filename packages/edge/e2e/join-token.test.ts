import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBareTab } from './bare-tab.ts'
import { openTokenSite, type TokenSite } from './token-site.ts'
import type { TokenTab } from './token-tab.ts'

declare global {
  // The tab's half is there once its script has run.
  var tokenTab: TokenTab
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  // Nothing but this machine: a test that reaches further is wrong.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

let site: TokenSite
let browser: Browser
let context: BrowserContext
let room: string

beforeAll(async () => {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  ;[site, browser] = await Promise.all([
    openTokenSite(),
    chromium.launch({ executablePath, headless: true, args }),
  ])
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})
beforeEach(async () => {
  context = await browser.newContext()
  room = await site.createRoom()
})
afterEach(() => context.close())

const read = (page: Page) => page.evaluate(() => tokenTab.read())

/** Opens a tab, and has it ask for the room's token. */
async function openTab(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(site.origin)
  await page.evaluate((room_id) => tokenTab.open(room_id), room)
  return page
}

/** The same in a tab with another one in front of it. */
async function openHiddenTab() {
  const tab = await openBareTab(browser, site.origin)
  const readTab = () => tab.read<ReturnType<TokenTab['read']>>('tokenTab.read()')
  await expect.poll(() => tab.read('typeof tokenTab'), soon).toBe('object')
  await tab.cover()
  await expect.poll(async () => (await readTab()).isHidden, soon).toBe(true)
  await tab.read(`tokenTab.open('${room}')`)
  return { tab, readTab }
}

const soon = { timeout: 40_000 }
const hasToken = (page: Page) => expect.poll(async () => (await read(page)).token, soon).toMatch(/^ey/)
const tokenCount = async (page: Page) => (await read(page)).tokens.length
/** Until a token that was read is over, by this machine's clock. */
const over = (expiresAt: number | undefined) =>
  expect.poll(() => Date.now(), soon).toBeGreaterThan(expiresAt ?? Number.POSITIVE_INFINITY)

describe('a token of ten seconds, in Chromium', () => {
  it('is got once for two tabs, each time', async () => {
    const [one, other] = [await openTab(), await openTab()]
    await expect.poll(() => tokenCount(one), soon).toBeGreaterThanOrEqual(4)
    const all = (await read(one)).tokens
    // A tab that came later has all that came since.
    await expect
      .poll(async () => (await read(other)).tokens, soon)
      .toEqual(expect.arrayContaining(all.slice(1)))
    await expect.poll(async () => (await site.given(room)) - (await tokenCount(one)), soon).toBe(0)
    expect((await read(other)).events).toContain('shared')
    expect((await read(one)).statuses).toEqual(['success'])
  })

  it('is renewed three times in a tab that nobody sees', async () => {
    const { tab, readTab } = await openHiddenTab()
    await expect.poll(async () => (await readTab()).tokens.length, soon).toBeGreaterThanOrEqual(4)
    const { isHidden, statuses } = await readTab()
    expect(isHidden).toBe(true)
    expect(statuses).toEqual(['success'])
    await tab.close()
  })

  it('is there again when a frozen page is resumed', async () => {
    const { tab, readTab } = await openHiddenTab()
    await expect.poll(async () => (await readTab()).token, soon).toMatch(/^ey/)
    const { token, expiresAt } = await readTab()
    await tab.setLifecycle('frozen')
    const given = await site.given(room)
    await over(expiresAt)
    // It slept past the moment that the token was due, and past its end.
    expect(await site.given(room)).toBe(given)
    await tab.setLifecycle('active')
    await expect.poll(async () => (await readTab()).token, soon).toMatch(/^ey/)
    expect((await readTab()).token).not.toBe(token)
    await tab.close()
  })

  it('works to its end while the network is gone, and is renewed when it is back', async () => {
    const page = await openTab()
    await hasToken(page)
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    const network = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
    await session.send('Network.emulateNetworkConditions', { ...network, offline: true })
    await expect.poll(async () => (await read(page)).isOnline, soon).toBe(false)
    await expect.poll(async () => (await read(page)).error, soon).toBe('ConnectionError')
    const { token, status } = await read(page)
    expect([status, token]).toEqual(['success', expect.stringMatching(/^ey/)])
    await expect.poll(async () => (await read(page)).status, soon).toBe('error')
    await session.send('Network.emulateNetworkConditions', { ...network, offline: false })
    await expect.poll(async () => (await read(page)).status, soon).toBe('success')
    expect((await read(page)).token).not.toBe(token)
  })

  it('is forgotten in all tabs when somebody logs out in one', async () => {
    const [one, other] = [await openTab(), await openTab()]
    await hasToken(one)
    await hasToken(other)
    await one.evaluate(() => tokenTab.logOut())
    await expect.poll(async () => (await read(other)).status, soon).toBe('pending')
    const { expiresAt } = await read(other)
    expect(expiresAt).toBeUndefined()
    const given = await site.given(room)
    await over(Date.now() + 10_000)
    expect(await site.given(room)).toBe(given)
  })
})
