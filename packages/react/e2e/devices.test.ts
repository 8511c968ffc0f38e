import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bundlePage, launch } from '@greenroom/testing/browser'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LocalPage } from './page.ts'

declare global {
  // The page's half is there once its script has run.
  var local: LocalPage
}

describe('local device in Chromium', () => {
  let html: string
  let browser: Browser | undefined
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html))
  beforeAll(async () => {
    html = await bundlePage(new URL('page.ts', import.meta.url))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => browser?.close())
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  const open = async (without: readonly string[]) => {
    browser = await launch(without)
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    return page
  }

  it('is switched on and off, and has a label once permission is granted', async () => {
    const page = await open([])
    expect(await page.evaluate(() => local.start('camera'))).toBe('live')
    expect(await page.evaluate(() => local.status('camera'))).toBe('on')
    await page.waitForFunction(() => local.cameras().some((label) => label.includes('fake')))
    await page.evaluate(() => local.stop('camera'))
    expect(await page.evaluate(() => local.status('camera'))).toBe('off')
  })

  it('asks the user when it is started with the empty id that is listed before permission', async () => {
    const page = await open(['--use-fake-ui-for-media-stream'])
    await page.waitForFunction(() => local.cameras().length > 0)
    expect(await page.evaluate(() => local.startListed())).toBe('')
    // Headless Chromium answers no. Without the question the status would be missing.
    expect(await page.evaluate(() => local.status('camera'))).toBe('denied')
  })

  it('may be a screen, which is shared and stopped', async () => {
    const page = await open([])
    expect(await page.evaluate(() => local.start('screen'))).toBe('live')
    await page.evaluate(() => local.stop('screen'))
    expect(await page.evaluate(() => local.status('screen'))).toBe('off')
  })

  it('is missing when the computer has none', async () => {
    const page = await open(['--use-fake-device-for-media-stream'])
    expect(await page.evaluate(() => local.start('camera'))).toBeUndefined()
    expect(await page.evaluate(() => local.status('camera'))).toBe('missing')
  })

  it('is denied when the user does not allow it', async () => {
    const page = await open(['--use-fake-ui-for-media-stream'])
    expect(await page.evaluate(() => local.start('microphone'))).toBeUndefined()
    expect(await page.evaluate(() => local.status('microphone'))).toBe('denied')
  })
})
