import { createClient, paginate } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { startEmulator } from '@greenroom/emulator/node'
import { createServer, preview } from 'vite'
import { unstable_startWorker } from 'wrangler'
import { blockedNames } from './blocked-names.ts'
import { quiet } from './quiet.ts'
import { root } from './run.ts'

Object.assign(process.env, quiet)

export interface StackOptions {
  /** Port of the emulator; 0 chooses a free one. The same holds for the other ports. */
  readonly emulatorPort: number
  readonly workerPort: number
  readonly webPort: number
  /** Lifetime of join tokens, in seconds. Default: 600. */
  readonly tokenTtlSecs?: number
  /** Whether the Worker's failures are logged. Default: true. Tests cause failures on purpose. */
  readonly isLogged?: boolean
  /** Serves the built web app instead of its source. Default: false. */
  readonly isBuilt?: boolean
  /** API key. If it is given, the Worker calls Telnyx and no emulator starts. */
  readonly apiKey?: string | undefined
}

/** The emulator, the Worker in workerd and the web app, running on this machine. */
export interface Stack {
  /** URL of the web app. */
  readonly url: string
  readonly emulatorUrl: string | undefined
  /** Closes the emulator's port, as a crash would. */
  pauseEmulator(): Promise<void>
  /** Starts the emulator again with the state it had. */
  resumeEmulator(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the emulator, the Worker and the web app, and resolves when all of them respond. If one fails to
 * start, the others are stopped.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end().catch(() => undefined)
  }
  try {
    let emulator = options.apiKey
      ? undefined
      : await startEmulator({ port: options.emulatorPort, seed: 'demo' })
    stops.push(async () => emulator?.close())

    // The Worker needs the app's origin before the app's server can proxy to the Worker.
    const webPort = options.webPort || (await freePort())
    const url = `http://localhost:${webPort}`
    const bindings = bindingsOf(options, url, emulator && (await describe(emulator)))
    const worker = await startWorker(options, bindings)
    stops.push(() => worker.dispose())
    const workerUrl = (await worker.url).origin

    const block = async (names: readonly string[]) => {
      await worker.patchConfig({ bindings: { ...bindings, BLOCKED_NAMES: text(names.join(',')) } })
      await worker.ready
    }
    const web = await startWeb(options, webPort, workerUrl, emulator?.url, block)
    stops.push(() => web.close())

    if (emulator) await pointWebhooks(emulator.url, url)
    for (const address of [url, `${workerUrl}/session`]) await fetch(address)
    return {
      url,
      emulatorUrl: emulator?.url,
      pauseEmulator: async () => emulator?.close(),
      async resumeEmulator() {
        if (!emulator) return
        const state = await emulator.emulator.snapshot()
        emulator = await startEmulator({ port: emulator.port })
        emulator.emulator.restore(state)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Makes the emulator send the events of its rooms to the Worker. New rooms get the URL from the gateway. */
async function pointWebhooks(emulatorUrl: string, appUrl: string): Promise<void> {
  const client = createClient({ apiKey: 'KEY_emulator', baseUrl: `${emulatorUrl}/v2` })
  for await (const { id: room_id } of paginate(client, rooms.list)) {
    await rooms.update(client, { room_id, webhook_event_url: `${appUrl}/telnyx/webhooks` })
  }
}

const text = (value: string) => ({ type: 'plain_text', value }) as const
const secret = (value: string) => ({ type: 'secret_text', value }) as const

interface EmulatorInfo {
  readonly url: string
  readonly webhookPublicKey: string
}

async function describe({ url }: { readonly url: string }): Promise<EmulatorInfo> {
  const response = await fetch(`${url}/_emulator`)
  const { webhook_public_key } = (await response.json()) as { readonly webhook_public_key: string }
  return { url, webhookPublicKey: webhook_public_key }
}

function bindingsOf(options: StackOptions, appOrigin: string, emulator: EmulatorInfo | undefined) {
  return {
    TELNYX_API_KEY: secret(options.apiKey ?? 'KEY_emulator'),
    GATEWAY_SECRET: secret(localSecret()),
    SESSION_SECRET: secret(localSecret()),
    APP_ORIGIN: text(appOrigin),
    TOKEN_TTL_SECS: text(String(options.tokenTtlSecs ?? 600)),
    ...(emulator && {
      TELNYX_BASE_URL: text(`${emulator.url}/v2`),
      WEBHOOK_PUBLIC_KEY: text(emulator.webhookPublicKey),
    }),
  }
}

function startWorker(options: StackOptions, bindings: ReturnType<typeof bindingsOf>) {
  return unstable_startWorker({
    config: `${root}apps/worker/wrangler.jsonc`,
    bindings,
    dev: {
      server: { hostname: '127.0.0.1', port: options.workerPort },
      inspector: false,
      logLevel: options.isLogged === false ? 'none' : 'warn',
      persist: false,
    },
  })
}

async function startWeb(
  { isBuilt }: StackOptions,
  port: number,
  workerUrl: string,
  emulatorUrl: string | undefined,
  block: (names: readonly string[]) => Promise<void>,
): Promise<{ close(): Promise<unknown> }> {
  process.env['WORKER_URL'] = workerUrl
  process.env['WEB_PORT'] = String(port)
  if (emulatorUrl) {
    process.env['EMULATOR_URL'] = emulatorUrl
    process.env['VITE_EMULATOR'] = '1'
    process.env['VITE_EMULATOR_URL'] = emulatorUrl
  }
  const shared = { root: `${root}apps/web`, logLevel: 'warn' } as const
  if (isBuilt) return preview(shared)
  const server = await createServer({ ...shared, plugins: [blockedNames(block)] })
  return server.listen()
}

/** Returns a random secret. A restart signs every user out. */
function localSecret(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
}

async function freePort(): Promise<number> {
  const { createServer: listen } = await import('node:net')
  return new Promise((resolve, reject) => {
    const server = listen()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
