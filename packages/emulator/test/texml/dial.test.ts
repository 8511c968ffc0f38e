import { createTexml } from '@greenroom/core/texml'
import { describe, expect, it } from 'vitest'
import { accountSid, allEvents, createTexmlHarness, parties, url } from './texml-harness.ts'

const { From, To } = parties

/** The request of the vendor's guide to answering machine detection. */
const guide = {
  From: '+13127367421',
  To: 'your-sip-user@sip.telnyx.com',
  Url: `${url}/instructions`,
  FallbackUrl: `${url}/fallback`,
  StatusCallback: `${url}/status`,
  StatusCallbackMethod: 'POST',
  Method: 'POST',
  MachineDetection: 'Enable',
  DetectionMode: 'Premium',
}

describe('a call placed with only a connection', () => {
  it('accepts the requests of the vendor’s guide to answering machine detection', async () => {
    const document = '<Response><Pause length="60"/></Response>'
    const harness = createTexmlHarness(() => new Response(document))
    const dial = (more: object) => harness.send('POST', '/v2/texml/calls/conn', { ...guide, ...more })
    const synchronous = await dial({ AsyncAmd: 'false', AsyncAmdStatusCallback: `${url}/amd` })
    expect(synchronous).toMatchObject({ status: 200, body: { status: 'queued', to: guide.To } })
    await harness.play(synchronous.body.call_sid, 'answer')
    expect(harness.forms).toMatchObject([
      { url: `${url}/status`, fields: { AnsweredBy: 'human', MachineDetectionDuration: '500' } },
      { url: `${url}/instructions`, method: 'POST', fields: { AnsweredBy: 'human', ConnectionId: 'conn' } },
    ])
    const asynchronous = await dial({
      AsyncAmd: 'true',
      AsyncAmdStatusCallback: `${url}/amd`,
      AsyncAMDStatusCallbackMethod: 'GET',
    })
    await harness.play(asynchronous.body.call_sid, 'answer')
    expect(harness.forms.filter((form) => form.url.endsWith('/amd'))).toMatchObject([
      { method: 'GET', fields: { AnsweredBy: 'human', CallSid: asynchronous.body.call_sid } },
    ])
  })

  it('sends its status callbacks and falls back to its other address', async () => {
    const harness = createTexmlHarness(
      ({ url: to }) => new Response('<Response/>', { status: to === guide.Url ? 500 : 200 }),
    )
    const { call_sid } = await harness.texml.calls.dial({
      connection_id: 'c',
      ...guide,
      ...allEvents,
    } as never)
    await harness.play(call_sid ?? '', 'answer')
    await harness.play(call_sid ?? '', 'hangup')
    expect(harness.statuses().filter((status) => status !== 'in-progress')).toEqual([
      'initiated',
      'completed',
    ])
    expect(harness.forms.map((form) => form.url)).toContain(guide.FallbackUrl)
  })

  it('accepts every field of a call that is placed with an account', async () => {
    const harness = createTexmlHarness()
    const fields = {
      CallerId: 'Ann',
      UrlMethod: 'GET',
      Record: true,
      RecordingChannels: 'dual',
      TimeLimit: 60,
      Timeout: 5,
      CustomHeaders: [{ name: 'X-A', value: '1' }],
      SipAuthPassword: 'secret',
      StatusCallbackEvent: 'initiated',
      CancelPlaybackOnMachineDetection: true,
      DeepfakeDetection: 'Enable',
      SuperviseCallSid: 'v3:1',
    }
    await expect(
      harness.texml.calls.dial({ connection_id: 'c', From, To, ...fields } as never),
    ).resolves.toBeDefined()
    expect(harness.emulator.requests()[0]).toMatchObject({
      status: 200,
      input: { SipAuthPassword: '[secret]' },
    })
    const form = new URLSearchParams({ From, To: 'sips:ann@example.com', AsyncAmd: 'true', Record: 'false' })
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await harness.send('POST', '/v2/texml/calls/c', form.toString(), type)).status).toBe(200)
  })

  it.each(['13125550002', 'ann', '+1@', 'a b@c', '@example.com'])('rejects the callee %j', async (wrong) => {
    const harness = createTexmlHarness()
    const response = await harness.send('POST', '/v2/texml/calls/c', { From, To: wrong })
    expect(response).toMatchObject({ status: 422, body: { errors: [{ code: '10016' }] } })
  })

  it('prefers inline instructions to a URL', async () => {
    const harness = createTexmlHarness()
    const Texml = '<Response><Hangup/></Response>'
    const { body } = await harness.send('POST', '/v2/texml/calls/c', { From, To, Url: url, Texml })
    await harness.play(body.call_sid, 'answer')
    expect(harness.forms).toEqual([])
    expect(harness.emulator.calls()).toMatchObject([{ status: 'completed' }])
  })
})

it('prefers inline instructions to a URL when a call is updated', async () => {
  const harness = createTexmlHarness()
  const call_sid = await harness.place()
  await harness.play(call_sid, 'answer')
  const both = { Url: url, Texml: '<Response><Hangup/></Response>' }
  const updated = await harness.send('POST', `/v2/texml/Accounts/${accountSid}/Calls/${call_sid}`, both)
  expect(updated).toMatchObject({ status: 200, body: { sid: call_sid } })
  expect(harness.forms).toEqual([])
  expect(harness.emulator.calls()).toMatchObject([{ status: 'completed' }])
})

