import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Client, createClient } from '@greenroom/core'
import { roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, deny } from '@greenroom/edge'
import { type StartedEmulator, startEmulator } from '@greenroom/emulator/node'
import { bundlePage, launch } from '@greenroom/testing/browser'
import { createAdaptorServer } from '@hono/node-server'
import type { BrowserContext, Page } from 'playwright-core'
import { type NetworkProxy, startNetworkProxy } from './network-proxy.ts'
import type { CallPage } from './page.ts'

declare global {
  // Defined in the browser tab once the script of page.ts has run.
  var call: CallPage
}

/** A participant with a browser tab. */
export interface Actor {
  readonly name: string
  readonly page: Page
  readonly context: BrowserContext
  readonly errors: readonly string[]
}

/** An emulator, a gateway in front of it, and a browser that joins rooms through both. */
export interface CallSetup {
  readonly client: Client
  readonly proxy: NetworkProxy
  readonly emulator: StartedEmulator
  /** How the gateway authorizes each user. Default: `granted`. */
  readonly access: Map<string, 'granted' | 'denied' | 'revoked'>
  createRoom(): Promise<string>
  session(roomId: string): Promise<string>
  /** Opens a browser tab and joins the room. */
  join(roomId: string, name: string): Promise<Actor>
  /** Restarts the emulator with the same rooms, but without the tokens. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface CallSetupOptions {
  /** Lifetime of join tokens, in seconds. Default: 600. */
  readonly tokenTtlSecs?: number
}

export async function setUpCall({ tokenTtlSecs = 600 }: CallSetupOptions = {}): Promise<CallSetup> {
  let emulator = await startEmulator()
  const proxy = await startNetworkProxy(emulator.port)
  const access: CallSetup['access'] = new Map()
  const gateway = createGateway({
    apiKey: 'KEY_test',
    secret: 'a secret of thirty-two bytes or more',
    audience: 'e2e',
    basePath: '/telnyx',
    baseUrl: `${proxy.url}/v2`,
    expose: [rooms.createJoinToken, rooms.refreshJoinToken],
    authorize(request) {
      const user = request.headers.get('x-user') ?? ''
      const result = access.get(user) ?? 'granted'
      return result === 'granted'
        ? { user, tokenTtlSecs }
        : deny('for the test', { revoked: result === 'revoked' })
    },
  })
  const [html, browser] = await Promise.all([bundlePage(new URL('page.ts', import.meta.url)), launch()])
  const site = createAdaptorServer({
    fetch: (request) =>
      new URL(request.url).pathname === '/'
        ? new Response(html, { headers: { 'content-type': 'text/html' } })
        : gateway(request),
  }) as Server
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const { port } = site.address() as AddressInfo
  const client = createClient({ apiKey: 'KEY_test', baseUrl: `${proxy.url}/v2` })

  return {
    client,
    proxy,
    access,
    get emulator() {
      return emulator
    },
    createRoom: async () => (await rooms.create(client, {})).id,
    async session(room_id) {
      const { data } = await roomSessions.listByRoom(client, { room_id, filter: { active: true } })
      return data[0]?.id ?? ''
    },
    async join(roomId, name) {
      const context = await browser.newContext()
      context.setDefaultTimeout(45_000)
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      await page.goto(`http://127.0.0.1:${port}`)
      await page.evaluate((options) => call.join(options), { emulator: proxy.url, roomId, name })
      return { name, page, context, errors }
    },
    async restart() {
      const state = await (await fetch(`${emulator.url}/_emulator/state`)).text()
      await emulator.close()
      emulator = await startEmulator()
      await fetch(`${emulator.url}/_emulator/state`, { method: 'PUT', body: state })
      proxy.target = emulator.port
    },
    async close() {
      await browser.close()
      site.close()
      site.closeAllConnections()
      proxy.close()
      await emulator.close()
    },
  }
}
