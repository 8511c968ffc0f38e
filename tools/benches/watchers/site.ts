import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../run.ts'

/** A site on one origin: the built app, a page of watchers, and a Worker at `/telnyx` and `/session`. */
export interface Site {
  readonly url: string
  /** Sets the Worker's URL, which can only start when the site's origin is known. */
  forwardTo(url: string): void
  close(): void
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
}

const page = '<!doctype html><meta charset="utf-8"><body><script src="/watchers.js"></script>'

/** Starts the site. The script of its page at `/watchers` is `packages/react/e2e/watchers.tsx`. */
export async function startSite(): Promise<Site> {
  const script = await bundle('packages/react/e2e/watchers.tsx')
  let worker = ''
  const server = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://site')
    if (/^\/(telnyx|session)(\/|$)/.test(pathname)) forward(worker, incoming, response)
    else if (pathname === '/watchers') response.setHeader('content-type', 'text/html').end(page)
    else if (pathname === '/watchers.js') response.setHeader('content-type', 'text/javascript').end(script)
    else serveApp(pathname, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    forwardTo(url) {
      worker = url
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Bundles a module from the workspace's sources, with React as it is in production. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    conditions: ['@greenroom/source'],
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return outputFiles[0]?.text ?? ''
}

function forward(worker: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { method = 'GET', headers } = incoming
  const outgoing = request(new URL(incoming.url ?? '/', worker), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    response.flushHeaders()
    answer.pipe(response)
  })
  outgoing.on('error', () => response.destroy())
  response.on('close', () => outgoing.destroy())
  incoming.pipe(outgoing)
}

/** Serves a file of the built app, and its page for every other path, because the app has routes. */
function serveApp(pathname: string, response: ServerResponse): void {
  const folder = join(root, 'apps/web/dist')
  const extension = /\.(\w+)$/.exec(pathname)?.[1] ?? ''
  try {
    const file = readFileSync(join(folder, extension === '' ? 'index.html' : pathname))
    response.setHeader('content-type', types[extension] ?? 'text/html').end(file)
  } catch {
    response.writeHead(404).end()
  }
}
