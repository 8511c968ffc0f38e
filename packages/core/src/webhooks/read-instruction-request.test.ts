import { describe, expect, expectTypeOf, it } from 'vitest'
import { gather, response, say } from '../texml-language/document.ts'
import type { InstructionRequest } from './instruction-requests.ts'
import { readInstructionRequest } from './read-instruction-request.ts'
import { createWebhookKeys, signWebhook } from './sign-webhook.ts'
import { texmlResponse } from './texml-response.ts'
import { isWebhookError, type WebhookErrorCode } from './webhook-error.ts'

const keys = await createWebhookKeys()
const options = { publicKeys: keys.publicKey }
const base = { AccountSid: 'acc', CallSid: 'v3:1', CallSidLegacy: 'v3:1', ConnectionId: '1293' }
const people = { From: '+13125550001', To: '+13125550002' }

function signed(fields: Record<string, string> | string, url = 'https://app.test/voice'): Promise<Request> {
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString()
  const contentType = 'application/x-www-form-urlencoded'
  return signWebhook(url, body, { privateKey: keys.privateKey, contentType })
}

async function read(fields: Record<string, string> | string, url?: string): Promise<InstructionRequest> {
  return readInstructionRequest(await signed(fields, url), options)
}

async function rejection(request: Request, overrides: object = {}): Promise<WebhookErrorCode | undefined> {
  try {
    await readInstructionRequest(request, { ...options, ...overrides })
    return undefined
  } catch (error) {
    return isWebhookError(error) ? error.code : undefined
  }
}

