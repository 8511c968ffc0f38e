import { createClient } from '@greenroom/core'
import { createTexml } from '@greenroom/core/texml'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../../emulator.ts'

type App = (path: string, fields: URLSearchParams) => string | Response
const base = 'http://127.0.0.1:9'
const [ann, ben, agent, office] = ['+13125550001', '+13125550002', '+13125550003', '+13125550009'] as const

/** Returns an emulator, with an app that responds by path and the requests that it gets. */
function withApp(app: App) {
  const requests: { path: string; fields: Record<string, string> }[] = []
  const emulator = createEmulator({
    clock: 'manual',
    async fetch(input) {
      const request = input as Request
      const { pathname: path } = new URL(request.url)
      const fields = new URLSearchParams(await request.text())
      requests.push({ path, fields: Object.fromEntries(fields) })
      const answer = app(path, fields)
      return typeof answer === 'string' ? new Response(answer) : answer
    },
  })
  const call = (from: string, path: string) => emulator.phone(from).call(office, { url: base + path })
  const paths = () => requests.map(({ path }) => path)
  const last = (path: string) => requests.findLast((request) => request.path === path)?.fields
  return { emulator, requests, call, paths, last }
}

const documents: Record<string, string> = {
  '/in': '<Response><Enqueue waitUrl="/w" action="/e">support</Enqueue><Say>After.</Say></Response>',
  '/plain': '<Response><Enqueue waitUrl="/w">support</Enqueue><Say>After.</Say></Response>',
  '/w': '<Response><Say>Please hold on.</Say><Pause length="9"/></Response>',
  '/e': '<Response><Say>Thank you.</Say></Response>',
  '/agent': '<Response><Dial action="/d"><Queue url="/announce">support</Queue></Dial></Response>',
  '/announce': '<Response><Say>An agent takes you now.</Say></Response>',
  '/line':
    '<Response><Dial action="/line" hangupOnStar="true"><Queue url="/announce">support</Queue></Dial></Response>',
  '/silent': '<Response><Enqueue>support</Enqueue></Response>',
  '/d': '<Response><Say>Well done.</Say></Response>',
}
const app: App = (path) => documents[path] ?? '<Response/>'

