import { createTexml } from '@greenroom/core/texml'
import { readStatusCallback, type StatusCallback } from '@greenroom/core/webhooks'
import { expect, it } from 'vitest'
import { type Harness, harness } from './harness.ts'

const accountSid = '61bf923e-5e4d-4595-a110-56190ea18a1b'
const line = { ApplicationSid: '1293384261075731499', From: '+13125550001', To: '+13125550002' }
const url = 'http://127.0.0.1:9/calls'

it('every status callback is signed, and typed by its kind', async () => {
  const callbacks: StatusCallback[] = []
  const h: Harness = harness({
    async fetch(input) {
      const publicKeys = await h.emulator.webhooks.publicKey()
      callbacks.push(await readStatusCallback(input as Request, { publicKeys }))
      return new Response(null, { status: 204 })
    },
  })
  const texml = createTexml(h.client, { accountSid })
  const placed = await texml.conferenceParticipants.create({
    conference_sid: 'board',
    ...line,
    StatusCallback: url,
    StatusCallbackEvent: 'initiated ringing answered completed',
    ConferenceStatusCallback: url,
    ConferenceStatusCallbackEvent: 'start join leave end',
  })
  const { call_sid } = placed
  await h.send('POST', `/_emulator/calls/${call_sid}/ring`)
  await h.send('POST', `/_emulator/calls/${call_sid}/answer`)
  await texml.callRecordings.start({ call_sid, RecordingStatusCallback: url })
  await texml.callStreams.start({ call_sid, Url: 'wss://app.test/', StatusCallback: url })
  await texml.callSiprec.start({ call_sid, StatusCallback: url })
  h.emulator.clock.advance(12)
  await texml.calls.update({ call_sid, Status: 'completed' })
  await h.emulator.webhooks.settled()

  expect(h.emulator.webhooks.deliveries().map(({ status }) => status)).toEqual(callbacks.map(() => 204))
  expect(callbacks.map(({ kind }) => kind)).not.toContain('other')
  const calls = callbacks.flatMap((callback) => (callback.kind === 'call' ? callback.fields : []))
  expect(calls.map(({ CallStatus, SequenceNumber }) => [SequenceNumber, CallStatus])).toEqual([
    [0, 'initiated'],
    [1, 'ringing'],
    [2, 'in-progress'],
    [3, 'completed'],
  ])
  expect(calls.at(-1)).toMatchObject({ CallSid: call_sid, CallDuration: 12, HangupCause: 'normal_clearing' })
  const told = callbacks.flatMap(({ kind, fields }) =>
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
  expect(told.sort()).toEqual([
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
