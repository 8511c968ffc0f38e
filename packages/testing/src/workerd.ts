import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** A Worker to run. */
export interface WorkerSource {
  /** Name of the service; letters only. */
  readonly name: string
  /** Path of its module, relative to the workspace. */
  readonly module: string
  readonly bindings: Readonly<Record<string, string>>
  /** A Durable Object with SQLite storage: its binding, its class, and the Worker that exports it. */
  readonly durableObject?: {
    readonly binding: string
    readonly className: string
    readonly worker: string
  }
}

/** A workerd process without a proxy in front: the Worker's server reads the bytes as they were sent. */
export interface Workerd {
  /** URL of each Worker, by name. */
  readonly urls: Readonly<Record<string, string>>
  readonly pid: number
  close(): Promise<void>
}

/** Runs Workers in one workerd process, each on its own port, and resolves when all of them listen. */
export async function startWorkerd(workers: readonly WorkerSource[]): Promise<Workerd> {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-workerd-'))
  await Promise.all(workers.map((worker) => bundle(worker, folder)))
  mkdirSync(join(folder, 'storage'))
  writeFileSync(join(folder, 'config.capnp'), configOf(workers))
  const program = createRequire(import.meta.url)('workerd') as { readonly default: string }
  const child = spawn(
    program.default,
    ['serve', 'config.capnp', '--experimental', '--control-fd=3'],
    // The Workers' logs are not needed.
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  )
  let errorOutput = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errorOutput = (errorOutput + text).slice(-4000)
  })
  const ended = once(child, 'exit')
  const close = async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const listening = portsOf(child.stdio[3] as Readable, workers)
    const failed = ended.then(() => Promise.reject(new Error(`workerd exited: ${errorOutput}`)))
    return { urls: await Promise.race([listening, failed]), pid: child.pid ?? 0, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function bundle({ name, module }: WorkerSource, folder: string): Promise<void> {
  await build({
    entryPoints: [join(root, module)],
    external: ['cloudflare:*'],
    outfile: join(folder, `${name}.js`),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@greenroom/source', 'workerd', 'worker', 'browser'],
    logLevel: 'error',
  })
}

/** Reads the ports from workerd's control output, one JSON object per line. */
async function portsOf(control: Readable, workers: readonly WorkerSource[]): Promise<Record<string, string>> {
  const urls: Record<string, string> = {}
  for await (const line of createInterface(control)) {
    const { event, socket, port } = JSON.parse(line) as { event: string; socket: string; port: number }
    if (event === 'listen') urls[socket] = `http://127.0.0.1:${port}`
    if (Object.keys(urls).length === workers.length) return urls
  }
  throw new Error('workerd closed its control output before every Worker was listening')
}

/** Returns the Cap'n Proto configuration. Its string syntax is compatible with JSON. */
function configOf(workers: readonly WorkerSource[]): string {
  const text = readFileSync(join(root, 'apps/worker/wrangler.jsonc'), 'utf8')
  const date = JSON.stringify(/"compatibility_date": "([\d-]+)"/.exec(text)?.[1] ?? '')
  const services = workers.map(({ name, bindings, durableObject }) => {
    const texts = Object.entries(bindings).map(
      ([key, value]) => `(name = ${JSON.stringify(key)}, text = ${JSON.stringify(value)})`,
    )
    if (durableObject) {
      const { binding, className, worker } = durableObject
      texts.push(
        `(name = "${binding}", durableObjectNamespace = (className = "${className}", serviceName = "${worker}"))`,
      )
    }
    const objects =
      durableObject?.worker === name
        ? `durableObjectNamespaces = [(className = "${durableObject.className}", uniqueKey = "${name}", enableSql = true)],
      durableObjectStorage = (localDisk = "storage"),`
        : ''
    return `(name = "${name}", worker = (
      modules = [(name = "${name}.js", esModule = embed "${name}.js")],
      compatibilityDate = ${date},
      bindings = [${texts.join(', ')}],
      ${objects}
    ))`
  })
  const sockets = workers.map(
    ({ name }) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`,
  )
  services.push('(name = "storage", disk = (path = "storage", writable = true))')
  // The upstream is on this machine; workerd only calls private addresses that are allowed explicitly.
  services.push('(name = "internet", network = (allow = ["private", "public"]))')
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [${services.join(', ')}], sockets = [${sockets.join(', ')}]);
`
}
