import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startEmulator } from '../src/node.ts'

const program = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

/** Starts the command from its source; resolves once it has said something. */
async function start(...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=@greenroom/source', '--no-warnings', program, ...args])
  let said = ''
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const spoke = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        resolve()
      })
    }
  })
  await Promise.race([spoke, ended])
  return { child, ended, said: () => said.trim() }
}

describe('greenroom-emulator', () => {
  it('serves the API with the demo account, and ends on a signal', async () => {
    const { child, ended, said } = await start('--port', '0', '--api-key', 'KEY_one')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said())?.[0]
    const rooms = await fetch(`${url}/v2/rooms`, { headers: { authorization: 'Bearer KEY_one' } })
    expect(((await rooms.json()) as { data: unknown[] }).data).toHaveLength(3)
    expect((await fetch(`${url}/v2/rooms`, { headers: { authorization: 'Bearer other' } })).status).toBe(401)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('says in one line that its port is in use', async () => {
    const other = await startEmulator()
    const { ended, said } = await start('--port', String(other.port))
    expect(await ended).toBe(1)
    expect(said()).toBe(`Port ${other.port} is in use. Choose another one with --port`)
    await other.close()
  })

  it.each([
    [['--prot', '1'], /^Unknown option '--prot'.*--help$/],
    [['--port', 'x'], /^--port x is not a port$/],
    [['--port', '99999'], /^--port 99999 is not a port$/],
    [['--seed', 'big'], /^--seed big is not one of demo, empty$/],
  ])('refuses %j in one line', async (args, line) => {
    const { ended, said } = await start(...args)
    expect(await ended).toBe(1)
    expect(said()).toMatch(line)
  })

  it('explains its flags', async () => {
    const { ended, said } = await start('--help')
    expect(await ended).toBe(0)
    expect(said()).toContain('--seed <name>')
  })
})
