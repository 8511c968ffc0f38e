import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type StartedEmulator, startEmulator } from '@greenroom/emulator/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))
const deno = fileURLToPath(new URL('../node_modules/.bin/deno', import.meta.url))

/** Runs a script in real Deno, with no more permissions than it asks for itself, this emulator's address among them. */
async function run(server: StartedEmulator, args: readonly string[], env: Record<string, string> = {}) {
  const permissions = [
    '--no-prompt',
    '--allow-env=TELNYX_API_KEY,TELNYX_BASE_URL',
    `--allow-net=127.0.0.1:${server.port}`,
  ]
  try {
    const { stdout, stderr } = await promisify(execFile)(
      deno,
      ['run', ...permissions, 'open-room.ts', ...args],
      {
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          DENO_NO_UPDATE_CHECK: '1',
          NO_COLOR: '1',
          TELNYX_BASE_URL: `${server.url}/v2`,
          ...env,
        },
      },
    )
    return { code: 0, stdout, stderr }
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string }
  }
}

describe('open-room, in Deno', () => {
  let server: StartedEmulator
  const key = { TELNYX_API_KEY: 'KEY_any' }
  beforeAll(async () => {
    server = await startEmulator()
  })
  afterAll(() => server.close())

  it('makes a room, mints a token that lets somebody in, and lists the sessions', async () => {
    const first = JSON.parse((await run(server, ['--name', 'tour', '--ttl', '60', '--json'], key)).stdout)
    expect(first).toMatchObject({ room: { unique_name: 'tour' }, sessions: [] })
    await server.emulator.join(first.room.id, { client_token: first.token })

    const second = JSON.parse((await run(server, ['--name', 'tour', '--json'], key)).stdout)
    expect(second).toMatchObject({ room: { id: first.room.id }, sessions: [{ active: true }] })
    expect((await run(server, ['--name', 'tour'], key)).stdout).toMatch(/Sessions {2}1\n.*going on/)
  })

  it.each([
    [['--ttl', '5'], key, /\/token_ttl_secs: expected >=10, got 5/],
    [['--ttl', 'long'], key, /^--ttl long is not a number/],
    [['--nmae', 'x'], key, /^Unknown option '--nmae'/],
    [[], {}, /^Set TELNYX_API_KEY/],
  ])('says in one line what is wrong with %j', async (args, env, line) => {
    const { code, stderr } = await run(server, args, env as Record<string, string>)
    expect(code).toBe(1)
    expect(stderr.trim()).toMatch(line)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('explains itself', async () => {
    expect((await run(server, ['--help'])).stdout).toContain('--ttl <seconds>')
  })
})
