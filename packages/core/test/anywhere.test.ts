import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const entry = fileURLToPath(new URL('../src/join-token/index.ts', import.meta.url))

/** React Native's AbortController: its signal has only `aborted` and the event. */
class BareAbortController {
  readonly signal = Object.assign(new EventTarget(), { aborted: false })
  abort() {
    this.signal.aborted = true
    this.signal.dispatchEvent(new Event('abort'))
  }
}

/** A script that keeps a token fresh that expires after one second, until it has the third token. */
const program = `
  let minted = 0
  const mint = async () => ({ token: 'token-' + ++minted, expires_in_ms: 1_000 })
  const source = joinToken.createJoinTokenSource({ roomId: 'r1', identity: 'u1', mint })
  const three = new Promise((resolve) => {
    const stop = source.subscribe(() => {
      const { token } = source.getSnapshot()
      if (token !== 'token-3') return
      stop()
      source.dispose()
      resolve(token)
    })
  })`

async function bundle(format: 'iife' | 'esm'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from ${JSON.stringify(entry)}`, resolveDir: '.' },
    bundle: true,
    write: false,
    format,
    globalName: 'joinToken',
    conditions: ['@greenroom/source'],
  })
  return outputFiles[0]?.text ?? ''
}

describe('createJoinTokenSource', { timeout: 60_000 }, () => {
  it('accesses no global when it is imported', async () => {
    const accessed: string[] = []
    const language = new Set(Object.getOwnPropertyNames(runInContext('globalThis', createContext({}))))
    const globals = new Proxy(Object.create(null), {
      has: (_, name) => typeof name === 'string' && !language.has(name) && name !== 'joinToken',
      get(_, name) {
        if (typeof name === 'string') accessed.push(name)
        return undefined
      },
    })
    const script = await bundle('iife')
    new Function('globals', `with (globals) { ${script.replace('"use strict";', '')} }`)(globals)
    expect(accessed).toEqual([])
  })

  it('works without documents, broadcast channels, locks and events, as in React Native', async () => {
    const { setTimeout, clearTimeout } = globalThis
    const context = createContext({
      setTimeout,
      clearTimeout,
      AbortController: BareAbortController,
      // React Native has a window, but without event listeners.
      window: {},
      navigator: { product: 'ReactNative' },
      performance: { now: () => performance.now() },
    })
    runInContext(await bundle('iife'), context)
    expect(await runInContext(`${program}; three`, context)).toBe('token-3')
    const waiting = `(async () => {
      const stop = new AbortController()
      const source = joinToken.createJoinTokenSource({ roomId: 'r1', mint: () => new Promise(() => undefined) })
      const token = source.getToken({ signal: stop.signal })
      stop.abort()
      source.dispose()
      return token.catch(({ name }) => name)
    })()`
    expect(await runInContext(waiting, context)).toBe('AbortError')
  })

  describe('in Deno', () => {
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'greenroom-deno-'))
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    it('keeps a token fresh without permissions, and lets the process exit', async () => {
      const file = join(folder, 'main.mjs')
      await writeFile(join(folder, 'join-token.mjs'), await bundle('esm'))
      await writeFile(
        file,
        `import * as joinToken from './join-token.mjs'\n${program}\nconsole.log(await three)`,
      )
      const deno = fileURLToPath(new URL('../node_modules/.bin/deno', import.meta.url))
      const { stdout } = await promisify(execFile)(deno, ['run', '--no-prompt', file], {
        env: { ...process.env, NO_COLOR: '1' },
      })
      expect(stdout).toBe('token-3\n')
    })
  })
})