describe('readInstructionRequest', () => {
  it.each([
    ['call', { CallStatus: 'ringing' }],
    ['call', { CallStatus: 'in-progress', CallerId: 'Ann', CallingPartyType: 'pstn' }],
    ['call', { ParentCallSid: 'v3:0', CallStatus: 'in-progress' }],
    ['call', { 'SipHeader_X-Account': '7', CallStatus: 'ringing' }],
    ['call', {}],
    ['gather', { Digits: '12' }],
    ['gather', { Digits: '', CallStatus: 'in-progress' }],
    ['gather', { SpeechResult: 'sales', Confidence: '0.95' }],
    ['dial', { CallStatus: 'in-progress', DialCallStatus: 'busy', DialCallSid: 'v3:2' }],
    [
      'dial',
      {
        CallbackSource: 'call-progress-events',
        DialCallStatus: 'completed',
        RecordingUrl: 'https://x.test/1',
      },
    ],
    ['record', { RecordingUrl: 'https://x.test/1.mp3', RecordingDuration: '4', Digits: 'hangup' }],
    ['record', { RecordingUrl: 'https://x.test/1.mp3', RecordingSid: 'r1', RecordingStatus: 'completed' }],
    ['enqueue', { QueueResult: 'leave', QueueSid: 'support', QueueTime: '30' }],
    ['refer', { ReferCallStatus: 'failed', ReferSipResponseCode: '486' }],
    ['other', { QueueSid: 'support', QueuePosition: '2', CurrentQueueSize: '3', CallStatus: 'in-progress' }],
    ['other', { UnstableSpeechResult: 'sa', CallStatus: 'in-progress' }],
    ['other', { PayResult: 'success', CallStatus: 'in-progress' }],
    ['other', { Base64Result: 'e30=', Status: 'valid' }],
    ['other', { CallStatus: 'completed' }],
    ['other', { CallStatus: 'ringing', CallbackSource: 'call-progress-events', SequenceNumber: '1' }],
    ['other', { RecordingSid: 'r1', RecordingStatus: 'in-progress' }],
    ['other', { ConferenceSid: 'conf_1', StatusCallbackEvent: 'participant-join' }],
    ['other', { QueueResult: 'leave', QueueTime: 'long' }],
  ])('detects the kind %s from the fields %j', async (kind, fields) => {
    const sent: Record<string, string> = { ...base, ...people, ...fields }
    const request = await read(sent)
    expect(request.kind).toBe(kind)
    const kept = Object.keys(sent).filter((name) => sent[name] !== '')
    expect(Object.keys(request.fields).sort()).toEqual(kept.sort())
  })

  it.each([
    ['has no CallSid', { ...people, CallStatus: 'ringing' }],
    ['has an empty CallSid', { ...people, CallSid: '', CallStatus: 'ringing' }],
    [
      'has a recording without a CallSid',
      { RecordingUrl: 'https://x.test/1', RecordingStatus: 'completed', RecordingSid: 'r' },
    ],
    ['has neither a status nor a number', { CallSid: 'v3:1', Unheard: 'of' }],
  ])('has the kind other if it %s', async (_, fields) => {
    expect(await read(fields as Record<string, string>)).toEqual({ kind: 'other', fields })
  })

  it('is a redirect if its URL says so and the fields are those of a call', async () => {
    const url = 'https://app.test/menu?attempt=2&kind=redirect'
    expect(await read({ ...base, ...people, CallStatus: 'in-progress' }, url)).toMatchObject({
      kind: 'redirect',
    })
    expect(await read({ ...base, ...people, Digits: '1' }, url)).toMatchObject({ kind: 'gather' })
    expect(await read({ ...base, ...people, CallStatus: 'completed' }, url)).toMatchObject({ kind: 'other' })
  })

  it('narrows the type of the fields by kind', async () => {
    const request = await read({ ...base, Digits: '1' })
    if (request.kind === 'gather') {
      expectTypeOf(request.fields.Digits).toEqualTypeOf<string | null | undefined>()
      expectTypeOf(request.fields.Confidence).toEqualTypeOf<number | null | undefined>()
      // @ts-expect-error The result of a gather has no recording.
      void request.fields.RecordingUrl
    } else if (request.kind === 'call') {
      expectTypeOf(request.fields['SipHeader_X-Account']).toEqualTypeOf<string | null | undefined>()
    } else if (request.kind === 'other') {
      expectTypeOf(request.fields).toEqualTypeOf<Readonly<Record<string, string>>>()
    }
    expect.assertions(0)
  })

  it('converts numeric fields to numbers and keeps keys and phone numbers as strings', async () => {
    const { fields } = await read({ ...base, ...people, DialCallStatus: 'completed', DialCallDuration: '60' })
    expect(fields).toMatchObject({ DialCallDuration: 60, From: '+13125550001', ConnectionId: '1293' })
    expect((await read({ ...base, Digits: '007' })).fields).toMatchObject({ Digits: '007' })
  })

  it('takes no fields from the query of a signed POST', async () => {
    const url = 'https://app.test/menu?Digits=9&b=2&a=it%27s'
    expect(await read({ ...base, ...people, CallStatus: 'ringing' }, url)).toMatchObject({ kind: 'call' })
  })

  it.each(["it's 5 & a half", 'caf\u00e9 + \u{1F600}', '%27'])(
    'reads the speech %j however it is encoded',
    async (speech) => {
      const encoded = new URLSearchParams({ SpeechResult: speech }).toString().replaceAll('%27', "'")
      for (const body of [encoded, `SpeechResult=${encodeURIComponent(speech)}`]) {
        expect((await read(`CallSid=v3:1&${body}`)).fields).toEqual({ CallSid: 'v3:1', SpeechResult: speech })
      }
    },
  )

  it('reads equal requests of a call that presses a key twice', async () => {
    const fields = { ...base, ...people, Digits: '1' }
    expect(await read(fields)).toEqual(await read(fields))
  })

  it('rejects a body that was changed after signing', async () => {
    const request = await signed({ ...base, ...people, Digits: '1' })
    const body = (await request.clone().text()).replace('Digits=1', 'Digits=2')
    expect(await rejection(new Request(request, { body }))).toBe('wrong_signature')
  })

  it('rejects a request without a signature or fields, or that is JSON', async () => {
    const unsigned = new Request('https://app.test/voice', { method: 'POST', body: 'CallSid=v3:1' })
    expect(await rejection(unsigned)).toBe('missing_header')
    expect(await rejection(await signed(''))).toBe('not_an_event')
    expect(await rejection(await signed('{"CallSid":"v3:1"}'))).toBe('not_an_event')
  })

  it('accepts a request sent by GET only with allowGet and a valid signature', async () => {
    const { url, headers } = await signWebhook('https://app.test/voice', '', { ...keys, method: 'GET' })
    const request = () => new Request(`${url}?CallSid=v3:1&CallStatus=ringing`, { headers })
    expect(await readInstructionRequest(request(), { ...options, allowGet: true })).toEqual({
      kind: 'call',
      fields: { CallSid: 'v3:1', CallStatus: 'ringing' },
    })
    expect(await rejection(new Request(request().url), { allowGet: true })).toBe('missing_header')
    expect(await rejection(request())).toBe('not_an_event')
  })
})

describe('texmlResponse', () => {
  it.each([
    ['a document', response(gather({ action: '/menu' }, say('Press 1 & wait.')))],
    ['XML', '<Response><Hangup/></Response>'],
  ])('responds with %s as XML', async (_, document) => {
    const answer = texmlResponse(document)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/xml')
    expect(await answer.text()).toBe(document.toString())
  })
})
