import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBareTab } from './bare-tab.ts'
import { openTokenSite, type TokenSite } from './token-site.ts'
import type { TokenTab } from './token-tab.ts'

declare global {
  // The tab's global is set once its script has run.
  var tokenTab: TokenTab
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  // Tests must not reach other machines.
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

/** Opens a tab that requests the room's token. */
async function openTab(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(site.origin)
  await page.evaluate((room_id) => tokenTab.open(room_id), room)
  return page
}

/** Opens a tab that another tab covers, and requests the room's token in it. */
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
/** Waits until a time by this machine's clock, such as the end of a token. */
const waitUntil = (expiresAt: number | undefined) =>
  expect.poll(() => Date.now(), soon).toBeGreaterThan(expiresAt ?? Number.POSITIVE_INFINITY)

describe('a token of ten seconds, in Chromium', () => {
  it('is requested once for two tabs, at every renewal', async () => {
    const [one, other] = [await openTab(), await openTab()]
    await expect.poll(() => tokenCount(one), soon).toBeGreaterThanOrEqual(4)
    const all = (await read(one)).tokens
    // A tab that was opened later has all later tokens.
    await expect
      .poll(async () => (await read(other)).tokens, soon)
      .toEqual(expect.arrayContaining(all.slice(1)))
    await expect.poll(async () => (await site.tokenCount(room)) - (await tokenCount(one)), soon).toBe(0)
    expect((await read(other)).events).toContain('shared')
    expect((await read(one)).statuses).toEqual(['success'])
  })

  it('is renewed three times in a hidden tab', async () => {
    const { tab, readTab } = await openHiddenTab()
    await expect.poll(async () => (await readTab()).tokens.length, soon).toBeGreaterThanOrEqual(4)
    const { isHidden, statuses } = await readTab()
    expect(isHidden).toBe(true)
    expect(statuses).toEqual(['success'])
    await tab.close()
  })

  it('is renewed when a frozen page is resumed', async () => {
    const { tab, readTab } = await openHiddenTab()
    await expect.poll(async () => (await readTab()).token, soon).toMatch(/^ey/)
    const { token, expiresAt } = await readTab()
    await tab.setLifecycle('frozen')
    const count = await site.tokenCount(room)
    await waitUntil(expiresAt)
    // The page was frozen when the renewal was due and when the token expired.
    expect(await site.tokenCount(room)).toBe(count)
    await tab.setLifecycle('active')
    await expect.poll(async () => (await readTab()).token, soon).toMatch(/^ey/)
    expect((await readTab()).token).not.toBe(token)
    await tab.close()
  })

  it('stays usable until it expires while the page is offline, and is renewed afterwards', async () => {
    const page = await openTab()
    await hasToken(page)
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    const network = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
    await session.send('Network.emulateNetworkConditions', { ...network, offline: true })
    await expect.poll(async () => (await read(page)).isOnline, soon).toBe(false)
    await expect.poll(async () => (await read(page)).status, soon).toBe('error')
    const { tokens, errorsWithToken } = await read(page)
    expect(errorsWithToken).toContain('ConnectionError')
    await session.send('Network.emulateNetworkConditions', { ...network, offline: false })
    await expect.poll(async () => (await read(page)).status, soon).toBe('success')
    expect(tokens).not.toContain((await read(page)).token)
  })

  it('is dropped in all tabs when the user logs out in one', async () => {
    const [one, other] = [await openTab(), await openTab()]
    await hasToken(one)
    await hasToken(other)
    await one.evaluate(() => tokenTab.logOut())
    await expect.poll(async () => (await read(other)).status, soon).toBe('pending')
    const { expiresAt } = await read(other)
    expect(expiresAt).toBeUndefined()
    const count = await site.tokenCount(room)
    await waitUntil(Date.now() + 10_000)
    expect(await site.tokenCount(room)).toBe(count)
  })
})
