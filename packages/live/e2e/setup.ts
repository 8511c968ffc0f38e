import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Client, createClient } from '@greenroom/core'
import { roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, deny } from '@greenroom/edge'
import { type StartedEmulator, startEmulator } from '@greenroom/emulator/node'
import { createAdaptorServer } from '@hono/node-server'
import type { BrowserContext, Page } from 'playwright-core'
import { bundlePage, launch } from '../../emulator/e2e/browser.ts'
import { type NetworkProxy, startNetworkProxy } from './network-proxy.ts'
import type { CallPage } from './page.ts'

declare global {
  // The page's half is there once its script has run.
  var call: CallPage
}

/** Somebody with a page of their own. */
export interface Actor {
  readonly name: string
  readonly page: Page
  readonly context: BrowserContext
  readonly errors: readonly string[]
}

/** An emulator, a gateway before it, and a browser whose pages join rooms through both. */
export interface CallSetup {
  readonly client: Client
  readonly wire: NetworkProxy
  readonly emulator: StartedEmulator
  /** What the gateway says to whom. Default: `in`. */
  readonly access: Map<string, 'in' | 'denied' | 'revoked'>
  createRoom(): Promise<string>
  session(roomId: string): Promise<string>
  /** Opens a page and joins. */
  join(roomId: string, name: string): Promise<Actor>
  /** Ends the emulator, and starts another one that knows the same rooms and none of the tokens. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface CallSetupOptions {
  /** How long tokens live. Default: 600. */
  readonly tokenTtlSecs?: number
}

export async function setUpCall({ tokenTtlSecs = 600 }: CallSetupOptions = {}): Promise<CallSetup> {
  let emulator = await startEmulator()
  const wire = await startNetworkProxy(emulator.port)
  const access: CallSetup['access'] = new Map()
  const gateway = createGateway({
    apiKey: 'KEY_test',
    secret: 'a secret of thirty-two bytes or more',
    audience: 'e2e',
    basePath: '/telnyx',
    baseUrl: `${wire.url}/v2`,
    expose: [rooms.createJoinToken, rooms.refreshJoinToken],
    authorize(request) {
      const user = request.headers.get('x-user') ?? ''
      const may = access.get(user) ?? 'in'
      return may === 'in' ? { user, tokenTtlSecs } : deny('for the test', { revoked: may === 'revoked' })
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
  const client = createClient({ apiKey: 'KEY_test', baseUrl: `${wire.url}/v2` })

  return {
    client,
    wire,
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
      await page.evaluate((part) => call.join(part), { emulator: wire.url, roomId, name })
      return { name, page, context, errors }
    },
    async restart() {
      const state = await (await fetch(`${emulator.url}/_emulator/state`)).text()
      await emulator.close()
      emulator = await startEmulator()
      await fetch(`${emulator.url}/_emulator/state`, { method: 'PUT', body: state })
      wire.target = emulator.port
    },
    async close() {
      await browser.close()
      site.close()
      site.closeAllConnections()
      wire.close()
      await emulator.close()
    },
  }
}
