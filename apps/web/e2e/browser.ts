import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  // Block all other hosts: tests must not use the network.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** A page and its uncaught errors. */
export interface Opened {
  readonly page: Page
  readonly errors: string[]
}

/** A browser with a separate profile. */
export interface Browser {
  readonly context: BrowserContext
  open(url: string): Promise<Opened>
  /** Opens a page and signs in. */
  enter(url: string, name: string): Promise<Opened>
  close(): Promise<void>
}

/**
 * Starts the Chromium at `CHROMIUM_PATH`, or Debian's by default.
 *
 * @param without Switches to omit. Without `--use-fake-ui-for-media-stream`, access to devices is denied;
 *   without `--use-fake-device-for-media-stream`, no devices exist.
 */
export async function startBrowser(
  without: readonly string[] = [],
  options: BrowserContextOptions = {},
): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'greenroom-e2e-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    headless: true,
    args: args.filter((arg) => !without.includes(arg)),
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  context.setDefaultTimeout(20_000)
  const browser: Browser = {
    context,
    async open(url) {
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      await page.goto(url)
      return { page, errors }
    },
    async enter(url, name) {
      const opened = await browser.open(url)
      await opened.page.getByLabel('Your name').fill(name)
      await opened.page.getByRole('button', { name: 'Sign in' }).click()
      await opened.page.getByRole('button', { name: 'Sign out' }).waitFor()
      return opened
    },
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
  return browser
}
