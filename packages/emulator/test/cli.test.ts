import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startEmulator } from '../src/node.ts'

const program = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

/** Starts the command from its source. Resolves once it has printed something. */
async function start(...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=@greenroom/source', '--no-warnings', program, ...args])
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const hasPrinted = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        resolve()
      })
    }
  })
  await Promise.race([hasPrinted, ended])
  return { child, ended, output: () => output.trim() }
}

describe('greenroom-emulator', () => {
  it('serves the API with the demo data and exits on a signal', async () => {
    const { child, ended, output } = await start('--port', '0', '--api-key', 'KEY_one')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0]
    const rooms = await fetch(`${url}/v2/rooms`, { headers: { authorization: 'Bearer KEY_one' } })
    expect(((await rooms.json()) as { data: unknown[] }).data).toHaveLength(3)
    expect((await fetch(`${url}/v2/rooms`, { headers: { authorization: 'Bearer other' } })).status).toBe(401)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('stops the clock with --manual-clock', async () => {
    const { child, ended, output } = await start('--port', '0', '--manual-clock')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0]
    const status = async () => (await fetch(`${url}/_emulator`)).json()
    const before = await status()
    expect(before).toMatchObject({ clock: 'manual' })
    expect(await status()).toEqual(before)
    child.kill('SIGTERM')
    await ended
  })

  it('reports in one line that its port is in use', async () => {
    const other = await startEmulator()
    const { ended, output } = await start('--port', String(other.port))
    expect(await ended).toBe(1)
    expect(output()).toBe(`Port ${other.port} is in use. Choose another port with --port.`)
    await other.close()
  })

  it.each([
    [['--prot', '1'], /^Unknown option '--prot'.*--help$/],
    [['--port', 'x'], /^--port must be a number from 0 to 65535, not x$/],
    [['--port', '99999'], /^--port must be a number from 0 to 65535, not 99999$/],
    [['--seed', 'big'], /^--seed must be demo or empty, not big$/],
  ])('rejects %j with a one-line message', async (args, line) => {
    const { ended, output } = await start(...args)
    expect(await ended).toBe(1)
    expect(output()).toMatch(line)
  })

  it('prints its flags with --help', async () => {
    const { ended, output } = await start('--help')
    expect(await ended).toBe(0)
    expect(output()).toContain('--seed <name>')
  })
})
