import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { readStatusCallback } from './read-status-callback.ts'
import { createWebhookKeys, signWebhook } from './sign-webhook.ts'
import type { StatusCallback } from './status-callbacks.ts'
import { isWebhookError, type WebhookErrorCode } from './webhook-error.ts'

const keys = await createWebhookKeys()
const nowSecs = 1_800_000_000
const options = { publicKeys: keys.publicKey, now: () => nowSecs * 1000 }
const contentType = 'application/x-www-form-urlencoded'
const callFields = { AccountSid: 'acc', CallSid: 'v3:1', CallSidLegacy: 'v3:1', ConnectionId: '1293' }

function signed(fields: Record<string, string> | string, overrides: object = {}): Promise<Request> {
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString()
  const { privateKey } = keys
  return signWebhook('https://app.test/calls', body, {
    privateKey,
    timestampSecs: nowSecs,
    contentType,
    ...overrides,
  })
}

async function read(fields: Record<string, string>): Promise<StatusCallback> {
  return readStatusCallback(await signed(fields), options)
}

async function rejection(
  request: Request | Promise<Request>,
  overrides: object = {},
): Promise<WebhookErrorCode> {
  const error: unknown = await readStatusCallback(await request, { ...options, ...overrides }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isWebhookError(error)) throw new Error('the callback was not rejected')
  return error.code
}

