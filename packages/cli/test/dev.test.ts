import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@greenroom/emulator/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { greenroom, start } from './greenroom.ts'

interface Addresses {
  readonly url: string
  readonly api: string
  readonly control: string
  readonly webhook_public_key: string
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'greenroom-dev-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A command that prints a variable of its environment as JSON. */
const printing = (name: string) => [process.execPath, '-p', `JSON.stringify(process.env.${name})`]

describe('greenroom dev', () => {
  it('starts the emulator, prints its addresses and ends with 0 at Ctrl-C', async () => {
    const running = start(['dev', '--port', '0', '--manual-clock', '--seed', 'empty'])
    const [, url = ''] = await running.printed(/^API +(\S+)\/v2$/m)
    const status = (await (await fetch(`${url}/_emulator`)).json()) as { readonly clock: string }
    expect(status.clock).toBe('manual')
    expect((await fetch(`${url}/phone`)).status).toBe(200)
    running.child.kill('SIGINT')
    const { status: exitStatus, stdout } = await running.ended
    expect(exitStatus).toBe(0)
    expect(stdout).toContain(`  TELNYX_BASE_URL=${url}/v2\n`)
  })

  it('prints one line with --json, and keeps the state in a file', async () => {
    const args = ['dev', '--port', '0', '--json', '--save', join(folder, 'state.json')]
    const first = start(args)
    const { api, webhook_public_key } = JSON.parse((await first.printed(/^\{.+\}$/m))[0]) as Addresses
    const headers = { authorization: 'Bearer KEY_any', 'content-type': 'application/json' }
    await fetch(`${api}/rooms`, { method: 'POST', headers, body: '{"unique_name":"kept"}' })
    first.child.kill('SIGTERM')
    expect((await first.ended).status).toBe(0)

    const second = start([...args, '--snapshot', join(folder, 'state.json')])
    const restored = JSON.parse((await second.printed(/^\{.+\}$/m))[0]) as Addresses
    const found = await fetch(`${restored.api}/rooms?filter[unique_name]=kept`, { headers })
    expect(((await found.json()) as { readonly data: unknown[] }).data).toHaveLength(1)
    expect(restored.webhook_public_key).toBe(webhook_public_key)
    second.child.kill('SIGTERM')
    expect((await second.ended).status).toBe(0)
    expect(readFileSync(join(folder, 'state.json'), 'utf8')).toContain('"kept"')
  })

  it('runs a command with the addresses, never with the real key, and exits with its status', async () => {
    const env = { TELNYX_API_KEY: 'KEY_real', TELNYX_BASE_URL: 'https://api.telnyx.com/v2' }
    const script = `
      const { TELNYX_BASE_URL, TELNYX_API_KEY } = process.env
      const { status } = await fetch(TELNYX_BASE_URL + '/rooms', { headers: { authorization: 'Bearer ' + TELNYX_API_KEY } })
      console.log(status, TELNYX_API_KEY, process.argv.slice(2))
      process.exit(7)`
    writeFileSync(join(folder, 'app.mjs'), script)
    const app = [process.execPath, join(folder, 'app.mjs'), '--port', '80']
    const { status, stdout } = await greenroom(['dev', '--port', '0', '--', ...app], { env })
    expect(stdout).toContain("200 KEY_emulator [ '--port', '80' ]\n")
    expect(status).toBe(7)
  })

  it('passes the options after a command to it, and its output to stderr with --json', async () => {
    const { stdout, stderr } = await greenroom([
      ...['dev', '--port', '0', '--json', '--api-key', 'KEY_one'],
      ...printing('TELNYX_API_KEY'),
    ])
    expect(stderr).toBe('"KEY_one"\n')
    expect(JSON.parse(stdout)).toHaveProperty('webhook_public_key')
  })

  it('ends the command with the emulator', async () => {
    const script = `process.on('SIGTERM', () => { console.log('ending'); process.exit(0) })
      console.log('started')
      setInterval(() => {}, 1000)`
    const running = start(['dev', '--port', '0', process.execPath, '-e', script])
    await running.printed(/^started$/m)
    running.child.kill('SIGTERM')
    const { status, stdout } = await running.ended
    expect(stdout).toContain('ending\n')
    expect(status).toBe(0)
  })

  it.skipIf(process.platform === 'win32')(
    'ends what a shell started, which passes no signals on',
    async () => {
      const app = "console.log('app runs'); setInterval(() => {}, 1000)"
      const running = start(['dev', '--port', '0', '--', 'sh', '-c', `"$NODE" -e "${app}"; true`], {
        env: { NODE: process.execPath },
      })
      await running.printed(/app runs/)
      running.child.kill('SIGTERM')
      // Its standard output stays open until the app has ended.
      expect((await running.ended).status).toBe(143)
    },
  )

  it('reports a port that is in use, a missing command and a broken snapshot', async () => {
    const other = await startEmulator()
    const app = createServer((_, response) => response.end())
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    writeFileSync(join(folder, 'broken.json'), '{"version":1}')
    const { port } = app.address() as AddressInfo
    const [second, inUse, missing, broken] = await Promise.all([
      greenroom(['dev', '--port', String(other.port)]),
      greenroom(['dev', '--port', String(port)]),
      greenroom(['dev', '--port', '0', '--json', 'no-such-command']),
      greenroom(['dev', '--port', '0', '--snapshot', join(folder, 'broken.json')]),
    ])
    await other.close()
    await new Promise((resolve) => app.close(resolve))
    expect(second).toEqual({
      status: 1,
      stdout: '',
      stderr: `An emulator already runs at ${other.url}/. Choose another port with --port, or end what uses it\n`,
    })
    expect(inUse).toEqual({
      status: 1,
      stdout: '',
      stderr: `Port ${port} is in use. Choose another port with --port, or end what uses it\n`,
    })
    expect(missing).toMatchObject({
      status: 2,
      stderr: 'no-such-command could not be started: it was not found\n',
    })
    expect(broken).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/broken\.json is not a snapshot of the emulator: /),
    })
  })
})
