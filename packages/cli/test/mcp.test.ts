import { startEmulator } from '@greenroom/emulator/node'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterEach, describe, expect, it } from 'vitest'
import { command, greenroom, start } from './greenroom.ts'

const opened: Client[] = []
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close()
})

/** Starts the server as an agent does, and connects to it. */
async function connect(...args: string[]) {
  const client = new Client({ name: 'test', version: '1.0.0' })
  opened.push(client)
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...command, 'mcp', ...args],
  })
  await client.connect(transport)
  /** Calls a tool. Returns its result, or its error as a text. */
  const call = async <T = Record<string, unknown>>(name: string, input: object = {}): Promise<T> => {
    const result = await client.callTool({ name, arguments: { ...input } })
    const [{ text } = { text: '' }] = result.content as [{ readonly text: string }]
    return result.isError ? (text as T) : (JSON.parse(text) as T)
  }
  return { client, call, transport }
}

interface Call {
  readonly sid: string
  readonly status: string
  readonly heard: readonly { readonly text: string }[]
}

describe('greenroom mcp', () => {
  it('describes each tool and each argument', async () => {
    const { client } = await connect()
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...['get_status', 'reset', 'advance_clock', 'inject_fault', 'list_requests', 'list_webhooks'],
        ...['create_room', 'join_bot', 'call_app', 'place_call', 'answer_call', 'press_keys', 'speak'],
        ...['hang_up', 'get_call'],
      ]),
    )
    for (const { description, inputSchema } of tools) {
      expect(description).toMatch(/\.$/)
      for (const argument of Object.values(inputSchema.properties ?? {}))
        expect(argument).toHaveProperty('description')
    }
    expect(client.getInstructions()).toContain('get_status')
  })

  it('plays a phone call: keys, speech, the clock, the transcript and the end', async () => {
    const { call } = await connect('--manual-clock')
    const texml =
      '<Response><Gather numDigits="1"><Say>Press 1</Say></Gather><Pause length="60"/><Say>Late</Say><Pause length="180"/></Response>'
    const { sid } = await call<Call>('call_app', { to: '+13125550002', texml })
    await call('advance_clock', { seconds: 70 })
    const later = await call<Call>('get_call', { call_sid: sid })
    expect(later.heard.map(({ text }) => text)).toEqual(['Press 1', 'Late'])
    expect(await call('press_keys', { call_sid: sid, keys: '1' })).toMatchObject({ status: 'in-progress' })
    expect(await call('speak', { call_sid: sid, text: 'hello' })).toMatchObject({ status: 'in-progress' })
    expect(await call('hang_up', { call_sid: sid })).toMatchObject({ status: 'completed' })

    await call('place_call', { to: '+13125550003', texml: '<Response><Say>Hi</Say></Response>' })
    await call('advance_clock', { seconds: 1 })
    const [outbound] = await call<Call[]>('list_calls', { limit: 1 })
    const answered = await call<Call>('answer_call', { call_sid: outbound?.sid })
    expect(answered).toMatchObject({ status: 'in-progress', direction: 'outbound' })
  })

  it('creates rooms, joins bots, and shows requests and webhooks', async () => {
    const { call } = await connect('--seed', 'empty')
    const webhook_url = 'http://127.0.0.1:1/webhooks'
    const room = await call('create_room', { name: 'standup', webhook_url })
    expect(await call('join_bot', { room: 'standup', name: 'Ines', tone: 440 })).toMatchObject({
      context: '{"name":"Ines"}',
    })
    expect(await call('list_participants', { room: room['id'] })).toMatchObject([
      { context: '{"name":"Ines"}' },
    ])
    expect(await call('remove_bots', { room: 'standup' })).toMatchObject({ removed: true })
    await call('advance_clock', { seconds: 1 })
    const webhooks = await call<{ event: { event_type: string } }[]>('list_webhooks', { contains: 'session' })
    expect(JSON.stringify(webhooks)).toContain('video.room.session.started')
    const requests = await call<object[]>('list_requests', { limit: 1 })
    expect(requests).toHaveLength(1)
    await call('reset', { seed: 'demo' })
    expect(await call('list_rooms')).toHaveLength(3)
  })

  it('returns clear errors of tools', async () => {
    const { call } = await connect()
    expect(await call('join_bot', { room: 'nowhere' })).toContain('There is no room nowhere')
    expect(await call('get_call', { call_sid: 'v3:none' })).toContain('404: Unknown call')
    expect(await call('press_keys', { call_sid: 'v3:none', keys: 'xyz' })).toContain('keys')
    expect(await call('no_such_tool')).toContain('no_such_tool')
    await call('inject_fault', { path: '/rooms', status: 503 })
    expect(await call('list_rooms')).toContain('answered 503')
    expect(await call('list_rooms')).toHaveLength(3)
    await call('inject_fault', { path: '/rooms', drop: true })
    expect(await call('clear_faults')).toEqual({ cleared: true })
    expect(await call('list_rooms')).toHaveLength(3)
  })

  it('controls an emulator that runs', async () => {
    const emulator = await startEmulator({ seed: 'empty' })
    const { call } = await connect('--url', emulator.url)
    expect(await call('get_status')).toMatchObject({ api_base_url: `${emulator.url}/v2` })
    await call('create_room', { name: 'planning' })
    expect((await emulator.emulator.snapshot()).rooms).toMatchObject([{ unique_name: 'planning' }])
    await emulator.close()
    expect(await call('list_rooms')).toContain('connection failed')
  })

  it('ends with its client, and prints only the protocol on stdout', async () => {
    const running = start(['mcp'])
    running.child.stdin?.write('this is not JSON\n')
    running.child.stdin?.end()
    const { status, stdout } = await running.ended
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  })

  it('does not start without the emulator that --url names', async () => {
    const { url, close } = await startEmulator()
    await close()
    const { status, stdout, stderr } = await greenroom(['mcp', '--url', url])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain(`Nothing listens at ${url}/v2`)
  })
})