describe('readStatusCallback', () => {
  it.each([
    ['call', { CallStatus: 'ringing', CallbackSource: 'call-progress-events', SequenceNumber: '1' }],
    ['call', { CallStatus: 'completed', CallDuration: '12', RecordingDuration: '9', HangupCause: 'normal' }],
    ['answered-by', { AnsweredBy: 'machine_end_beep', MachineDetectionDuration: '2300' }],
    ['recording', { RecordingSid: 'r1', RecordingStatus: 'completed', RecordingUrl: 'https://x.test/1.wav' }],
    ['recording', { RecordingSid: 'r1', RecordingStatus: 'in-progress', ConferenceSid: 'conf_1' }],
    ['transcription', { TranscriptionSid: 't1', RecordingSid: 'r1', CallStatus: 'in-progress' }],
    ['conference', { ConferenceSid: 'conf_1', StatusCallbackEvent: 'participant-join' }],
    ['stream', { StreamSid: 's1', StreamEvent: 'stream-error', StreamError: 'gone' }],
    ['siprec', { SiprecSid: 's1', SiprecEvent: 'siprec-started' }],
    ['queue', { QueueSid: 'support', QueuePosition: '2', AvgQueueTime: '45' }],
    ['other', { ReferCallStatus: 'in-progress' }],
  ])('detects the kind %s from the fields %j', async (kind, fields) => {
    const callback = await read({ ...callFields, ...fields })
    expect(callback.kind).toBe(kind)
    expect(Object.keys(callback.fields).sort()).toEqual(Object.keys({ ...callFields, ...fields }).sort())
  })

  it('converts numeric fields to numbers and keeps ids and phone numbers as strings', async () => {
    const callback = await read({
      ...callFields,
      CallStatus: 'completed',
      SequenceNumber: '3',
      CallDuration: '15',
      From: '+13125550001',
    })
    expect(callback.fields).toMatchObject({
      SequenceNumber: 3,
      CallDuration: 15,
      ConnectionId: '1293',
      From: '+13125550001',
    })
  })

  it('narrows the type of the fields by kind', async () => {
    const callback = await read({ ...callFields, CallStatus: 'busy' })
    if (callback.kind === 'call') {
      expectTypeOf(callback.fields.CallSid).toEqualTypeOf<string>()
      expectTypeOf(callback.fields.CallDuration).toEqualTypeOf<number | null | undefined>()
      // @ts-expect-error a callback of a call has no recording
      void callback.fields.RecordingSid
    } else if (callback.kind === 'other') {
      expectTypeOf(callback.fields).toEqualTypeOf<Readonly<Record<string, string>>>()
    }
    expect.assertions(0)
  })

  it('accepts an unknown call status', async () => {
    const callback = await read({ ...callFields, CallStatus: 'teleported' })
    expect(callback).toMatchObject({ kind: 'call', fields: { CallStatus: 'teleported' } })
  })

  it.each([
    ['has no CallSid', { CallStatus: 'busy' }],
    ['has a malformed number', { ...callFields, CallStatus: 'busy', SequenceNumber: 'three' }],
  ])('has the kind other if it %s', async (_, fields) => {
    expect(await read(fields as Record<string, string>)).toEqual({ kind: 'other', fields })
  })

  it('drops empty fields', async () => {
    const { fields } = await read({ ...callFields, CallStatus: 'busy', SequenceNumber: '' })
    expect(fields).not.toHaveProperty('SequenceNumber')
  })

  it('keeps every field of a callback of an unknown kind', async () => {
    const string = fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed())
    await fc.assert(
      fc.asyncProperty(fc.dictionary(string, string, { minKeys: 1 }), async (fields) => {
        const body = new URLSearchParams(fields).toString()
        const { fields: kept } = await readStatusCallback(await signed(body), options)
        expect(Object.entries(kept)).toEqual([...new URLSearchParams(body)])
      }),
      { numRuns: 60 },
    )
  })

  it('rejects a body that was changed after signing', async () => {
    const request = await signed({ ...callFields, CallStatus: 'busy' })
    const body = (await request.clone().text()).replace('busy', 'completed')
    expect(await rejection(new Request(request, { body }))).toBe('wrong_signature')
  })

  it.each([
    [
      'that was sent by GET, whose fields are not signed',
      async () => new Request(`${(await signed('')).url}?CallStatus=x`),
      'not_an_event',
    ],
    [
      'without a signature',
      async () => new Request('https://app.test', { method: 'POST', body: 'a=b' }),
      'missing_header',
    ],
    ['that is too old', () => signed(callFields, { timestampSecs: nowSecs - 301 }), 'expired'],
    ['without fields', () => signed(''), 'not_an_event'],
    ['that is JSON', () => signed('{"a":1}', { contentType: 'application/json' }), 'not_an_event'],
  ] as const)('rejects a callback %s', async (_, make, code) => {
    expect(await rejection(make())).toBe(code)
  })

  it('accepts a callback sent by GET only with allowGet and a valid signature', async () => {
    const { url, headers } = await signed('', { method: 'GET' })
    const request = () => new Request(`${url}?CallSid=v3:1&CallStatus=busy`, { headers })
    expect(await readStatusCallback(request(), { ...options, allowGet: true })).toEqual({
      kind: 'call',
      fields: { CallSid: 'v3:1', CallStatus: 'busy' },
    })
    expect(await rejection(new Request(request().url), { allowGet: true })).toBe('missing_header')
    expect(await rejection(request())).toBe('not_an_event')
  })

  it('rejects a callback whose signature was seen before', async () => {
    const seen = new Map<string, number>()
    const overrides = {
      seen: async (id: string, ttlSecs: number) => seen.has(id) || !seen.set(id, ttlSecs),
    }
    const request = await signed({ ...callFields, CallStatus: 'busy' })
    await readStatusCallback(request.clone(), { ...options, ...overrides })
    expect(await rejection(request, overrides)).toBe('replayed')
    expect([...seen.values()]).toEqual([600])
    await readStatusCallback(await signed({ ...callFields, CallStatus: 'completed' }), {
      ...options,
      ...overrides,
    })
  })
  it('distinguishes two GET callbacks that were signed within one second', async () => {
    const { url, headers } = await signed('', { method: 'GET' })
    const seenIds = new Set<string>()
    const overrides = { allowGet: true, seen: async (id: string) => seenIds.has(id) || !seenIds.add(id) }
    const request = (status: string) => new Request(`${url}?CallSid=v3:1&CallStatus=${status}`, { headers })
    await readStatusCallback(request('ringing'), { ...options, ...overrides })
    await readStatusCallback(request('busy'), { ...options, ...overrides })
    expect(await rejection(request('busy'), overrides)).toBe('replayed')
  })
})
