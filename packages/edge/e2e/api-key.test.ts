import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { launch } from '@greenroom/testing/browser'
import { startWorkerd } from '@greenroom/testing/workerd'
import { build } from 'esbuild'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle, listen } from './site.ts'

declare global {
  // Set by key-probe.ts.
  var keyError: string
}

const run = promisify(execFile)

describe('an API key in a browser', () => {
  let browser: Browser
  let server: Awaited<ReturnType<typeof listen>>
  let page: Page

  beforeAll(async () => {
    const script = await bundle('key-probe.ts')
    const app = new Hono()
      .get('/', ({ html }) => html(`<!doctype html><meta charset="utf-8"><script>${script}</script>`))
      .get('/probe.js', ({ body }) => body(script, 200, { 'content-type': 'text/javascript' }))
    ;[server, browser] = await Promise.all([listen(app), launch()])
    page = await browser.newPage()
    await page.goto(`http://localhost:${server.port}/`)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it('is rejected on a page', async () => {
    expect(await page.evaluate(() => keyError)).toBe('ConfigError')
  })

  it.each(['classic', 'module'] as const)('is rejected in a %s worker', async (type) => {
    const name = await page.evaluate(
      (workerType) =>
        new Promise((resolve) => {
          new Worker('/probe.js', { type: workerType }).onmessage = ({ data }) => resolve(data)
        }),
      type,
    )
    expect(name).toBe('ConfigError')
  })

  it('is rejected in a worker created from a blob', async () => {
    const name = await page.evaluate(async () => {
      const url = URL.createObjectURL(await (await fetch('/probe.js')).blob())
      return new Promise((resolve) => {
        new Worker(url).onmessage = ({ data }) => resolve(data)
      })
    })
    expect(name).toBe('ConfigError')
  })

  it('is rejected in a shared worker', async () => {
    const name = await page.evaluate(
      () =>
        new Promise((resolve) => {
          new SharedWorker('/probe.js').port.onmessage = ({ data }) => resolve(data)
        }),
    )
    expect(name).toBe('ConfigError')
  })

  it('is rejected in a service worker', async () => {
    const name = await page.evaluate(async () => {
      await navigator.serviceWorker.register('/probe.js')
      const { active } = await navigator.serviceWorker.ready
      const { port1, port2 } = new MessageChannel()
      active?.postMessage('key?', [port2])
      return new Promise((resolve) => {
        port1.onmessage = ({ data }) => resolve(data)
      })
    })
    expect(name).toBe('ConfigError')
  })
})

describe('an API key on a server', () => {
  let folder: string
  let probe: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-key-'))
    probe = join(folder, 'probe.mjs')
    await build({
      entryPoints: [fileURLToPath(new URL('key-probe.ts', import.meta.url))],
      bundle: true,
      format: 'esm',
      outfile: probe,
      conditions: ['@greenroom/source'],
    })
    const worker = `new Worker(new URL('./probe.mjs', import.meta.url), { type: 'module' })`
    await writeFile(
      join(folder, 'worker.mjs'),
      `const worker = ${worker}
      worker.onmessage = ({ data }) => { console.log('worker ' + data); globalThis.process?.exit(0); globalThis.Deno?.exit(0) }`,
    )
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const deno = fileURLToPath(new URL('../node_modules/.bin/deno', import.meta.url))
  const bun = fileURLToPath(new URL('../node_modules/.bin/bun', import.meta.url))
  const env = { ...process.env, NO_COLOR: '1' }

  it('is accepted by workerd', async () => {
    const module = 'packages/edge/e2e/key-probe.ts'
    const workerd = await startWorkerd([{ name: 'probe', module, bindings: {} }])
    try {
      expect(await (await fetch(workerd.urls['probe'] ?? '')).text()).toBe('none')
    } finally {
      await workerd.close()
    }
  })

  it('is accepted by Deno and its workers', async () => {
    const args = ['run', '--no-prompt', '--allow-read']
    expect((await run(deno, [...args, probe], { env })).stdout).toBe('none\n')
    const { stdout } = await run(deno, [...args, join(folder, 'worker.mjs')], { env })
    expect(stdout).toContain('worker none')
  })

  it('is accepted by Bun and its workers', async () => {
    const options = { env, timeout: 20_000 }
    // Imported, because Bun would serve the probe's `fetch`. Its listeners keep Bun alive.
    const main = `await import(${JSON.stringify(pathToFileURL(probe).href)}); process.exit(0)`
    expect((await run(bun, ['-e', main], options)).stdout).toBe('none\n')
    const { stdout } = await run(bun, [join(folder, 'worker.mjs')], options)
    expect(stdout).toContain('worker none')
  })
})

describe('a relative baseUrl on a page from a file', () => {
  it('is rejected before anything is sent', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-file-'))
    const browser = await launch()
    try {
      const { outputFiles } = await build({
        stdin: {
          contents: `import { createClient } from '@greenroom/core'
            import { rooms } from '@greenroom/core/video'
            globalThis.failure = rooms.list(createClient({ baseUrl: '/telnyx' })).catch(({ name }) => name)`,
          resolveDir: fileURLToPath(new URL('.', import.meta.url)),
        },
        bundle: true,
        write: false,
        format: 'iife',
        conditions: ['@greenroom/source'],
      })
      const file = join(folder, 'index.html')
      await writeFile(file, `<!doctype html><script>${outputFiles[0]?.text ?? ''}</script>`)
      const page = await browser.newPage()
      await page.goto(pathToFileURL(file).href)
      expect(await page.evaluate('failure')).toBe('ConfigError')
    } finally {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
