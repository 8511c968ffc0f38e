import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { InputError } from '../errors.ts'
import { decodeFields } from '../wire/fields.ts'
import * as calls from './calls.ts'
import * as conferenceParticipants from './conference-participants.ts'

const account_sid = 'acc'
const line = { ApplicationSid: 'app', From: '+13125550001', To: '+13125550002' }
const placed = () => json({ call_sid: 'v3:1', status: 'queued' })

describe('calls.create', () => {
  it('sends JSON with the field names of the API', async () => {
    const { client, sent } = testClient(placed)
    const CustomHeaders = [{ name: 'X-A', value: '1' }]
    expect(
      await calls.create(client, {
        account_sid,
        ...line,
        Url: 'https://app.test/',
        Timeout: 20,
        CustomHeaders,
      }),
    ).toEqual({ call_sid: 'v3:1', status: 'queued' })
    expect(sent[0]).toMatchObject({ method: 'POST', url: '/v2/texml/Accounts/acc/Calls' })
    expect(sent[0]?.headers.get('content-type')).toBe('application/json')
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      ...line,
      Url: 'https://app.test/',
      Timeout: 20,
      CustomHeaders,
    })
  })

  it.each([
    [{ Url: 'https://app.test/', Texml: '<Response/>' }, ''],
    [{ To: '13125550002' }, '/To'],
    [{ From: 'ann@example.com' }, '/From'],
    [{ Timeout: 4 }, '/Timeout'],
    [{ Timeout: 121 }, '/Timeout'],
    [{ TimeLimit: 29 }, '/TimeLimit'],
    [{ MachineDetectionTimeout: 499 }, '/MachineDetectionTimeout'],
    [{ MachineDetectionBeepMaxFrequency: Number.POSITIVE_INFINITY }, '/MachineDetectionBeepMaxFrequency'],
    [{ CallerId: 'ünïcode' }, '/CallerId'],
    [{ RecordingChannels: 'single' }, '/RecordingChannels'],
    [{ SipRegion: 'Mars' }, '/SipRegion'],
    [{ timeout: 20 }, '/timeout'],
  ])('rejects %j before anything is sent', async (wrong, pointer) => {
    const { client, sent } = testClient(placed)
    const error = await errorOf<InputError>(calls.create(client, { account_sid, ...line, ...wrong } as never))
    expect(error.problems.map((problem) => problem.pointer)).toContain(pointer)
    expect(sent).toEqual([])
  })

  it('accepts SIP addresses', async () => {
    const { client, sent } = testClient(placed)
    await calls.create(client, { account_sid, ...line, To: 'sip:ann@example.com:5060;transport=tls' })
    expect(sent).toHaveLength(1)
  })

  it('does not compile with both Url and Texml', () => {
    const { client } = testClient(placed)
    expectTypeOf(calls.create).toBeCallableWith(client, { account_sid, ...line, Url: 'https://app.test/' })
    expectTypeOf(calls.create).toBeCallableWith(client, { account_sid, ...line, Texml: '<Response/>' })
    expectTypeOf(calls.create).toBeCallableWith(client, { account_sid, ...line })
    const both = { account_sid, ...line, Url: 'https://app.test/', Texml: '<Response/>' }
    // @ts-expect-error Url and Texml are mutually exclusive
    void errorOf(calls.create(client, both))
  })

  it('does not show the SIP password in errors', async () => {
    const { client } = testClient(placed)
    const input = { account_sid, ...line, SipAuthPassword: 5 as never }
    const error = await errorOf<InputError>(calls.create(client, input))
    expect(error.problems).toMatchObject([{ pointer: '/SipAuthPassword', received: 'number' }])
  })

  it.each([500, 503, 504])('is not retried after a %i', async (status) => {
    const { client, sent } = testClient(() => json({}, { status }))
    const error = await errorOf(calls.create(client, { account_sid, ...line }))
    expect(error).toMatchObject({ outcome: 'unknown' })
    expect(sent).toHaveLength(1)
  })
})

describe('calls.dial and calls.dialAi', () => {
  it('use the paths of a connection', async () => {
    const { client, sent } = testClient(placed)
    const { From, To } = line
    await calls.dial(client, { connection_id: 'c1', From, To, Texml: '<Response/>' })
    await calls.dialAi(client, { connection_id: 'c1', From, To, AIAssistantId: 'a1' })
    expect(sent.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
      ['/v2/texml/calls/c1', { From, To, Texml: '<Response/>' }],
      ['/v2/texml/ai_calls/c1', { From, To, AIAssistantId: 'a1' }],
    ])
  })

  it('take the fields that the pages of the API name for a connection', async () => {
    const { client, sent } = testClient(placed)
    const input = {
      From: line.From,
      To: 'ann@sip.example.com',
      FallbackUrl: 'https://app.test/fallback',
      StatusCallback: 'https://app.test/status',
      MachineDetection: 'Enable',
      AsyncAmd: true,
    } as const
    await calls.dial(client, { connection_id: 'c1', ...input })
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual(input)
    const error = await errorOf<InputError>(calls.dial(client, { connection_id: 'c1', ...input, To: 'ann' }))
    expect(error.problems).toMatchObject([{ pointer: '/To' }])
  })

  it('reject fields of other calls, such as dialAi the playback fields of calls.create', async () => {
    const { client, sent } = testClient(placed)
    const input = { connection_id: 'c1', From: line.From, To: line.To, AIAssistantId: 'a1' }
    for (const field of ['CancelPlaybackOnDetectMessageEnd', 'CancelPlaybackOnMachineDetection', 'Url']) {
      const error = await errorOf<InputError>(calls.dialAi(client, { ...input, [field]: true } as never))
      expect(error.problems).toMatchObject([{ pointer: `/${field}`, expected: 'no such field' }])
    }
    expect(sent).toEqual([])
  })
})

describe('forms', () => {
  it('are sent form-encoded, with booleans and numbers as strings', async () => {
    const { client, sent } = testClient(() => json({ call_sid: 'v3:1' }))
    await conferenceParticipants.update(client, {
      account_sid,
      conference_sid: 'c1',
      call_sid_or_participant_label: 'v3:1',
      Muted: true,
    })
    expect(sent[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded')
    expect(sent[0]).toMatchObject({
      url: '/v2/texml/Accounts/acc/Conferences/c1/Participants/v3%3A1',
      body: 'Muted=true',
    })
  })

  it('encode lists of objects so that any values can be decoded', async () => {
    const header = fc.record({
      name: fc.string(),
      value: fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed()),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(header, { minLength: 1, maxLength: 12 }), async (CustomHeaders) => {
        const { client, sent } = testClient(() => json({ call_sid: 'v3:1' }))
        await conferenceParticipants.create(client, { account_sid, conference_sid: 'c1', CustomHeaders })
        const { CustomHeaders: read } = decodeFields(new URLSearchParams(sent[0]?.body))
        expect(Object.values(read ?? {})).toEqual(CustomHeaders)
      }),
      { numRuns: 50 },
    )
  })
})
