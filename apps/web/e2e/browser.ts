import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

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
  // Nothing but this machine: a test that reaches further is wrong.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** A page, and what it logged as an error or threw. */
export interface Opened {
  readonly page: Page
  readonly errors: string[]
}

/** A browser with a profile of its own. */
export interface Browser {
  readonly context: BrowserContext
  open(url: string): Promise<Opened>
  /** Opens a page and signs in. */
  enter(url: string, name: string): Promise<Opened>
  close(): Promise<void>
}

/**
 * Starts the Chromium that `CHROMIUM_PATH` names, or Debian's.
 *
 * @param without Switches to leave out: `--use-fake-ui-for-media-stream`, and nobody allows a camera;
 *   `--use-fake-device-for-media-stream`, and there is none.
 */
export async function startBrowser(without: readonly string[] = []): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'greenroom-e2e-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    headless: true,
    args: args.filter((arg) => !without.includes(arg)),
    viewport: { width: 1280, height: 900 },
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
