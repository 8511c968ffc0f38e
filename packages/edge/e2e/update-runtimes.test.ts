import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { rooms } from '@greenroom/core/video'
import { createWebhookKeys } from '@greenroom/core/webhooks'
import { bundlePage, launch } from '@greenroom/testing/browser'
import { startWorkerd } from '@greenroom/testing/workerd'
import { serve } from '@hono/node-server'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, createMemoryHub } from '../src/index.ts'
import type { SeenUpdates } from './updates-program.ts'

declare global {
  // The page's script sets it.
  var receiveThree: (baseUrl: string, user: string) => Promise<SeenUpdates>
}

const run = promisify(execFile)
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const room_id = 'aaaaaaaa-0000-4000-8000-000000000001'

let folder: string
let command: string
let origin: string
let server: Server
const timers = new Set<ReturnType<typeof setTimeout>>()
const later = (work: () => unknown, ms: number) => {
  const timer = setTimeout(() => {
    timers.delete(timer)
    work()
  }, ms)
  timers.add(timer)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-updates-'))
  command = join(folder, 'command.mjs')
  await build({
    entryPoints: [here('updates-command.ts')],
    outfile: command,
    bundle: true,
    format: 'esm',
    conditions: ['@greenroom/source'],
  })
  const html = await bundlePage(new URL('updates-page.ts', import.meta.url))
  const hub = createMemoryHub()
  const gateway = createGateway({
    apiKey: 'KEY_test',
    secret: 'a secret of the gateway, 32 bytes or more',
    audience: 'https://app.example',
    basePath: '/telnyx',
    expose: [rooms.retrieve],
    authorize: ({ headers }) => ({ user: headers.get('x-user') ?? '' }),
    updates: hub,
    webhooks: { publicKeys: (await createWebhookKeys()).publicKey },
  })
  const streamsOf = new Map<string, number>()
  const publish = (id: string) =>
    hub.publish({ id, type: 'video.room.session.started', occurred_at: new Date().toISOString(), room_id })
  const app = new Hono<{ Bindings: { incoming: { socket: { destroy(): void } } } }>()
    .get('/', (context) => context.html(html))
    .get('/telnyx/updates', async (context): Promise<Response> => {
      const user = context.req.header('x-user') ?? ''
      if (user === 'busy')
        return Response.json({ errors: [] }, { status: 503, headers: { 'retry-after': '600' } })
      const count = (streamsOf.get(user) ?? 0) + 1
      streamsOf.set(user, count)
      const { socket } = context.env.incoming
      if (count === 1) {
        later(() => publish(`${user} a`), 300)
        // The connection breaks without an end of the response. The next update happens before the reconnect.
        later(() => {
          socket.destroy()
          void publish(`${user} b`)
        }, 800)
      } else later(() => publish(`${user} c`), 300)
      return gateway(context.req.raw)
    })
  server = await new Promise<Server>((resolve) => {
    const opened = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
      origin = `http://127.0.0.1:${port}`
      resolve(opened as Server)
    })
  })
})
afterAll(async () => {
  for (const timer of timers) clearTimeout(timer)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

const expectedOf = (user: string) => ({
  received: [`${user} a`, `${user} b`, `${user} c`],
  statuses: ['connecting', 'open', 'waiting', 'connecting', 'open', 'closed'],
  resets: 0,
})

const commands: readonly (readonly [string, string, readonly string[]])[] = [
  ['Node', process.execPath, []],
  ['Deno', here('../node_modules/.bin/deno'), ['run', '--allow-net', '--allow-env']],
  ['Bun', here('../node_modules/.bin/bun'), ['run']],
]

describe('subscribeToUpdates over a real connection', () => {
  it.each(commands)(
    'receives each update in %s, continues after a cut, and lets the process exit',
    async (name, program, args) => {
      const { stdout } = await run(program, [...args, command, `${origin}/telnyx`, name], { timeout: 30_000 })
      expect(JSON.parse(stdout)).toEqual(expectedOf(name))
    },
  )

  it.each(commands)('lets a process in %s exit while it waits', async (_, program, args) => {
    const { stdout } = await run(program, [...args, command, `${origin}/telnyx`, 'busy'], { timeout: 30_000 })
    expect(JSON.parse(stdout)).toBe('waiting')
  })

  it('receives each update in workerd, and continues after a cut', async () => {
    const worker = { name: 'updates', module: 'packages/edge/e2e/updates-worker.ts', bindings: {} }
    const workerd = await startWorkerd([worker])
    try {
      const query = new URLSearchParams({ gateway: `${origin}/telnyx`, user: 'workerd' })
      const response = await fetch(`${workerd.urls['updates']}/?${query}`)
      expect(await response.json()).toEqual(expectedOf('workerd'))
    } finally {
      await workerd.close()
    }
  })

  it('receives each update in Chromium, and continues after a cut', async () => {
    const browser = await launch()
    try {
      const page = await browser.newPage()
      await page.goto(origin)
      expect(await page.evaluate(() => receiveThree('/telnyx', 'Chromium'))).toEqual(expectedOf('Chromium'))
    } finally {
      await browser.close()
    }
  })
})