describe('the default account', () => {
  const placeBoth = async (harness: ReturnType<typeof createTexmlHarness>) => {
    const { call_sid: dialed } = await harness.texml.calls.dial({ connection_id: 'c', From, To })
    const ai = await harness.texml.calls.dialAi({ connection_id: 'c', From, To, AIAssistantId: 'a' })
    return [dialed ?? '', ai.call_sid ?? ''] as const
  }

  it('is shown by the control API and has the configured SID', async () => {
    const harness = createTexmlHarness(undefined, { accountSid: 'AC1' })
    expect((await harness.send('GET', '/_emulator')).body.account_sid).toBe('AC1')
    const [sid] = await placeBoth(harness)
    const own = createTexml(harness.client, { accountSid: 'AC1' })
    expect(await own.calls.retrieve({ call_sid: sid })).toMatchObject({ account_sid: 'AC1' })
    await expect(harness.texml.calls.retrieve({ call_sid: sid })).rejects.toMatchObject({ status: 404 })
    expect((await harness.texml.calls.list()).data).toEqual([])
  })

  it('has its calls found, changed and recorded under the caller’s SID if none is configured', async () => {
    const harness = createTexmlHarness()
    const placed = await harness.place()
    const [call_sid, ai] = await placeBoth(harness)
    const shown = await harness.texml.calls.retrieve({ call_sid })
    expect(shown).toMatchObject({ account_sid: accountSid, to: To })
    expect(shown.uri).toContain(`/Accounts/${accountSid}/Calls/${call_sid}`)
    const listed = await harness.texml.calls.list()
    expect(listed.data.map(({ sid }) => sid).sort()).toEqual([placed, call_sid, ai].sort())
    await harness.play(call_sid, 'answer')
    const { sid: recording_sid } = await harness.texml.callRecordings.start({ call_sid })
    expect((await harness.texml.callRecordings.list({ call_sid })).data).toHaveLength(1)
    expect(await harness.texml.calls.update({ call_sid, Status: 'completed' })).toMatchObject({
      status: 'completed',
    })
    expect(await harness.texml.recordings.retrieve({ recording_sid })).toMatchObject({
      account_sid: accountSid,
    })
    const [transcription] = (await harness.texml.transcriptions.list()).data
    expect(transcription).toMatchObject({ recording_sid, account_sid: accountSid })
    await harness.texml.recordings.delete({ recording_sid })
    expect((await harness.texml.recordings.list()).data).toEqual([])
  })

  it('has its calls join the conferences of the caller’s SID', async () => {
    const harness = createTexmlHarness()
    const conference_sid = 'board'
    const { call_sid: guest } = await harness.texml.conferenceParticipants.create({
      conference_sid,
      ...parties,
    })
    await harness.play(guest, 'answer')
    const Texml = '<Response><Dial><Conference>board</Conference></Dial></Response>'
    const { call_sid } = await harness.texml.calls.dial({ connection_id: 'c', From, To, Texml })
    await harness.play(call_sid ?? '', 'answer')
    const { data } = await harness.texml.conferenceParticipants.list({ conference_sid })
    expect(data.map((participant) => [participant.call_sid, participant.account_sid])).toEqual([
      [guest, accountSid],
      [call_sid, accountSid],
    ])
  })

  it('shows the resources of every SID under its own, while other SIDs stay apart', async () => {
    const harness = createTexmlHarness()
    const call_sid = await harness.place()
    const { account_sid } = (await harness.send('GET', '/_emulator')).body
    expect(await harness.texml.calls.retrieve({ account_sid, call_sid })).toMatchObject({ sid: call_sid })
    const { sid: queue_sid } = await harness.texml.queues.create({ FriendlyName: 'support' })
    expect(await harness.texml.queues.retrieve({ account_sid, queue_sid })).toMatchObject({ sid: 'support' })
    expect((await harness.texml.queues.list({ account_sid })).data).toHaveLength(1)
    for (const other of [
      harness.texml.calls.retrieve({ account_sid: 'other', call_sid }),
      harness.texml.queues.retrieve({ account_sid: 'other', queue_sid }),
    ]) {
      await expect(other).rejects.toMatchObject({ status: 404 })
    }
  })

  it('keeps its SID in a snapshot', async () => {
    const harness = createTexmlHarness()
    const { account_sid } = (await harness.send('GET', '/_emulator')).body
    const other = createTexmlHarness()
    other.emulator.restore(await harness.emulator.snapshot())
    expect((await other.send('GET', '/_emulator')).body.account_sid).toBe(account_sid)
  })

  it('keeps the configured SID and its calls when a snapshot of another account is restored', async () => {
    const harness = createTexmlHarness()
    const [call_sid] = await placeBoth(harness)
    const other = createTexmlHarness(undefined, { accountSid: 'AC1' })
    other.emulator.restore(await harness.emulator.snapshot())
    expect((await other.send('GET', '/_emulator')).body.account_sid).toBe('AC1')
    const own = createTexml(other.client, { accountSid: 'AC1' })
    expect(await own.calls.retrieve({ call_sid })).toMatchObject({ account_sid: 'AC1' })
    expect((await own.calls.list()).data).toHaveLength(2)
  })

  it('has a random SID if the configured one is empty, as an unset variable is', async () => {
    const harness = createTexmlHarness(undefined, { accountSid: '' })
    expect((await harness.send('GET', '/_emulator')).body.account_sid).toMatch(/^[\da-f-]{36}$/)
    const [call_sid] = await placeBoth(harness)
    expect(await harness.texml.calls.retrieve({ call_sid })).toMatchObject({ account_sid: accountSid })
  })
})
