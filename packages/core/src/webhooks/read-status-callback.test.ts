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
    ['call', { CallStatus: 'dtmf', CallbackSource: 'call-progress-events', Digit: '5' }],
    ['call', { CallStatus: 'completed', SequenceNumber: '3', RecordingUrl: 'https://x.test/1.mp3' }],
    ['dial', { CallStatus: 'in-progress', DialCallStatus: 'busy', DialCallSid: 'v3:2' }],
    ['dial', { CallStatus: 'completed', SequenceNumber: '3', DialCallStatus: 'completed' }],
    ['gather', { Digits: '12' }],
    ['gather', { Digits: '', CallStatus: 'in-progress' }],
    ['gather', { SpeechResult: 'sales', Confidence: '0.95' }],
    ['record', { RecordingUrl: 'https://x.test/1.mp3', RecordingDuration: '4', Digits: '#' }],
    ['record', { RecordingUrl: 'https://x.test/1.mp3', CallStatus: 'completed', Digits: 'hangup' }],
    ['enqueue', { QueueResult: 'bridged', QueueSid: 'support', QueueTime: '30' }],
    ['refer', { ReferCallStatus: 'in-progress', ReferSipResponseCode: '202' }],
    ['pay', { PayResult: 'success', PaymentMethod: 'credit-card', CallStatus: 'in-progress' }],
    ['ai-gather', { Base64Result: 'e30=', Status: 'valid' }],
    ['deepfake', { DeepfakeResult: 'real', DeepfakeScore: '0.1' }],
    ['transcription', { Transcript: 'hello', IsFinal: 'true' }],
    ['other', { CallbackSource: 'call-cost-events', CallStatus: 'completed', 'CallCost[v3:1]': '0.002' }],
    ['other', { Unheard: 'of' }],
  ])('detects the kind %s from the fields %j', async (kind, fields) => {
    const sent: Record<string, string> = { ...callFields, ...fields }
    const callback = await read(sent)
    expect(callback.kind).toBe(kind)
    const kept = Object.keys(sent).filter((name) => sent[name] !== '')
    expect(Object.keys(callback.fields).sort()).toEqual(kept.sort())
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
    ['has an empty CallSid', { CallSid: '', CallStatus: 'busy' }],
  ])('has the kind other if it %s', async (_, fields) => {
    expect(await read(fields as Record<string, string>)).toEqual({ kind: 'other', fields })
  })

  it.each(['three', '1e9', '0x10', ' 12', '+12', 'Infinity', '9'.repeat(400)])(
    'has the kind other if a number is %j',
    async (SequenceNumber) => {
      const fields = { ...callFields, CallStatus: 'busy', SequenceNumber }
      expect(await read(fields)).toEqual({ kind: 'other', fields })
    },
  )

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
      'that was sent by GET, with fields that are not signed',
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
    ['that is the JSON of an event, sent as a form', () => signed('{"data":{}}'), 'not_an_event'],
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

  describe('with a store of handled ids', () => {
    const busy = { ...callFields, CallStatus: 'busy', SequenceNumber: '2' }

    /** Handles callbacks as an app does: it stores the ids of a callback after it was handled. */
    function app() {
      const handled = new Map<string, number>()
      return {
        handled,
        async handle(request: Request): Promise<StatusCallback> {
          const ids = new Map<string, number>()
          const seen = async (id: string, ttlSecs: number) => {
            ids.set(id, ttlSecs)
            return handled.has(id)
          }
          const callback = await readStatusCallback(request, { ...options, allowGet: true, seen })
          for (const [id, ttlSecs] of ids) handled.set(id, ttlSecs)
          return callback
        },
        async codeOf(request: Request): Promise<WebhookErrorCode> {
          const seen = async (id: string) => handled.has(id)
          return rejection(request, { allowGet: true, seen })
        },
      }
    }

    it('rejects a replayed request, for as long as its signature is valid and at least ten minutes', async () => {
      const { handled, handle, codeOf } = app()
      const request = await signed({ ...callFields, Digits: '1' })
      await handle(request.clone())
      expect(await codeOf(request)).toBe('replayed')
      expect([...handled.values()]).toEqual([600])
    })

    it('rejects the 15 other spellings of a signature in base64', async () => {
      const { handle, codeOf } = app()
      const request = await signed(busy)
      await handle(request.clone())
      const header = 'telnyx-signature-ed25519'
      const signature = request.headers.get(header) ?? ''
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
      const last = alphabet.indexOf(signature[85] ?? '')
      // The last four bits of the last character are not part of the 64 bytes.
      for (let bits = 1; bits < 16; bits += 1) {
        const spelling = `${signature.slice(0, 85)}${alphabet[last + bits]}==`
        expect(Buffer.from(spelling, 'base64')).toEqual(Buffer.from(signature, 'base64'))
        const replay = request.clone()
        replay.headers.set(header, spelling)
        expect(await codeOf(replay)).toBe('malformed_header')
      }
    })

    it.each([
      ['a call', busy],
      ['a call without a sequence number', { ...callFields, CallStatus: 'completed' }],
      [
        'a call that is not over',
        { ...callFields, CallStatus: 'ringing', Timestamp: '2026-02-02T22:25:27Z' },
      ],
      ['the costs of a call', { ...callFields, CallbackSource: 'call-cost-events', CallCost: '0.01' }],
      ['a pressed key', { ...busy, CallStatus: 'dtmf', Digit: '5', Timestamp: '2026-02-02T22:25:27Z' }],
      ['a <Dial>', { ...callFields, DialCallSid: 'v3:2', DialCallStatus: 'completed' }],
      ['a <Record>', { ...callFields, RecordingUrl: 'https://x.test/1.mp3' }],
      ['a recording', { ...callFields, RecordingSid: 'r1', RecordingStatus: 'completed' }],
      ['a transcription', { ...callFields, TranscriptionSid: 't1', TranscriptionStatus: 'completed' }],
      ['a conference', { ConferenceSid: 'c1', StatusCallbackEvent: 'conference-end', SequenceNumber: '4' }],
      ['a stream', { ...callFields, StreamSid: 's1', StreamEvent: 'stream-stopped' }],
      ['a SIPREC session', { ...callFields, SiprecSid: 's1', SiprecEvent: 'siprec-stopped' }],
      ['a machine detection', { ...callFields, AnsweredBy: 'human' }],
    ])('rejects a repeated callback of %s that was signed again', async (_, fields) => {
      const { handle, codeOf } = app()
      await handle(await signed(fields))
      expect(await codeOf(await signed(fields, { timestampSecs: nowSecs + 1 }))).toBe('replayed')
    })

    it.each([
      ['of another call', busy, { ...busy, CallSid: 'v3:2' }],
      ['with another status', busy, { ...busy, CallStatus: 'completed' }],
      ['with another sequence number', busy, { ...busy, SequenceNumber: '3' }],
      [
        'with the same status at another time',
        { ...callFields, CallStatus: 'in-progress', Timestamp: '2026-02-02T22:25:27Z' },
        { ...callFields, CallStatus: 'in-progress', Timestamp: '2026-02-02T22:25:28Z' },
      ],
      ['of the same pressed key', { ...callFields, Digits: '1' }, { ...callFields, Digits: '1' }],
      [
        'of the same pressed key, as progress',
        { ...busy, CallStatus: 'dtmf', Digit: '5', Timestamp: '2026-02-02T22:25:27Z' },
        { ...busy, CallStatus: 'dtmf', Digit: '5', Timestamp: '2026-02-02T22:25:28Z' },
      ],
      [
        'that requests instructions again',
        { ...callFields, CallStatus: 'in-progress' },
        { ...callFields, CallStatus: 'in-progress' },
      ],
      ['of an unknown kind', { ...callFields, Unheard: 'of' }, { ...callFields, Unheard: 'of' }],
    ])('accepts another callback %s', async (_, first, second) => {
      const { handle } = app()
      await handle(await signed(first))
      await expect(handle(await signed(second, { timestampSecs: nowSecs + 1 }))).resolves.toBeDefined()
    })

    it('distinguishes two GET callbacks that were signed within one second', async () => {
      const { handle, codeOf } = app()
      const { url, headers } = await signed('', { method: 'GET' })
      const request = (query: string) => new Request(`${url}?${query}`, { headers })
      await handle(request('CallSid=v3:1&Digits=1'))
      await handle(request('CallSid=v3:1&Digits=2'))
      for (const query of ['CallSid=v3:1&Digits=2', 'Digits=2&CallSid=v3:1', '%43allSid=v3%3A1&Digits=2']) {
        expect(await codeOf(request(query))).toBe('replayed')
      }
    })

    it('rejects a callback of which another delivery is being handled with 503', async () => {
      const seen = async () => 'pending' as const
      const error = await readStatusCallback(await signed(busy), { ...options, seen }).catch(
        (thrown) => thrown,
      )
      expect(error).toMatchObject({ code: 'pending', status: 503 })
    })
  })
})
