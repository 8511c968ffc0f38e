import Telnyx from 'telnyx'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LoggedRequest } from '../src/http/request-log.ts'
import { type StartedEmulator, startEmulator } from '../src/node.ts'
import { endpoints as ownEndpoints } from './api-description.ts'
import { asDescribed } from './harness.ts'

const account_sid = '61bf923e-5e4d-4595-a110-56190ea18a1b'
const From = '+13125550001'
const To = '+13125550002'
const parties = { ApplicationSid: '1293384261075731499', From, To }

describe("the vendor's client, for TeXML", () => {
  let server: StartedEmulator
  let telnyx: Telnyx
  beforeAll(async () => {
    server = await startEmulator({ media: false, clock: 'manual' })
    telnyx = new Telnyx({
      apiKey: 'KEY_local',
      baseURL: `${server.url}/v2`,
      maxRetries: 0,
      fetch: asDescribed((input, init) => fetch(input, init)),
    })
  })
  /** Requests of all tests so far, since a reset clears the log. */
  const everyRequest: LoggedRequest[] = []
  beforeEach(() => {
    everyRequest.push(...server.emulator.requests())
    server.emulator.reset()
  })
  afterAll(() => server.close())

  const play = (sid: string, action: string) =>
    fetch(`${server.url}/_emulator/calls/${sid}/${action}`, { method: 'POST' })

  /** Places a call. The client's type of the response has no SID, although the response has one. */
  async function place(): Promise<string> {
    const placed = await telnyx.texml.accounts.calls.calls(account_sid, {
      body: { ...parties, Texml: '<Response><Pause length="60"/></Response>' },
    })
    expect(placed).toMatchObject({ from: From, to: To, status: 'queued' })
    return (placed as { call_sid?: string }).call_sid ?? ''
  }

  async function placeAnswered(): Promise<string> {
    const sid = await place()
    await play(sid, 'answer')
    return sid
  }

  /** Dials a participant into a conference and answers the call. */
  async function dialIn(
    conferenceSid: string,
    more: object = {},
  ): Promise<{ call: string; conference: string }> {
    const dialed = await telnyx.texml.accounts.conferences.participants.participants(conferenceSid, {
      account_sid,
      ...parties,
      ...more,
    })
    await play(dialed.call_sid ?? '', 'answer')
    return { call: dialed.call_sid ?? '', conference: dialed.conference_sid ?? '' }
  }

  it('creates, lists, retrieves, changes and deletes an application', async () => {
    const required = { friendly_name: 'Reception', voice_url: 'https://app.test/voice' }
    const { data: made } = await telnyx.texmlApplications.create({
      ...required,
      anchorsite_override: 'Chicago, IL',
    })
    const id = made?.id ?? ''
    expect(made).toMatchObject({ anchorsite_override: 'Chicago, IL', voice_method: 'post' })
    await telnyx.texmlApplications.create({ ...required, friendly_name: 'Night shift' })
    const names: unknown[] = []
    for await (const app of telnyx.texmlApplications.list({
      sort: 'friendly_name',
      'page[size]': 1,
    } as object)) {
      names.push(app.friendly_name)
    }
    expect(names).toEqual(['Night shift', 'Reception'])
    expect((await telnyx.texmlApplications.retrieve(id)).data).toMatchObject(required)
    const { data: changed } = await telnyx.texmlApplications.update(id, { ...required, active: false })
    expect(changed?.active).toBe(false)
    expect((await telnyx.texmlApplications.delete(id)).data?.id).toBe(id)
    await expect(telnyx.texmlApplications.retrieve(id)).rejects.toBeInstanceOf(Telnyx.NotFoundError)
  })

  it('places calls in three ways and finds them', async () => {
    const sid = await place()
    const Url = 'http://localhost:9/voice'
    const { call_sid } = await telnyx.texml.calls.create('1293384261075731499', { From, To, Url })
    const ai = await telnyx.texml.initiateAICall('1293384261075731499', { From, To, AIAssistantId: 'a1' })
    expect([call_sid, ai.call_sid]).toEqual([expect.stringMatching(/^v3:/), expect.stringMatching(/^v3:/)])
    expect(await telnyx.texml.accounts.calls.retrieve(sid, { account_sid })).toMatchObject({ sid, to: To })
    await telnyx.texml.accounts.calls.update(sid, { account_sid, Status: 'completed' })
    const { calls } = await telnyx.texml.accounts.calls.retrieveCalls(account_sid, { Status: 'canceled' })
    expect(calls).toMatchObject([{ sid, status: 'canceled' }])
  })

  it('filters calls by bounds that it appends to field names', async () => {
    const sid = await place()
    const days = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
    const bounds = { StartTime_gt: days(-1), StartTime_lt: days(1) }
    const { calls } = await telnyx.texml.accounts.calls.retrieveCalls(account_sid, bounds)
    expect(calls).toMatchObject([{ sid }])
    const later = { StartTime_gt: days(1) }
    expect((await telnyx.texml.accounts.calls.retrieveCalls(account_sid, later)).calls).toEqual([])
    expect(server.emulator.requests().at(-1)?.path).toContain('StartTime%3E=')
  })

  it('records a call, streams it and forks it with SIPREC', async () => {
    const call_sid = await placeAnswered()
    const { calls } = telnyx.texml.accounts
    const of = { account_sid, call_sid }
    const recording = await calls.recordingsJson.recordingsJson(call_sid, { account_sid, PlayBeep: false })
    const paused = { ...of, Status: 'paused' } as const
    await calls.recordings.recordingSidJson(recording.sid ?? '', paused)
    const { recordings } = await calls.recordingsJson.retrieveRecordingsJson(call_sid, { account_sid })
    expect(recordings).toMatchObject([{ sid: recording.sid, status: 'paused' }])

    const stream = await calls.streamsJson(call_sid, {
      account_sid,
      Url: 'wss://app.test/media',
      Name: 'one',
    })
    expect(stream).toMatchObject({ status: 'in-progress', name: 'one' })
    const stopped = { ...of, Status: 'stopped' } as const
    expect(await calls.streams.streamingSidJson(stream.sid ?? '', stopped)).toMatchObject({
      status: 'stopped',
    })

    const siprec = await calls.siprecJson(call_sid, { account_sid, ConnectorName: 'recorder', Secure: true })
    expect(await calls.siprec.siprecSidJson(siprec.sid ?? '', stopped)).toMatchObject({ status: 'stopped' })
  })

  it('lists, retrieves and deletes recordings and transcriptions', async () => {
    const { accounts } = telnyx.texml
    const call_sid = await placeAnswered()
    const { sid = '' } = await accounts.calls.recordingsJson.recordingsJson(call_sid, { account_sid })
    await play(call_sid, 'hangup')
    const { recordings } = await accounts.retrieveRecordingsJson(account_sid, { PageSize: 5 })
    expect(recordings).toMatchObject([{ sid, status: 'completed' }])
    const recording = await accounts.recordings.json.retrieveRecordingSidJson(sid, { account_sid })
    expect(recording.media_url).toContain(`${server.url}/files/`)

    server.emulator.clock.advance(60)
    const { transcriptions } = await accounts.retrieveTranscriptionsJson(account_sid, { PageSize: 5 })
    const transcription = transcriptions?.[0]?.sid ?? ''
    const { json } = accounts.transcriptions
    expect(await json.retrieveRecordingTranscriptionSidJson(transcription, { account_sid })).toMatchObject({
      recording_sid: sid,
      status: 'completed',
    })
    await json.deleteRecordingTranscriptionSidJson(transcription, { account_sid })
    await accounts.recordings.json.deleteRecordingSidJson(sid, { account_sid })
    await expect(
      accounts.recordings.json.retrieveRecordingSidJson(sid, { account_sid }),
    ).rejects.toBeInstanceOf(Telnyx.NotFoundError)
  })

  it('dials two participants into a conference, mutes, holds and removes them, and ends it', async () => {
    const { conferences } = telnyx.texml.accounts
    const { call, conference } = await dialIn('standup', { Label: 'ann', ConferenceRecord: 'true' })
    const other = await dialIn(conference)
    const of = { account_sid, conference_sid: conference }
    expect((await conferences.participants.retrieveParticipants(conference, of)).participants).toHaveLength(2)
    const muted = await conferences.participants.update('ann', { ...of, Muted: true, Hold: true })
    expect(muted).toMatchObject({ call_sid: call, muted: true, hold: true })
    expect(await conferences.participants.retrieve(call, of)).toMatchObject({ muted: true })
    await conferences.participants.delete(other.call, of)
    expect(await conferences.retrieve(conference, { account_sid })).toMatchObject({ status: 'in-progress' })
    await conferences.update(conference, { account_sid, Status: 'completed' })
    const { conferences: over } = await conferences.retrieveConferences(account_sid, { Status: 'completed' })
    expect(over).toMatchObject([{ sid: conference, friendly_name: 'standup' }])

    const usual = await conferences.retrieveRecordingsJson(conference, { account_sid })
    const older = await conferences.retrieveRecordings(conference, { account_sid })
    expect(usual.recordings).toMatchObject([{ duration: expect.any(String), status: 'completed' }])
    expect(older.recordings).toMatchObject([{ duration: expect.any(Number), status: 'completed' }])
  })

  it('loses the headers of a form on the way, and the call is placed without them', async () => {
    const CustomHeaders = [
      { name: 'X-One', value: '1' },
      { name: 'X-Two', value: '2' },
    ]
    const { call } = await dialIn('standup', { CustomHeaders, timeout_seconds: 20 })
    expect(call).toMatch(/^v3:/)
    const { input } = server.emulator.requests().at(-1) ?? {}
    expect(input).toMatchObject({ Timeout: 20 })
    expect(input).not.toHaveProperty('CustomHeaders')
  })

  it('creates, retrieves, changes and deletes a queue', async () => {
    const { queues } = telnyx.texml.accounts
    await queues.create(account_sid, { FriendlyName: 'support', MaxSize: 20 })
    expect(await queues.retrieve('support', { account_sid })).toMatchObject({ max_size: 20, current_size: 0 })
    expect(await queues.update('support', { account_sid, MaxSize: 5 })).toMatchObject({ max_size: 5 })
    await queues.delete('support', { account_sid })
    await expect(queues.retrieve('support', { account_sid })).rejects.toBeInstanceOf(Telnyx.NotFoundError)
  })

  it('skips the second page of the queues, since it counts from 1 and the API from 0', async () => {
    const { queues } = telnyx.texml.accounts
    for (const FriendlyName of ['a', 'b', 'c']) await queues.create(account_sid, { FriendlyName })
    const sids: unknown[] = []
    for await (const { sid } of queues.list(account_sid, { PageSize: 1 })) sids.push(sid)
    expect(sids).toEqual(['c', 'a'])
  })

  it('creates a secret', async () => {
    const { data } = await telnyx.texml.secrets({ name: 'db', value: 'hush-hush' })
    expect(data).toEqual({ name: 'db', value: 'REDACTED' })
    expect(JSON.stringify(server.emulator.requests())).not.toContain('hush-hush')
  })

  it('retrieves the document that connects a call to an assistant', async () => {
    const document = await telnyx.ai.assistants.getTexml('assistant-1')
    expect(document).toContain('assistant-1')
  })

  it('throws its own error classes', async () => {
    const body = { ...parties, To: '13125550002', Url: 'https://app.test/' }
    await expect(telnyx.texml.accounts.calls.calls(account_sid, { body })).rejects.toBeInstanceOf(
      Telnyx.UnprocessableEntityError,
    )
    await expect(telnyx.texml.accounts.calls.retrieve('v3:none', { account_sid })).rejects.toBeInstanceOf(
      Telnyx.NotFoundError,
    )
  })

  it('has called every TeXML operation', async () => {
    const called = new Set(everyRequest.map(({ method, route }) => `${method} ${route}`))
    const { endpoints } = (await (await fetch(`${server.url}/_emulator`)).json()) as {
      endpoints: { method: string; path: string }[]
    }
    const all = endpoints
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => route.includes('texml'))
    expect(all.filter((route) => !called.has(route))).toEqual([])
    expect(all).toHaveLength(ownEndpoints.filter(({ path }) => path.includes('texml')).length)
  })
})
