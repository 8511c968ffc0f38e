import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { InputError } from '../errors.ts'
import { findRecentCall } from '../helpers/find-recent-call.ts'
import { paginate } from '../paginate.ts'
import { decodeFields } from '../wire/fields.ts'
import * as calls from './calls.ts'
import * as conferenceParticipants from './conference-participants.ts'
import { createTexml } from './index.ts'
import * as queues from './queues.ts'

const account_sid = 'acc'
const line = { ApplicationSid: 'app', From: '+13125550001', To: '+13125550002' }
const placed = () => json({ call_sid: 'v3:1', status: 'queued' })

describe('calls.create', () => {
  it('sends JSON in the spelling of the API', async () => {
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
    [{ CallerId: 'ünïcode' }, '/CallerId'],
    [{ RecordingChannels: 'single' }, '/RecordingChannels'],
    [{ SipRegion: 'Mars' }, '/SipRegion'],
    [{ timeout: 20 }, '/timeout'],
  ])('refuses %j before anything is sent', async (wrong, pointer) => {
    const { client, sent } = testClient(placed)
    const error = await errorOf<InputError>(calls.create(client, { account_sid, ...line, ...wrong } as never))
    expect(error.problems.map((problem) => problem.pointer)).toContain(pointer)
    expect(sent).toEqual([])
  })

  it('takes SIP addresses', async () => {
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
    // @ts-expect-error one or the other
    void errorOf(calls.create(client, both))
  })

  it('shows the SIP password in no error', async () => {
    const { client } = testClient(placed)
    const input = { account_sid, ...line, SipAuthPassword: 5 as never }
    const error = await errorOf<InputError>(calls.create(client, input))
    expect(error.problems).toMatchObject([{ pointer: '/SipAuthPassword', received: 'number' }])
  })

  it.each([500, 503, 504])('is not tried again after a %i', async (status) => {
    const { client, sent } = testClient(() => json({}, { status }))
    const error = await errorOf(calls.create(client, { account_sid, ...line }))
    expect(error).toMatchObject({ outcome: 'unknown' })
    expect(sent).toHaveLength(1)
  })
})

describe('calls.dial and calls.dialAi', () => {
  it('go to the paths of a connection', async () => {
    const { client, sent } = testClient(placed)
    const { From, To } = line
    await calls.dial(client, { connection_id: 'c1', From, To, Texml: '<Response/>' })
    await calls.dialAi(client, { connection_id: 'c1', From, To, AIAssistantId: 'a1' })
    expect(sent.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
      ['/v2/texml/calls/c1', { From, To, Texml: '<Response/>' }],
      ['/v2/texml/ai_calls/c1', { From, To, AIAssistantId: 'a1' }],
    ])
  })
})

describe('forms', () => {
  it('are sent as such, with booleans and numbers as texts', async () => {
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

  it('carry lists of objects so that they read back, whatever is in them', async () => {
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

describe('lists', () => {
  it('page by the token of next_page_uri', async () => {
    const { client, sent } = testClient((_, count) =>
      json({
        queues: [{ sid: `q${count}` }],
        page: count - 1,
        next_page_uri:
          count < 3
            ? `/v2/texml/Accounts/acc/Queues.json?Page=${count}&PageSize=1&PageToken=t${count}`
            : null,
      }),
    )
    const sids: string[] = []
    for await (const { sid } of paginate(client, queues.list, { account_sid, PageSize: 1 })) sids.push(sid)
    expect(sids).toEqual(['q1', 'q2', 'q3'])
    expect(sent[2]?.url).toBe('/v2/texml/Accounts/acc/Queues?Page=2&PageSize=1&PageToken=t2')
  })
})

describe('createTexml', () => {
  it('gives the account by itself, and lets a call name another', async () => {
    const { client, sent } = testClient(() => json({ calls: [] }))
    const texml = createTexml(client, { accountSid: 'mine' })
    await texml.calls.list()
    await texml.calls.list({ account_sid: 'other' })
    await texml.conferences.list({ Status: 'in-progress' }).catch(() => undefined)
    expect(sent.map(({ url }) => url)).toEqual([
      '/v2/texml/Accounts/mine/Calls',
      '/v2/texml/Accounts/other/Calls',
      '/v2/texml/Accounts/mine/Conferences?Status=in-progress',
    ])
    // @ts-expect-error without an account it is required
    expectTypeOf(createTexml(client).calls.list).toBeCallableWith()
  })
})

describe('conferenceParticipants.update', () => {
  it('refuses to coach nobody in particular', async () => {
    const { client, sent } = testClient()
    const participant = { account_sid, conference_sid: 'c', call_sid_or_participant_label: 'p' }
    const call = conferenceParticipants.update(client, { ...participant, Coaching: true })
    expect(await errorOf(call)).toMatchObject({ name: 'InputError' })
    expect(sent).toEqual([])
  })
})

describe('findRecentCall', () => {
  const since = new Date('2026-06-15T09:56:45Z')
  const call = (sid: string, date_created: string, more: object = {}) => ({
    sid,
    from: line.From,
    to: line.To,
    date_created,
    ...more,
  })

  it('finds the newest call between the two numbers since then', async () => {
    const { client, sent } = testClient(() =>
      json({
        calls: [
          call('v3:old', 'Mon, 15 Jun 2026 09:50:00 +0000'),
          call('v3:first', 'Mon, 15 Jun 2026 09:56:45 +0000'),
          call('v3:last', 'Mon, 15 Jun 2026 09:56:50 +0000'),
          call('v3:other', 'Mon, 15 Jun 2026 09:57:00 +0000', { to: '+19' }),
        ],
      }),
    )
    const { From, To } = line
    expect(await findRecentCall(client, { account_sid, From, To, since })).toMatchObject({ sid: 'v3:last' })
    expect(sent[0]?.url).toContain('To=%2B13125550002&From=%2B13125550001')
  })

  it('asks for the calls of the account that createTexml was given', async () => {
    const { client, sent } = testClient(() =>
      json({ calls: [call('v3:1', 'Mon, 15 Jun 2026 09:57:00 +0000')] }),
    )
    const texml = createTexml(client, { accountSid: 'own' })
    const { From, To } = line
    expect(await findRecentCall(texml, { From, To, since })).toMatchObject({ sid: 'v3:1' })
    expect(sent[0]?.url).toContain('/Accounts/own/Calls?')
    // @ts-expect-error a client knows no account
    expect(await errorOf(findRecentCall(client, { From, To, since }))).toMatchObject({ name: 'InputError' })
  })

  it('finds none where there is none', async () => {
    const { client } = testClient(() => json({ calls: [call('v3:old', 'Mon, 15 Jun 2026 09:50:00 +0000')] }))
    expect(await findRecentCall(client, { account_sid, From: line.From, To: line.To, since })).toBeUndefined()
  })
})
