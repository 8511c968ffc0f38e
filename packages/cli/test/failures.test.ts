import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startEmulator } from '@greenroom/emulator/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from '../src/program.ts'
import { greenroom } from './greenroom.ts'

const key = 'KEY0123456789ABCDEF_secret'
let server: Server
let url: string

beforeAll(async () => {
  // A web app, at an address that was confused with the API's.
  server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><p>Hello')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

/** Returns the address of a port that nothing listens on. */
async function closedUrl(): Promise<string> {
  const { url, close } = await startEmulator()
  await close()
  return url
}

describe('greenroom', () => {
  it('says what to do if nothing listens at the address', async () => {
    const closed = await closedUrl()
    const [rooms, bot] = await Promise.all([
      greenroom(['rooms', '--base-url', closed], { env: { TELNYX_API_KEY: key } }),
      greenroom(['bot', 'standup', '--base-url', closed, '--json']),
    ])
    const message = `Nothing listens at ${closed}/v2. Start the emulator with greenroom dev, name its address with --base-url, or set TELNYX_API_KEY to use Telnyx\n`
    expect(rooms).toEqual({ status: 1, stdout: '', stderr: message })
    expect(bot).toEqual({ status: 1, stdout: '', stderr: message })
  })

  it('says that a web app is not the API, and that it is not an emulator', async () => {
    const [rooms, bot] = await Promise.all([
      greenroom(['rooms', '--base-url', url]),
      greenroom(['bot', 'standup', '--base-url', url]),
    ])
    expect(rooms.stderr).toContain(`${url}/v2 does not respond as the API does`)
    expect(rooms.status).toBe(1)
    expect(bot.stderr).toBe(
      `greenroom bot needs an emulator, which ${url}/v2 is not. Start one with greenroom dev\n`,
    )
    expect(bot.status).toBe(2)
  })

  it('never prints the key, also if the API rejects it', async () => {
    const { url, close } = await startEmulator({ apiKey: 'KEY_other' })
    const run = await greenroom(['rooms', '--base-url', url], { env: { TELNYX_API_KEY: key } })
    await close()
    expect(run).toEqual({
      status: 1,
      stdout: '',
      stderr: `${url}/v2 rejected the API key. Check TELNYX_API_KEY\n`,
    })
  })

  it('rejects a key that cannot be one, without printing it', async () => {
    expect(await greenroom(['rooms'], { env: { TELNYX_API_KEY: 'KEY with spaces' } })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'TELNYX_API_KEY contains characters that no API key has\n',
    })
  })

  it('sends nothing to Telnyx from a command that needs an emulator', async () => {
    const env = { TELNYX_API_KEY: key }
    const [bot, call] = await Promise.all([
      greenroom(['bot', 'standup'], { env }),
      greenroom(['call', '+13125550002', '--follow'], { env }),
    ])
    expect(bot.stderr).toMatch(/^greenroom bot needs an emulator/)
    expect(call.stderr).toMatch(/^--follow and --answer need an emulator/)
    expect([bot.status, call.status]).toEqual([2, 2])
  })

  it.each([
    [['roms'], "Unknown command 'roms' (Did you mean rooms?). See greenroom --help"],
    [['rooms', 'crate'], 'crate is not one of list, create, show and delete'],
    [['rooms', 'list', 'standup'], 'list takes no argument standup'],
    [['mcp', '--url', 'localhost'], '--url must be an http or https URL'],
    [['token'], "Missing required argument 'room'. See greenroom token --help"],
    [['rooms', 'delete'], "Missing required argument 'rooms'. See greenroom rooms delete --help"],
    [['rooms', '--base-url', 'ftp://user:secret@host'], '--base-url must be an http or https URL'],
    [
      ['rooms', '--base-url', 'http://user:secret@host'],
      '--base-url must not contain a user name or a password',
    ],
    [
      ['webhook', 'send', 'video.room.session.ended'],
      "Required option '--url <url>' not specified. See greenroom webhook send --help",
    ],
    [['dev', '--port', '99999'], '--port must be a number from 0 to 65535, not 99999'],
    [['call', '1', '--say', 'a', '--texml', 'b'], 'Give only one of --url, --texml and --say'],
    [['call', '1', '--texml', 'no-such.xml'], /^no-such\.xml does not exist/],
  ])('rejects %j with one line and status 2', async (args, message) => {
    const { status, stdout, stderr } = await greenroom(args)
    if (typeof message === 'string') expect(stderr).toBe(`${message}\n`)
    else expect(stderr).toMatch(message)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  })

  it.each([
    [60, /^Commands call the API at --base-url, else at\nTELNYX_BASE_URL, else Telnyx/m],
    [200, /^Commands call the API at --base-url, else at TELNYX_BASE_URL, .{30,}\n\w/m],
  ])('wraps the paragraphs of its help to a terminal of %i columns', (columns, expected) => {
    let help = ''
    const program = createProgram().configureOutput({
      getOutHelpWidth: () => columns,
      writeOut: (text) => {
        help += text
      },
    })
    program.outputHelp()
    expect(help).toMatch(expected)
    expect(help).toContain('\nExamples:\n  greenroom dev -- vite\n  greenroom rooms create standup\n')
  })

  it('prints its help on stderr if no command is given', async () => {
    const { status, stdout, stderr } = await greenroom([])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('Usage: greenroom')
  })
})
