import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Client, createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { bundlePage, launch } from '@greenroom/testing/browser'
import type { Page } from 'playwright-core'
import { type StartedEmulator, type StartOptions, startEmulator } from '../src/node.ts'
import type { LivePage } from './page.ts'

declare global {
  // `live` is defined once the tab's script has run.
  var live: LivePage
}

/** A tab in a room. */
export interface Actor {
  readonly page: Page
  readonly id: string
  readonly errors: readonly string[]
}

/** A browser with tabs that join rooms of an emulator through `@telnyx/video`. */
export interface TestBrowser {
  readonly client: Client
  createRoom(input?: rooms.CreateInput): Promise<string>
  token(roomId: string, ttlSecs?: number): Promise<string>
  /** Opens a tab with `@telnyx/video` without joining a room. */
  open(): Promise<Omit<Actor, 'id'>>
  /** Opens a tab and joins a room. */
  join(roomId: string, name: string, options?: { messages?: boolean; token?: string }): Promise<Actor>
  close(): Promise<void>
}

/** A browser together with its own emulator. */
export interface Setup extends TestBrowser {
  readonly emulator: StartedEmulator
}

/** Starts an emulator, a browser and a client. */
export async function createSetup(options: StartOptions = {}): Promise<Setup> {
  const emulator = await startEmulator(options)
  const browser = await openBrowser(emulator.url)
  return {
    ...browser,
    emulator,
    async close() {
      await browser.close()
      await emulator.close()
    },
  }
}

/** Starts a browser for a running emulator. */
export async function openBrowser(url: string): Promise<TestBrowser> {
  const [html, browser] = await Promise.all([bundlePage(new URL('page.ts', import.meta.url)), launch()])
  const client = createClient({ apiKey: 'KEY_test', baseUrl: `${url}/v2`, maxRetries: 0 })
  const site = await serve(html)

  const open: TestBrowser['open'] = async () => {
    const context = await browser.newContext()
    context.setDefaultTimeout(60_000)
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(site.url)
    return { page, errors }
  }
  const token: TestBrowser['token'] = async (room_id, token_ttl_secs = 600) =>
    (await rooms.createJoinToken(client, { room_id, token_ttl_secs })).token
  return {
    client,
    createRoom: async (input = {}) => (await rooms.create(client, input)).id,
    token,
    open,
    async join(roomId, name, { messages = false, token: given } = {}) {
      const opened = await open()
      const part = {
        emulator: url,
        roomId,
        clientToken: given ?? (await token(roomId)),
        name,
        messages,
      }
      const id = await opened.page.evaluate((with_) => live.join(with_), part)
      return { ...opened, id }
    },
    async close() {
      await browser.close()
      site.close()
    },
  }
}

/** Serves the test page. Chromium does not let pages that Playwright injects connect to this machine. */
async function serve(html: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
