import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createClient } from '@greenroom/core'
import { verifyContext } from '@greenroom/core/identity'
import { rooms } from '@greenroom/core/video'
import { type StartedEmulator, startEmulator } from '@greenroom/emulator/node'
import { expectedTour, tourGateway } from '@greenroom/testing/gateway-tour'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { apiKey, origin, secret } from './harness.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const condition = '--conditions=@greenroom/source'

let server: StartedEmulator
let room_id: string

beforeAll(async () => {
  server = await startEmulator({ apiKey })
  const client = createClient({ apiKey, baseUrl: `${server.url}/v2` })
  room_id = (await rooms.create(client, {})).id
})
afterAll(() => server.close())

const env = () => ({
  TELNYX_API_KEY: apiKey,
  TELNYX_BASE_URL: `${server.url}/v2`,
  GATEWAY_SECRET: secret,
  APP_ORIGIN: origin,
  PORT: '0',
})

/** Starts an example in its own runtime. Resolves to its URL, and a function that stops it. */
async function start(command: string, args: readonly string[]) {
  const child = spawn(command, args, {
    cwd: here('../examples'),
    env: { ...env(), PATH: process.env['PATH'], DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' },
  })
  const problems: string[] = []
  child.stderr.on('data', (data) => problems.push(String(data)))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve)
    child.once('exit', () => reject(new Error(`The example ended: ${problems.join('')}`)))
  })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  return {
    url,
    problems,
    stop: async () => {
      child.kill()
      await exited
    },
  }
}

const deno = here('../node_modules/.bin/deno')
const bun = here('../node_modules/.bin/bun')

describe('the gateway, mounted', () => {
  it.each([
    ['in Node', process.execPath, [condition, 'node.ts']],
    ['in Node, with Hono', process.execPath, [condition, 'hono.ts']],
    [
      'in Deno',
      here('../node_modules/.bin/deno'),
      ['run', condition, '--allow-env', '--allow-net', 'deno.ts'],
    ],
    ['in Bun', bun, ['run', condition, 'bun.ts']],
  ])('%s, responds as on every platform', { timeout: 60_000 }, async (_, command, args) => {
    const { url, stop, problems } = await start(command, args)
    try {
      expect(await tourGateway((path, init) => fetch(url + path, init), room_id, verifyContext)).toEqual(
        expectedTour,
      )
      expect(problems).toEqual([])
    } finally {
      await stop()
    }
  })

  it('as a route of Next, responds as on every platform', async () => {
    for (const [name, value] of Object.entries(env())) vi.stubEnv(name, value)
    const route = await import('../examples/next-route.ts')
    vi.unstubAllEnvs()
    const context = { params: Promise.resolve({ path: ['rooms'] }) }
    const send = (path: string, init?: RequestInit) => {
      const request = new Request(`https://app.example${path}`, init)
      return route[request.method as 'GET' | 'POST'](request, context)
    }
    expect(await tourGateway(send, room_id, verifyContext)).toEqual(expectedTour)
  })

  it('in Deno, passes the type check of Deno', { timeout: 240_000 }, async () => {
    await promisify(execFile)(deno, ['check', condition, 'deno.ts'], { cwd: here('../examples') })
  })
})

describe('a signed context', () => {
  it('is verified in Node, Deno and Bun with the gateway’s public keys', { timeout: 60_000 }, async () => {
    const { url, stop } = await start(process.execPath, [condition, 'node.ts'])
    try {
      const headers = { origin, cookie: 'user=ann', 'content-type': 'application/json' }
      const path = `${url}/telnyx/rooms/${room_id}/actions/generate_join_client_token`
      const minted = await fetch(path, { method: 'POST', headers, body: '{}' })
      const { data } = (await minted.json()) as { data: { context: string } }
      const verify = async (command: string, args: readonly string[]) => {
        const commandArgs = [...args, 'verify.ts', `${url}/telnyx`, origin, data.context]
        const { stdout } = await promisify(execFile)(command, commandArgs, { cwd: here('../examples') })
        return stdout.trim()
      }
      for (const [command, args] of [
        [process.execPath, [condition]],
        [deno, ['run', condition, '--allow-net']],
        [bun, ['run', condition]],
      ] as const) {
        expect(await verify(command, args)).toBe(`ann was admitted to ${room_id}`)
      }
    } finally {
      await stop()
    }
  })
})
