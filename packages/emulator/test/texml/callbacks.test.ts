import { createTexml } from '@greenroom/core/texml'
import { readStatusCallback, type StatusCallback } from '@greenroom/core/webhooks'
import { describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { accountSid, allEvents, createTexmlHarness, parties, url } from './texml-harness.ts'

describe('status callbacks', () => {
  it('sends to the fallback address at once if the first address fails', async () => {
    const harness = createTexmlHarness(
      ({ url: to }) => new Response(null, { status: to === url ? 500 : 200 }),
    )
    const sid = await harness.place({ ...allEvents, FallbackUrl: `${url}/fallback`, Texml: '<Response/>' })
    await harness.play(sid, 'ring')
    const received = harness.forms.map(({ url: to, fields }) => [to, fields['CallStatus']])
    expect(received).toEqual([
      [url, 'initiated'],
      [`${url}/fallback`, 'initiated'],
      [url, 'ringing'],
      [`${url}/fallback`, 'ringing'],
    ])
  })

  it('sends callbacks of an AI call to all addresses', async () => {
    const harness = createTexmlHarness()
    const { call_sid = '' } = await harness.texml.calls.dialAi({
      connection_id: 'c',
      From: parties.From,
      To: parties.To,
      AIAssistantId: 'a',
      StatusCallbackEvent: 'answered',
      StatusCallbacks: [`${url}/1`, `${url}/2`],
    })
    await harness.play(call_sid ?? '', 'answer')
    // Each address has its own queue: the order between them is not defined.
    expect(harness.forms.map((form) => form.url).sort()).toEqual([`${url}/1`, `${url}/2`])
  })

  it('sends only the requested final statuses of an AI call', async () => {
    const harness = createTexmlHarness()
    const ai = { connection_id: 'c', From: parties.From, To: parties.To, AIAssistantId: 'a' }
    const dial = async (StatusCallbackEvent: string) =>
      (await harness.texml.calls.dialAi({ ...ai, StatusCallback: url, StatusCallbackEvent })).call_sid ?? ''
    await harness.play(await dial('busy no-answer'), 'busy')
    await harness.play(await dial('busy no-answer'), 'no-answer')
    const answered = await dial('busy no-answer')
    await harness.play(answered, 'answer')
    await harness.play(answered, 'hangup')
    await harness.play(await dial('completed busy'), 'busy')
    expect(harness.statuses()).toEqual(['busy', 'no-answer', 'busy'])
  })

  it('sends no callbacks of a call that supervises another', async () => {
    const harness = createTexmlHarness()
    const sid = await harness.place({ ...allEvents, SuperviseCallSid: 'v3:1', SupervisingRole: 'monitor' })
    await harness.play(sid, 'answer')
    await harness.play(sid, 'hangup')
    expect(harness.forms).toEqual([])
  })

  it.each([
    ['busy', { CallStatus: 'busy', HangupCause: 'user_busy', HangupSource: 'callee' }],
    ['no-answer', { CallStatus: 'no-answer', HangupCause: 'timeout', HangupSource: 'callee' }],
    ['hangup', { CallStatus: 'no-answer', HangupSource: 'callee' }],
    ['completed', { CallStatus: 'canceled', HangupCause: 'originator_cancel', HangupSource: 'caller' }],
    ['waited', { CallStatus: 'no-answer', HangupCause: 'timeout', HangupSource: 'unknown' }],
  ])('reports the cause and source of a call that ended by %s', async (how, expected) => {
    const harness = createTexmlHarness()
    const call_sid = await harness.place({ StatusCallback: url })
    if (how === 'completed') await harness.texml.calls.update({ call_sid, Status: how })
    else if (how === 'waited') harness.emulator.clock.advance(31)
    else await harness.play(call_sid, how)
    await harness.emulator.webhooks.settled()
    expect(harness.forms).toHaveLength(1)
    const { fields } = harness.forms[0] ?? { fields: {} as Record<string, string> }
    expect(fields).toMatchObject({ ...expected, CallControlId: call_sid, CallDuration: '0' })
    expect(fields['CallLegId']).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    expect(fields['CallSessionId']).toBe(fields['CallLegId'])
    expect(fields['OccurredAt']).toBe(fields['EndTime'])
  })

  it('reports a call that reached its time limit', async () => {
    const harness = createTexmlHarness()
    await harness.play(await harness.place({ StatusCallback: url, TimeLimit: 30 }), 'answer')
    harness.emulator.clock.advance(31)
    await harness.emulator.webhooks.settled()
    expect(harness.forms).toMatchObject([{ fields: { CallStatus: 'completed', HangupCause: 'time_limit' } }])
  })
})

it('signs every status callback, which the client parses by its kind', async () => {
  const callbacks: StatusCallback[] = []
  const harness: Harness = createHarness({
    async fetch(input) {
      const publicKeys = await harness.emulator.webhooks.publicKey()
      callbacks.push(await readStatusCallback(input as Request, { publicKeys }))
      return new Response(null, { status: 204 })
    },
  })
  const texml = createTexml(harness.client, { accountSid })
  const placed = await texml.conferenceParticipants.create({
    conference_sid: 'board',
    ...parties,
    StatusCallback: url,
    StatusCallbackEvent: 'initiated ringing answered completed',
    ConferenceStatusCallback: url,
    ConferenceStatusCallbackEvent: 'start join leave end',
    MachineDetection: 'Enable',
    AmdStatusCallback: url,
  })
  const { call_sid } = placed
  await harness.send('POST', `/_emulator/calls/${call_sid}/ring`)
  await harness.send('POST', `/_emulator/calls/${call_sid}/answer`)
  await texml.callRecordings.start({ call_sid, RecordingStatusCallback: url })
  await texml.callStreams.start({ call_sid, Url: 'wss://app.test/', StatusCallback: url })
  await texml.callSiprec.start({ call_sid, StatusCallback: url })
  harness.emulator.clock.advance(12)
  await texml.calls.update({ call_sid, Status: 'completed' })
  await harness.emulator.webhooks.settled()

  expect(harness.emulator.webhooks.deliveries().map(({ status }) => status)).toEqual(callbacks.map(() => 204))
  expect(callbacks.map(({ kind }) => kind)).not.toContain('other')
  expect(callbacks.map(({ kind }) => kind)).toContain('answered-by')
  const calls = callbacks.flatMap((callback) => (callback.kind === 'call' ? callback.fields : []))
  expect(calls.map(({ CallStatus, SequenceNumber }) => [SequenceNumber, CallStatus])).toEqual([
    [0, 'initiated'],
    [1, 'ringing'],
    [2, 'in-progress'],
    [3, 'completed'],
  ])
  expect(calls.at(-1)).toMatchObject({ CallSid: call_sid, CallDuration: 12, HangupCause: 'normal_clearing' })
  const events = callbacks.flatMap(({ kind, fields }) =>
    kind === 'conference'
      ? fields.StatusCallbackEvent
      : kind === 'recording'
        ? fields.RecordingStatus
        : kind === 'stream'
          ? fields.StreamEvent
          : kind === 'siprec'
            ? fields.SiprecEvent
            : [],
  )
  expect(events.sort()).toEqual([
    'completed',
    'conference-end',
    'conference-start',
    'participant-join',
    'participant-leave',
    'siprec-started',
    'siprec-stopped',
    'stream-started',
    'stream-stopped',
  ])
  for (const { fields } of callbacks) {
    const { Timestamp } = fields as { Timestamp?: string }
    if (Timestamp !== undefined) expect(new Date(Timestamp).toISOString()).toBe(Timestamp)
  }
})
