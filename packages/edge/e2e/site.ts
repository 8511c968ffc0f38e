import { fileURLToPath } from 'node:url'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { createEmulator, type Emulator } from '@greenroom/emulator'
import { serve } from '@hono/node-server'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { clearRefreshCookies, createGateway } from '../src/index.ts'

/** A site with a page at `/`, the gateway in cookie mode below `/telnyx`, and a sign-out. */
export interface Site {
  /** `http://localhost:…`, where browsers accept secure cookies without https. */
  readonly origin: string
  /** The same server at another host name, which is another site to browsers. */
  readonly otherSite: string
  readonly emulator: Emulator
  createRoom(): Promise<string>
  close(): Promise<void>
}

const apiKey = 'KEY_upstream_secret'

export async function openSite(): Promise<Site> {
  const emulator = createEmulator({ apiKey })
  const upstream = createClient({ apiKey, fetch: emulator.fetch })
  const script = await bundle('page.ts')
  const app = new Hono().get('/', ({ html }) =>
    html(`<!doctype html><meta charset="utf-8"><body><script>${script}</script>`),
  )
  const { port, close } = await listen(app)
  const origin = `http://localhost:${port}`
  const gateway = createGateway({
    apiKey,
    secret: 'a secret of the gateway, 32 bytes or more',
    audience: origin,
    publicOrigin: origin,
    basePath: '/telnyx',
    cookieMode: true,
    expose: [rooms.createJoinToken, rooms.refreshJoinToken],
    authorize: (request) => {
      const user = /user=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1]
      return user === undefined ? null : { user }
    },
    fetch: emulator.fetch,
  })
  app.all('/telnyx/*', ({ req }) => gateway(req.raw))
  app.post('/sign-out', ({ req }) => {
    const headers = new Headers()
    for (const cookie of clearRefreshCookies(req.raw)) headers.append('set-cookie', cookie)
    return new Response(null, { status: 204, headers })
  })
  return {
    origin,
    otherSite: `http://127.0.0.1:${port}`,
    emulator,
    createRoom: async () => (await rooms.create(upstream, {})).id,
    close,
  }
}

/** Serves an app on this machine, at a free port. */
export function listen(app: Hono): Promise<{ readonly port: number; close(): Promise<void> }> {
  return new Promise((resolve) => {
    // A function, because routes are added once the port is known.
    const server = serve({ fetch: (request) => app.fetch(request), hostname: '127.0.0.1', port: 0 }, (info) =>
      resolve({
        port: info.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      }),
    )
  })
}

/** Bundles a module of a page into one script. */
export async function bundle(module: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(module, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    conditions: ['@greenroom/source'],
    // A closing tag in a string would end the inline script.
    supported: { 'inline-script': false },
  })
  return outputFiles[0]?.text ?? ''
}
