import { createClient } from '@greenroom/core'
import { applications } from '@greenroom/core/texml'
import { gather, response, say } from '@greenroom/core/texml/document'
import { texmlResponse } from '@greenroom/core/webhooks'
import { type StartedEmulator, startEmulator } from '@greenroom/emulator/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { greenroom, start } from './greenroom.ts'

const number = '+13125550002'
let emulator: StartedEmulator
let sid: string
const run = (args: readonly string[], input?: string) =>
  greenroom(['call', ...args, '--base-url', emulator.url], { ...(input !== undefined && { input }) })

/** Returns what was printed without the statuses before the answer, which a call may pass unseen. */
const sinceAnswer = (stdout: string) => stdout.replace(/^(?:queued|initiated|ringing)\n/gm, '')

/** A voice app with a menu. */
const app: typeof fetch = async (request) => {
  const { url } = request as Request
  const fields = new URLSearchParams(await (request as Request).text())
  const document = url.endsWith('/menu')
    ? response(say(`You chose ${fields.get('Digits') ?? fields.get('SpeechResult')}`))
    : response(gather({ action: '/menu', input: ['dtmf', 'speech'], numDigits: 1 }, say('Press 1')))
  return texmlResponse(document)
}

beforeAll(async () => {
  emulator = await startEmulator({ fetch: app })
  const client = createClient({ apiKey: 'KEY_any', baseUrl: `${emulator.url}/v2` })
  const voice_url = 'http://127.0.0.1:1/voice'
  sid = (await applications.create(client, { friendly_name: number, voice_url })).id
})
afterAll(() => emulator.close())

describe('greenroom call', () => {
  it('phones the application of a number and prints the SID of the call', async () => {
    const { stdout, status } = await run([number])
    expect(status).toBe(0)
    const calls = emulator.emulator.calls()
    expect(calls.map(({ sid, from, to }) => ({ sid, from, to }))).toContainEqual({
      sid: stdout.trim(),
      from: '+13125550001',
      to: number,
    })
  })

  it('follows a call, presses the keys of its input and prints what is heard', async () => {
    const { stdout, status } = await run([number, '--follow', '--application', sid], '1\n')
    expect(sinceAnswer(stdout)).toBe('in-progress\nSay: Press 1\nSay: You chose 1\ncompleted\n')
    expect(status).toBe(0)
  })

  it('says other input, and prints the whole call with --json', async () => {
    const { stdout } = await run([number, '--follow', '--json'], 'sales please\n')
    expect(JSON.parse(stdout)).toMatchObject({
      call_sid: expect.any(String),
      status: 'completed',
      heard: [{ text: 'Press 1' }, { text: 'You chose sales please' }],
    })
  })

  it('hangs up at Ctrl-C', async () => {
    const running = start([
      ...['call', number, '--follow', '--base-url', emulator.url],
      ...['--say', 'This takes a long time. '.repeat(40)],
    ])
    await running.printed(/Say: This takes/)
    running.child.kill('SIGINT')
    const { stdout, status } = await running.ended
    expect(stdout).toMatch(/completed\n$/)
    expect(status).toBe(0)
  })

  it('reports that the emulator ended during a call', async () => {
    const other = await startEmulator()
    const text = 'This takes a long time. '.repeat(40)
    const running = start(['call', number, '--follow', '--base-url', other.url, '--say', text])
    await running.printed(/Say: This takes/)
    await other.close()
    const { status, stderr } = await running.ended
    expect(stderr).toBe(`The connection to ${other.url} was lost\n`)
    expect(status).toBe(1)
  })

  it('places a call through the API, answers it and follows it', async () => {
    const to = '+13125550009'
    const placed = await run([to, '--outbound', '--say', 'Your order is ready', '--answer', '--follow'])
    expect(sinceAnswer(placed.stdout)).toBe('in-progress\nSay: Your order is ready\ncompleted\n')
    expect(placed.status).toBe(0)
    const queued = await run([to, '--outbound', '--say', 'Hello', '--from', '+13125550003', '--json'])
    expect(JSON.parse(queued.stdout)).toMatchObject({ to, from: '+13125550003', direction: 'outbound' })
  })

  it('reads a document from the standard input, and reports why a call failed', async () => {
    const { stdout, stderr, status } = await run([number, '--texml', '-', '--follow'], '<Response><Say>')
    expect(stdout).toContain('failed\n')
    expect(stderr).toMatch(/^The call failed: .+\n$/)
    expect(status).toBe(1)
  })

  it('says that no application answers', async () => {
    expect(await run([number, '--application', '42'])).toEqual({
      status: 1,
      stdout: '',
      stderr: 'There is no 42. Create a TeXML application, or give --url, --texml or --say\n',
    })
  })
})
