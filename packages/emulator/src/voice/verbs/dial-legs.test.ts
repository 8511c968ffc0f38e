import { dial, gather, hangup, number, pause, response, say, sip } from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../../emulator.ts'

const caller = '+13125550001'
const callee = '+13125550003'
const other = '+13125550004'

/** Documents by path. Other paths get an empty document. */
type App = Readonly<Record<string, { toString(): string }>>

/** Calls an app at 127.0.0.1 that has documents by path; `/voice` is the first one. */
async function callApp(app: App) {
  const requests: { path: string; fields: Record<string, string> }[] = []
  const emulator = createEmulator({
    clock: 'manual',
    async fetch(input) {
      const request = input as Request
      const path = new URL(request.url).pathname
      requests.push({ path, fields: Object.fromEntries(new URLSearchParams(await request.text())) })
      return new Response(app[path]?.toString() ?? '<Response/>')
    },
  })
  const call = await emulator.phone(caller).call('+13125550002', { url: 'http://127.0.0.1:9/voice' })
  return {
    emulator,
    call,
    requests,
    /** Returns the paths of the requests after the first one. */
    paths: () => requests.slice(1).map(({ path }) => path),
    fieldsOf: (path: string) =>
      requests.filter((request) => request.path === path).map(({ fields }) => fields),
    leg: (to = callee) => emulator.phone(to).incoming(),
    shown: (to = callee) => emulator.calls().find((shown) => shown.to === to),
    /** Moves the clock and waits for the requests. */
    wait: (secs: number) => call.wait(secs),
    /** Plays an action of the remote party of a leg. */
    play: async (action: string, to = callee, body?: object) => {
      const sid = emulator.calls().find((shown) => shown.to === to)?.sid
      const played = await emulator.fetch(
        new Request(`http://127.0.0.1/_emulator/calls/${sid}/${action}`, {
          method: 'POST',
          ...(body && { body: JSON.stringify(body) }),
        }),
      )
      await call.wait(0)
      return played.status
    },
  }
}

const events = ['initiated', 'ringing', 'answered', 'completed'] as const
const watched = (to = callee, path = '/b') =>
  number({ statusCallback: path, statusCallbackEvent: [...events] }, to)
const progress = (fields: Record<string, string>[]) =>
  fields.map(({ CallStatus, SequenceNumber }) => [CallStatus, SequenceNumber])