describe('<Enqueue> and <Dial><Queue>', () => {
  it('plays the wait document again, then connects the caller with an agent', async () => {
    const { call, paths, last, requests } = withApp(app)
    const caller = await call(ann, '/in')
    expect(last('/w')).toMatchObject({
      QueueSid: 'support',
      QueuePosition: '1',
      CurrentQueueSize: '1',
      QueueTime: '0',
      AvgQueueTime: '0',
      CallSid: caller.sid,
    })
    await caller.wait(15)
    expect(last('/w')).toMatchObject({ QueueTime: '10', AvgQueueTime: '10' })
    const helper = await call(agent, '/agent')
    await caller.heard('An agent takes you now.')
    await caller.wait(62)
    await helper.hangUp()
    expect(last('/e')).toMatchObject({ QueueResult: 'bridged', QueueSid: 'support', QueueTime: '15' })
    await caller.heard('Thank you.')
    expect(await caller.ended()).toBe('completed')
    expect(paths().filter((path) => path !== '/d')).toEqual(['/in', '/w', '/w', '/agent', '/announce', '/e'])
    expect(last('/announce')).toMatchObject({ CallSid: caller.sid, DequeingCallSid: helper.sid })
    expect(requests.find(({ path }) => path === '/d')?.fields).toMatchObject({
      DialCallStatus: 'completed',
      DialCallSid: caller.sid,
      DialCallDuration: '60',
    })
  })

  it('goes on with the agent’s document after the caller hung up', async () => {
    const { call, last } = withApp(app)
    const caller = await call(ann, '/in')
    const helper = await call(agent, '/agent')
    await caller.wait(12)
    await caller.hangUp()
    await helper.heard('Well done.')
    expect(last('/e')).toMatchObject({ QueueResult: 'bridged', CallStatus: 'completed' })
    expect(last('/d')).toMatchObject({ DialCallStatus: 'completed', CallSid: helper.sid })
  })

  it.each([
    ['/in', 'Thank you.', 'leave'],
    ['/plain', 'After.', undefined],
  ])('leaves from the wait document of %s and says %s', async (path, text, result) => {
    const { call, last } = withApp((asked) =>
      asked === '/w'
        ? '<Response><Pause length="3"/><Leave/><Say>Never.</Say></Response>'
        : app(asked, new URLSearchParams()),
    )
    const caller = await call(ann, path)
    await caller.heard(text)
    expect(last('/e')?.['QueueResult']).toBe(result)
    expect(caller.state().heard).toHaveLength(1)
  })

  it('removes a caller who waited too long', async () => {
    const document = '<Response><Enqueue maxWaitTimeSecs="30" action="/e">support</Enqueue></Response>'
    const { call, last } = withApp((path) => (path === '/in' ? document : app(path, new URLSearchParams())))
    const caller = await call(ann, '/in')
    await caller.heard('Thank you.')
    expect(last('/e')).toMatchObject({ QueueResult: 'max-wait-time-exceeded', QueueTime: '30' })
  })

  it('requests the action of a caller who hangs up and ignores the response', async () => {
    const { call, last, paths } = withApp(app)
    const caller = await call(ann, '/in')
    const other = await call(ben, '/in')
    expect(last('/w')).toMatchObject({ QueuePosition: '2', CurrentQueueSize: '2' })
    await caller.wait(4)
    await caller.hangUp()
    expect(last('/e')).toMatchObject({ QueueResult: 'hangup', QueueTime: '4', CallSid: caller.sid })
    expect(caller.state().heard).toMatchObject([{ text: 'Please hold on.' }])
    await other.wait(7)
    expect(last('/w')).toMatchObject({ QueuePosition: '1', CurrentQueueSize: '1', QueueTime: '10' })
    expect(paths().filter((path) => path === '/e')).toHaveLength(1)
  })

  it('lets an agent wait for a caller until its timeout', async () => {
    const document = '<Response><Dial action="/d" timeout="20"><Queue>support</Queue></Dial></Response>'
    const { call, last } = withApp((path) =>
      path === '/agent' ? document : app(path, new URLSearchParams()),
    )
    const early = await call(agent, '/agent')
    await early.heard('Well done.')
    expect(last('/d')).toMatchObject({ DialCallStatus: 'no-answer', DialCallDuration: '0' })
    const late = await call(agent, '/agent')
    await late.wait(19)
    const caller = await call(ann, '/in')
    await late.wait(30)
    expect(last('/w')).toBeUndefined()
    await late.hangUp()
    expect(last('/e')).toMatchObject({ QueueResult: 'bridged', QueueTime: '0', CallSid: caller.sid })
  })

  it('rejects a caller of a full queue, which the API shows and does not delete', async () => {
    const { emulator, call, last } = withApp(app)
    const client = createClient({ apiKey: 'KEY', fetch: emulator.fetch })
    const { queues } = createTexml(client, { accountSid: 'AC' })
    await queues.create({ FriendlyName: 'support', MaxSize: 1 })
    const caller = await call(ann, '/in')
    await caller.wait(8)
    const rejected = await call(ben, '/in')
    expect(last('/e')).toMatchObject({ QueueResult: 'queue-full', CallSid: rejected.sid })
    const shown = await queues.retrieve({ queue_sid: 'support' })
    expect(shown).toMatchObject({ current_size: 1, max_size: 1, average_wait_time: 8 })
    await expect(queues.delete({ queue_sid: 'support' })).rejects.toMatchObject({ code: '90050' })
    await caller.hangUp()
    await queues.delete({ queue_sid: 'support' })
  })

  it('serves 100 callers in order', async () => {
    const { emulator, call, requests } = withApp(app)
    const callers = []
    for (let i = 0; i < 100; i += 1) callers.push((await call(`+1312555${1000 + i}`, '/silent')).sid)
    const helper = await call(agent, '/line')
    for (const _ of callers) {
      await helper.wait(2)
      await helper.press('*')
    }
    const served = requests.filter(({ path }) => path === '/announce').map(({ fields }) => fields['CallSid'])
    expect(served).toEqual(callers)
    expect(emulator.calls().filter(({ status }) => status === 'in-progress')).toMatchObject([
      { sid: helper.sid },
    ])
  })

  it('reports an error to the caller if the agent hangs up before the connection', async () => {
    const { call, last } = withApp(app)
    const caller = await call(ann, '/in')
    const helper = await call(agent, '/agent')
    await helper.hangUp()
    expect(last('/e')).toMatchObject({ QueueResult: 'error', CallSid: caller.sid })
    expect(last('/d')).toMatchObject({ DialCallStatus: 'no-answer', CallStatus: 'completed' })
  })

  it('keeps waiting callers in a snapshot', async () => {
    const { emulator, call } = withApp(app)
    const caller = await call(ann, '/in')
    const other = withApp(app)
    other.emulator.restore(structuredClone(await emulator.snapshot()))
    await other.call(agent, '/agent')
    await other.emulator.clock.advance(10)
    expect(other.last('/announce')).toMatchObject({ CallSid: caller.sid })
  })

  it('asks for an empty wait document once a second', async () => {
    const { call, paths } = withApp((path) =>
      path === '/w' ? '<Response/>' : app(path, new URLSearchParams()),
    )
    const caller = await call(ann, '/in')
    await caller.wait(10)
    expect(paths().filter((path) => path === '/w')).toHaveLength(11)
  })

  it('plays a sound at waitUrl again and again', async () => {
    const document = '<Response><Enqueue waitUrl="https://example.com/hold.mp3">support</Enqueue></Response>'
    const { call, paths } = withApp(() => document)
    const caller = await call(ann, '/in')
    await caller.wait(12)
    expect(caller.state().heard).toMatchObject(
      [5, 5, 0].map((secs) => ({ verb: 'Play', url: 'https://example.com/hold.mp3', secs })),
    )
    expect(paths()).toEqual(['/in'])
  })
})
