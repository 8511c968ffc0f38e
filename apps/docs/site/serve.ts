import { dev, preview } from 'astro'
import { siteRoot, writeGeneratedPages } from './generate.ts'

/** A running server. */
export interface SiteServer {
  readonly url: string
  stop(): Promise<void>
}

/**
 * Serves the site from its sources, and reloads a page when they change. With `isBuilt`, serves the files
 * that the build wrote, in which the search works. Port 0 chooses a free port.
 */
export async function serveSite(port: number, { isBuilt = false } = {}): Promise<SiteServer> {
  const options = { root: siteRoot, logLevel: 'warn', server: { port, host: '127.0.0.1' } } as const
  if (isBuilt) {
    const server = await preview(options)
    return { url: `http://127.0.0.1:${server.port}/`, stop: () => server.stop() }
  }
  await writeGeneratedPages({ isQuick: true })
  const server = await dev(options)
  return { url: `http://127.0.0.1:${server.address.port}/`, stop: () => server.stop() }
}