describe('Dial with numbers', () => {
  it('connects the callee and goes on with the next verb after it hung up', async () => {
    const app = await callApp({ '/voice': response(dial(watched()), say('Goodbye.')) })
    const leg = app.leg()
    expect(leg.state()).toMatchObject({
      direction: 'dial',
      parent_call_sid: app.call.sid,
      status: 'initiated',
      from: caller,
    })
    await app.wait(20)
    expect(leg.state().status).toBe('initiated')
    await app.play('ring')
    await leg.answer()
    await app.wait(7)
    expect(app.call.state().heard).toEqual([])
    await leg.hangUp()
    await app.call.heard('Goodbye.')
    expect(await app.call.ended()).toBe('completed')
    expect(progress(app.fieldsOf('/b'))).toEqual([
      ['initiated', '0'],
      ['ringing', '1'],
      ['in-progress', '2'],
      ['completed', '3'],
    ])
    expect(app.fieldsOf('/b')[2]).toMatchObject({ Codec: 'PCMU', SamplingRate: '8000' })
    expect(app.fieldsOf('/b')[3]).toMatchObject({
      ParentCallSid: app.call.sid,
      ParentCallSidLegacy: app.call.sid,
      CallDuration: '7',
      StartTime: expect.stringMatching(/Z$/),
      AnsweredTime: expect.stringMatching(/Z$/),
      EndTime: expect.stringMatching(/Z$/),
      HangupCause: 'normal_clearing',
      HangupSource: 'callee',
      SipHangupCause: '200',
    })
  })

  it('reports the call to action and runs the response', async () => {
    const app = await callApp({
      '/voice': response(dial({ action: '/d' }, callee), say('Never.')),
      '/d': response(say('Done.')),
    })
    const leg = app.leg()
    await leg.answer()
    await app.wait(60)
    await leg.hangUp()
    await app.call.heard('Done.')
    expect(app.paths()).toEqual(['/d'])
    expect(app.fieldsOf('/d')).toMatchObject([
      {
        CallSid: app.call.sid,
        CallStatus: 'in-progress',
        CallbackSource: 'call-progress-events',
        DialCallSid: leg.sid,
        DialCallSidLegacy: leg.sid,
        DialCallStatus: 'completed',
        DialCallDuration: '60',
      },
    ])
  })

  it.each([
    ['busy', 'busy', '486'],
    ['no-answer', 'no-answer', '480'],
    ['hangup', 'no-answer', '480'],
  ])('reports a callee that plays %s', async (action, status, sipCause) => {
    const app = await callApp({ '/voice': response(dial({ action: '/d' }, watched())) })
    await app.play(action)
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: status, DialCallDuration: '0' }])
    expect(app.fieldsOf('/b').at(-1)).toMatchObject({ CallStatus: status, SipHangupCause: sipCause })
  })

  it('gives up after the timeout and goes on', async () => {
    const app = await callApp({ '/voice': response(dial({ timeout: 10 }, callee), say('No one is there.')) })
    await app.play('ring')
    await app.wait(9.9)
    expect(app.shown()?.status).toBe('ringing')
    await app.wait(0.2)
    expect(app.shown()?.status).toBe('no-answer')
    await app.call.heard('No one is there.')
  })

  it('calls several numbers at once and connects the first one that answers', async () => {
    const app = await callApp({
      '/voice': response(dial({ action: '/d' }, watched(callee, '/b1'), watched(other, '/b2'))),
    })
    await app.play('ring')
    const leg = app.leg(other)
    await leg.answer()
    expect(app.shown()?.status).toBe('canceled')
    await app.wait(5)
    await leg.hangUp()
    expect(progress(app.fieldsOf('/b1'))).toEqual([
      ['initiated', '0'],
      ['ringing', '1'],
      ['canceled', '2'],
    ])
    expect(progress(app.fieldsOf('/b2')).at(-1)).toEqual(['completed', '2'])
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallSid: leg.sid, DialCallStatus: 'completed' }])
  })

  it('calls numbers one after the other with sequential', async () => {
    const app = await callApp({
      '/voice': response(
        dial({ action: '/d', sequential: true, timeout: 10 }, number(callee), number(other)),
      ),
    })
    expect(app.shown(other)).toBeUndefined()
    await app.play('busy')
    await app.wait(10)
    expect(app.fieldsOf('/d')).toMatchObject([
      { DialCallSid: app.shown(other)?.sid, DialCallStatus: 'no-answer' },
    ])
  })

  it('runs the document of a number for the callee, and connects both at its end', async () => {
    const app = await callApp({
      '/voice': response(dial({ action: '/d' }, number({ url: '/screen' }, callee))),
      '/screen': response(gather({ action: '/key', numDigits: 1 }, say('Press 1 to accept.')), hangup()),
      '/key': response(say('Connecting.')),
    })
    const leg = app.leg()
    await leg.answer()
    await leg.heard('Press 1')
    await leg.press('1')
    await leg.heard('Connecting.')
    await app.wait(10)
    expect(leg.state().status).toBe('in-progress')
    await leg.hangUp()
    expect(app.paths()).toEqual(['/screen', '/key', '/d'])
    expect(app.fieldsOf('/screen')).toMatchObject([{ CallSid: leg.sid, ParentCallSid: app.call.sid }])
    expect(app.fieldsOf('/key')).toMatchObject([{ CallSid: leg.sid, Digits: '1' }])
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: 'completed' }])
  })

  it('reports no answer if the document of the callee hangs up', async () => {
    const app = await callApp({
      '/voice': response(dial({ action: '/d' }, number({ url: '/screen' }, callee))),
      '/screen': response(pause({ length: 2 }), hangup()),
    })
    await app.leg().answer()
    await app.wait(2)
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: 'no-answer', DialCallDuration: '0' }])
  })

  it('cancels the call and asks action in vain if the caller hangs up', async () => {
    const app = await callApp({
      '/voice': response(dial({ action: '/d' }, watched()), say('Never.')),
      '/d': response(say('Never.')),
    })
    await app.play('ring')
    await app.call.hangUp()
    expect(app.shown()?.status).toBe('canceled')
    expect(app.fieldsOf('/d')).toMatchObject([{ CallStatus: 'completed', DialCallStatus: 'canceled' }])
    expect(app.call.state()).toMatchObject({ status: 'completed', heard: [] })
  })

  it('ends the connected call if the caller hangs up', async () => {
    const app = await callApp({ '/voice': response(dial({ action: '/d' }, watched())) })
    await app.leg().answer()
    await app.wait(3)
    await app.call.hangUp()
    expect(app.fieldsOf('/b').at(-1)).toMatchObject({ CallStatus: 'completed', HangupSource: 'caller' })
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: 'completed', DialCallDuration: '3' }])
  })

  it('drops the connection for a document of the API without asking action', async () => {
    const app = await callApp({ '/voice': response(dial({ action: '/d' }, callee)) })
    const leg = app.leg()
    await leg.answer()
    await updateCall(app.emulator, app.call.sid, response(say('Transferred.')))
    await app.call.heard('Transferred.')
    expect(leg.state().status).toBe('completed')
    expect(app.fieldsOf('/d')).toEqual([])
  })

  it('separates a callee that the API gives another document', async () => {
    const app = await callApp({ '/voice': response(dial({ action: '/d' }, callee)) })
    const leg = app.leg()
    await leg.answer()
    await app.wait(4)
    await updateCall(app.emulator, leg.sid, response(say('Please hold.')))
    await app.wait(0)
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: 'completed', DialCallDuration: '4' }])
    await leg.heard('Please hold.')
    expect(await leg.ended()).toBe('completed')
  })

  it('hangs up on a star, and at the time limit', async () => {
    const app = await callApp({
      '/voice': response(
        dial({ hangupOnStar: true }, callee),
        dial({ timeLimit: 60, action: '/d' }, sip('sip:ann@example.com')),
      ),
    })
    await app.leg().answer()
    await app.call.press('1*')
    expect(app.shown()?.status).toBe('completed')
    await app.leg('sip:ann@example.com').answer()
    await app.wait(60)
    expect(app.fieldsOf('/d')).toMatchObject([{ DialCallStatus: 'completed', DialCallDuration: '60' }])
  })

  it('answers the caller only when connected with answerOnBridge', async () => {
    const app = await callApp({ '/voice': response(dial({ answerOnBridge: true }, callee)) })
    await app.play('ring')
    expect(app.call.state().status).toBe('ringing')
    await app.leg().answer()
    expect(app.call.state().status).toBe('in-progress')
  })

  it('presents the caller ID and plays keys to the callee', async () => {
    const app = await callApp({
      '/voice': response(
        dial({ callerId: '+13125550009', fromDisplayName: 'Ann' }, number({ sendDigits: 'ww12' }, callee)),
      ),
    })
    const leg = app.leg()
    await leg.answer()
    expect(leg.state()).toMatchObject({
      from: '+13125550009',
      heard: [{ verb: 'Number', text: 'ww12', secs: 2 }],
    })
  })

  it('records from the answer and reports the recording', async () => {
    const app = await callApp({
      '/voice': response(
        dial(
          {
            action: '/d',
            record: 'record-from-answer-dual',
            recordingStatusCallback: '/r',
            recordingStatusCallbackEvent: ['in-progress', 'completed'],
          },
          callee,
        ),
      ),
    })
    await app.wait(3)
    await app.leg().answer()
    await app.wait(5)
    await app.play('hangup')
    expect(app.fieldsOf('/r')).toMatchObject([
      { RecordingStatus: 'in-progress', RecordingSource: 'DialVerb', RecordingChannels: '2' },
      { RecordingStatus: 'completed', RecordingDuration: '5' },
    ])
    expect(app.fieldsOf('/d')).toMatchObject([
      { RecordingDuration: '5', RecordingUrl: expect.stringContaining('http') },
    ])
  })

  it('detects an answering machine and reports keys of the callee', async () => {
    const app = await callApp({
      '/voice': response(
        dial(
          number(
            {
              machineDetection: 'DetectMessageEnd',
              amdStatusCallback: '/amd',
              statusCallback: '/b',
              statusCallbackEvent: ['amd', 'dtmf'],
            },
            callee,
          ),
        ),
      ),
    })
    await app.play('answer', callee, { by: 'machine' })
    await app.play('digits', callee, { digits: '5' })
    expect(app.fieldsOf('/amd')).toMatchObject([
      { AnsweredBy: 'machine_end_beep', MachineDetectionDuration: '500' },
    ])
    expect(app.fieldsOf('/b')).toMatchObject([
      { AnsweredBy: 'machine_end_beep' },
      { CallStatus: 'dtmf', Digit: '5' },
    ])
  })
})

async function updateCall(emulator: ReturnType<typeof createEmulator>, sid: string, Texml: object) {
  const updated = await emulator.fetch(
    new Request(`http://127.0.0.1/v2/texml/Accounts/any/Calls/${sid}`, {
      method: 'POST',
      headers: { authorization: `Bearer KEY_any`, 'content-type': 'application/json' },
      body: JSON.stringify({ Texml: String(Texml) }),
    }),
  )
  expect(updated.status).toBe(200)
}
