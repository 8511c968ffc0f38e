import { isApiError, paginate } from '@greenroom/core'
import { createTexml, findRecentCall } from '@greenroom/core/texml'
import { describe, expect, it } from 'vitest'
import { harness } from './harness.ts'

const accountSid = '61bf923e-5e4d-4595-a110-56190ea18a1b'
const line = { ApplicationSid: '1293384261075731499', From: '+13125550001', To: '+13125550002' }
const url = 'http://127.0.0.1:9/calls'

interface Form {
  readonly url: string
  readonly method: string
  readonly fields: Readonly<Record<string, string>>
}

/** An emulator whose callbacks are kept, and answered by the function. */
function exchange(
  answer: (form: Form) => Response = () => new Response(null, { status: 204 }),
  options: object = {},
) {
  const forms: Form[] = []
  const fetch = async (input: RequestInfo | URL) => {
    const request = input as Request
    const { origin, pathname, searchParams } = new URL(request.url)
    const fields = request.method === 'GET' ? searchParams : new URLSearchParams(await request.text())
    const form = { url: origin + pathname, method: request.method, fields: Object.fromEntries(fields) }
    forms.push(form)
    return answer(form)
  }
  const h = harness({ fetch, ...options })
  const texml = createTexml(h.client, { accountSid })
  const play = async (sid: string, action: string, body?: object) => {
    const played = await h.send('POST', `/_emulator/calls/${sid}/${action}`, body)
    await h.emulator.webhooks.settled()
    return played
  }
  const place = async (more: object = {}) => (await texml.calls.create({ ...line, ...more })).call_sid ?? ''
  const statuses = () => forms.flatMap(({ fields }) => fields['CallStatus'] ?? [])
  return { ...h, texml, forms, play, place, statuses }
}

const allEvents = { StatusCallback: url, StatusCallbackEvent: 'initiated ringing answered completed' }

describe('a call', () => {
  it('goes from queued to completed, and tells of each step it was asked to, signed and in order', async () => {
    const x = exchange()
    const sid = await x.place(allEvents)
    await x.play(sid, 'ring')
    await x.play(sid, 'answer')
    x.emulator.clock.advance(42)
    await x.play(sid, 'hangup')
    expect(x.statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed'])
    expect(x.forms.map(({ fields }) => fields['SequenceNumber'])).toEqual(['0', '1', '2', '3'])
    expect(x.forms.at(-1)).toMatchObject({
      method: 'POST',
      fields: { AccountSid: accountSid, CallSid: sid, CallDuration: '42', From: line.From, To: line.To },
    })
    expect(await x.texml.calls.retrieve({ call_sid: sid })).toMatchObject({
      status: 'completed',
      duration: '42',
    })
  })

  it('tells of its end alone unless asked for more, by the method asked for', async () => {
    const x = exchange()
    const sid = await x.place({ StatusCallback: url, StatusCallbackMethod: 'GET' })
    await x.play(sid, 'answer')
    await x.play(sid, 'hangup')
    expect(x.forms).toMatchObject([{ method: 'GET', url, fields: { CallStatus: 'completed' } }])
  })

  it.each(['busy', 'no-answer'])('ends as %s when the other end is', async (action) => {
    const x = exchange()
    const sid = await x.place(allEvents)
    await x.play(sid, action)
    expect(x.statuses().at(-1)).toBe(action)
    expect((await x.texml.calls.list({ Status: action as 'busy' })).data).toMatchObject([{ sid }])
  })

  it('is not answered after its timeout, and is over after its time limit', async () => {
    const x = exchange()
    const unanswered = await x.place({ Timeout: 10 })
    const endless = await x.place({ TimeLimit: 60 })
    await x.play(endless, 'answer')
    x.emulator.clock.advance(11)
    expect((await x.texml.calls.retrieve({ call_sid: unanswered })).status).toBe('no-answer')
    x.emulator.clock.advance(60)
    expect((await x.texml.calls.retrieve({ call_sid: endless })).status).toBe('completed')
  })

  it('answers by itself where the emulator was told so', async () => {
    const x = exchange(undefined, { autoAnswer: true })
    const sid = await x.place(allEvents)
    x.emulator.clock.advance(5)
    await x.emulator.webhooks.settled()
    expect(x.statuses()).toEqual(['initiated', 'ringing', 'in-progress'])
    expect((await x.texml.calls.update({ call_sid: sid, Status: 'completed' })).status).toBe('completed')
  })

  it('is canceled when it is ended before its answer', async () => {
    const x = exchange()
    const sid = await x.place()
    expect((await x.texml.calls.update({ call_sid: sid, Status: 'completed' })).status).toBe('canceled')
  })

  it('fetches its instructions on answer, and keeps them', async () => {
    const document = '<Response><Say>Hello</Say></Response>'
    const x = exchange(() => new Response(document))
    const sid = await x.place({ Url: 'http://localhost:9/hello.xml' })
    const { body } = await x.play(sid, 'answer')
    expect(body.status).toBe('in-progress')
    expect(x.forms).toMatchObject([{ url: 'http://localhost:9/hello.xml', fields: { CallSid: sid } }])
    const { data } = (await x.send('GET', '/_emulator/calls')).body
    expect(data[0].timeline).toContainEqual({
      at: expect.any(String),
      what: 'instructions',
      detail: document,
    })
  })

  it('falls back to the other address, and fails when neither answers', async () => {
    const failing = (form: Form) => new Response(null, { status: form.url.endsWith('/spare') ? 200 : 500 })
    const x = exchange(failing)
    const sid = await x.place({ Url: 'http://localhost:9/first', FallbackUrl: 'http://localhost:9/spare' })
    await x.play(sid, 'answer')
    expect(x.forms.map((form) => form.url)).toEqual(['http://localhost:9/first', 'http://localhost:9/spare'])
    const lost = await x.place({ Url: 'http://localhost:9/first' })
    await x.play(lost, 'answer')
    expect((await x.texml.calls.retrieve({ call_sid: lost })).status).toBe('failed')
  })

  it('fails with instructions that are no well-formed XML, and says why', async () => {
    const x = exchange()
    const sid = await x.place({ Texml: '<Response><Say>Hello</Response>', ...allEvents })
    await x.play(sid, 'answer')
    expect(x.statuses()).toEqual(['initiated', 'in-progress', 'failed'])
    const { data } = (await x.send('GET', '/_emulator/calls')).body
    expect(data[0].timeline.at(-1).detail).toContain('no well-formed XML')
  })

  it('goes where its instructions send it', async () => {
    const x = exchange()
    const gone = await x.place({ Texml: '<Response><Hangup/></Response>' })
    await x.play(gone, 'answer')
    expect((await x.texml.calls.retrieve({ call_sid: gone })).status).toBe('completed')
    const sid = await x.place({ Texml: '<Response><Dial><Conference>lobby</Conference></Dial></Response>' })
    await x.play(sid, 'answer')
    expect((await x.texml.conferences.list({ FriendlyName: 'lobby' })).data).toMatchObject([
      { status: 'in-progress' },
    ])
  })

  it('takes digits while it is talked in, and nothing that cannot happen', async () => {
    const x = exchange()
    const sid = await x.place()
    expect((await x.play(sid, 'digits', { digits: '1#' })).status).toBe(422)
    await x.play(sid, 'answer')
    expect((await x.play(sid, 'digits', { digits: '1#' })).body.timeline.at(-1)).toMatchObject({
      detail: '1#',
    })
    expect((await x.play(sid, 'ring')).status).toBe(422)
    await x.play(sid, 'hangup')
    expect((await x.play(sid, 'answer')).status).toBe(422)
    expect((await x.play('v3:none', 'answer')).status).toBe(404)
    expect((await x.play(sid, 'sing')).status).toBe(404)
  })

  it('is played in process as well', async () => {
    const x = exchange()
    const sid = await x.place()
    x.emulator.play(sid, 'answer')
    x.emulator.play(sid, 'digits', '42#')
    expect(() => x.emulator.play(sid, 'digits', 'one')).toThrow('cannot be given digits')
    expect(x.emulator.play(sid, 'hangup')).toMatchObject({ sid, to: line.To, status: 'completed' })
    const whats = x.emulator.calls()[0]?.timeline.map(({ what }) => what)
    expect(whats).toEqual(['queued', 'initiated', 'in-progress', 'digits', 'completed'])
  })

  it('is found by who called whom, after nobody knows what became of it', async () => {
    const x = exchange()
    const since = new Date(x.emulator.clock.now())
    x.emulator.failures.add([{ path: '/texml', status: 500, when: 'after' }])
    await expect(x.place()).rejects.toMatchObject({ outcome: 'unknown' })
    const { From, To } = line
    expect(await findRecentCall(x.client, { account_sid: accountSid, From, To, since })).toMatchObject({
      to: To,
    })
  })
})

describe('a three-party conference', () => {
  it('is placed, answered, muted, held, recorded and ended, with its callbacks in order', async () => {
    const x = exchange()
    const conference_sid = 'board'
    const dial = async (To: string, more: object = {}) =>
      (
        await x.texml.conferenceParticipants.create({
          conference_sid,
          ...line,
          To,
          ConferenceStatusCallback: url,
          ConferenceStatusCallbackEvent: 'start end join leave',
          ConferenceRecord: 'record-from-start',
          ConferenceRecordingStatusCallback: url,
          CustomHeaders: [{ name: 'X-A', value: '1' }],
          ...more,
        })
      ).call_sid
    const ann = await dial('+13125550010', { Label: 'ann' })
    const ben = await dial('+13125550011')
    const cyd = await dial('+13125550012')
    for (const sid of [ann, ben, cyd]) await x.play(sid, 'answer')

    const participants = () => x.texml.conferenceParticipants.list({ conference_sid })
    expect((await participants()).data.map(({ status }) => status)).toEqual([
      'connected',
      'connected',
      'connected',
    ])
    const who = { conference_sid, call_sid_or_participant_label: 'ann' }
    expect(await x.texml.conferenceParticipants.update({ ...who, Muted: true })).toMatchObject({
      muted: true,
    })
    expect(await x.texml.conferenceParticipants.update({ ...who, Hold: true })).toMatchObject({
      hold: true,
      muted: true,
    })
    await x.texml.conferenceParticipants.delete({ conference_sid, call_sid_or_participant_label: cyd })
    expect((await participants()).data).toHaveLength(2)
    x.emulator.clock.advance(30)
    expect(await x.texml.conferences.update({ conference_sid, Status: 'completed' })).toMatchObject({
      status: 'completed',
      reason_conference_ended: 'conference-ended-via-api',
    })
    await x.emulator.webhooks.settled()
    expect(
      x.forms.map(({ fields }) => fields['StatusCallbackEvent'] ?? `recording ${fields['RecordingStatus']}`),
    ).toEqual([
      'conference-start',
      'participant-join',
      'participant-join',
      'participant-join',
      'participant-leave',
      'participant-leave',
      'participant-leave',
      'recording completed',
      'conference-end',
    ])
    const { data: ended } = await x.texml.conferences.list({ Status: 'completed' })
    const id = ended[0]?.sid ?? ''
    expect((await x.texml.conferences.listRecordings({ conference_sid: id })).data).toMatchObject([
      { status: 'completed', duration: '30' },
    ])
    expect((await x.texml.conferences.listRecordingResources({ conference_sid: id })).data).toMatchObject([
      { status: 'completed', duration: 30 },
    ])
    expect((await x.texml.transcriptions.list()).data).toMatchObject([{ status: 'in-progress' }])
    x.emulator.clock.advance(3)
    expect((await x.texml.transcriptions.list()).data).toMatchObject([{ status: 'completed' }])
  })

  it('ends with its last participant, or with the one who was to end it', async () => {
    const x = exchange()
    const dial = async (conference_sid: string, more: object = {}) => {
      const { call_sid } = await x.texml.conferenceParticipants.create({ conference_sid, ...line, ...more })
      await x.play(call_sid, 'answer')
      return call_sid
    }
    await x.play(await dial('one'), 'hangup')
    const host = await dial('two', { EndConferenceOnExit: true })
    const guest = await dial('two')
    await x.play(host, 'hangup')
    expect((await x.texml.calls.retrieve({ call_sid: guest })).status).toBe('completed')
    const { data } = await x.texml.conferences.list()
    expect(data.map(({ reason_conference_ended: reason }) => reason).sort()).toEqual([
      'last-participant-left',
      'participant-with-end-conference-on-exit-left',
    ])
  })
})

describe('recordings, streams and SIPREC of a call', () => {
  it('begin while it is talked in, and end with it', async () => {
    const x = exchange()
    const call_sid = await x.place()
    await expect(x.texml.callRecordings.start({ call_sid })).rejects.toMatchObject({
      status: 422,
      code: '90034',
    })
    await x.play(call_sid, 'answer')
    const { sid: recording_sid } = await x.texml.callRecordings.start({
      call_sid,
      RecordingStatusCallback: url,
    })
    await x.texml.callRecordings.update({ call_sid, recording_sid, Status: 'paused' })
    expect((await x.texml.callRecordings.list({ call_sid })).data).toMatchObject([{ status: 'paused' }])
    const stream = await x.texml.callStreams.start({ call_sid, Url: 'wss://app.test', Name: 's' })
    expect(await x.texml.callStreams.update({ call_sid, streaming_sid: stream.sid })).toMatchObject({
      status: 'stopped',
    })
    const siprec = await x.texml.callSiprec.start({ call_sid, ConnectorName: 'c' })
    expect(siprec).toMatchObject({ status: 'in-progress', track: 'both_tracks' })
    x.emulator.clock.advance(7)
    await x.play(call_sid, 'hangup')
    expect(x.forms.at(-1)?.fields).toMatchObject({ RecordingStatus: 'completed', RecordingDuration: '7' })
    const ended = await x.texml.recordings.retrieve({ recording_sid })
    expect(ended).toMatchObject({ status: 'completed', duration: '7' })
    expect((await x.emulator.fetch(ended.media_url ?? '')).headers.get('content-type')).toBe('audio/webm')
    await expect(
      x.texml.callRecordings.update({ call_sid, recording_sid, Status: 'paused' }),
    ).rejects.toMatchObject({ status: 404, detail: 'Resource not found' })
    await x.texml.recordings.delete({ recording_sid })
    await expect(x.texml.recordings.retrieve({ recording_sid })).rejects.toSatisfy(isApiError)
  })
})

describe('lists below an account', () => {
  it('page by tokens, and are each account its own', async () => {
    const x = exchange()
    for (const FriendlyName of ['a', 'b', 'c', 'd', 'e']) await x.texml.queues.create({ FriendlyName })
    const sids: string[] = []
    for await (const { sid } of paginate(x.texml.queues.list, { PageSize: 2 })) sids.push(sid)
    expect(sids).toEqual(['e', 'd', 'c', 'b', 'a'])
    expect((await x.texml.queues.list({ account_sid: 'another' })).data).toEqual([])
    expect(await x.texml.queues.update({ queue_sid: 'a', MaxSize: 7 })).toMatchObject({ max_size: 7 })
    await x.texml.queues.delete({ queue_sid: 'a' })
    await expect(x.texml.queues.retrieve({ queue_sid: 'a' })).rejects.toMatchObject({ status: 404 })
  })
})

describe('status callbacks', () => {
  it('go at once to the fallback address when their own does not take them', async () => {
    const x = exchange(({ url: to }) => new Response(null, { status: to === url ? 500 : 200 }))
    const sid = await x.place({ ...allEvents, FallbackUrl: `${url}/fallback`, Texml: '<Response/>' })
    await x.play(sid, 'ring')
    const told = x.forms.map(({ url: to, fields }) => [to, fields['CallStatus']])
    expect(told).toEqual([
      [url, 'initiated'],
      [`${url}/fallback`, 'initiated'],
      [url, 'ringing'],
      [`${url}/fallback`, 'ringing'],
    ])
  })

  it('of a call of an assistant go to all addresses', async () => {
    const x = exchange()
    const { call_sid = '' } = await x.texml.calls.dialAi({
      connection_id: 'c',
      From: line.From,
      To: line.To,
      AIAssistantId: 'a',
      StatusCallbackEvent: 'answered',
      StatusCallbacks: [`${url}/1`, `${url}/2`],
    })
    await x.play(call_sid ?? '', 'answer')
    expect(x.forms.map((form) => form.url)).toEqual([`${url}/1`, `${url}/2`])
  })
})

describe('addresses and queries of TeXML', () => {
  it('answer at the address that a resource has of itself', async () => {
    const x = exchange()
    const call_sid = await x.place()
    const { uri } = await x.texml.calls.retrieve({ call_sid })
    const { status, body } = await x.send('GET', uri ?? '')
    expect([status, body]).toMatchObject([200, { sid: call_sid }])
  })

  it.each([
    ['/Calls?PageToken=garbage', 400],
    ['/Calls?StartTime%3E=yesterday', 422],
    ['/Conferences?DateCreated=%3E%3D2026', 422],
    ['/Conferences?DateCreated=%3E%3D2026-05-22', 200],
    ['/Recordings.json?DateCreated=2026-05-22T10:00:00Z', 200],
  ])('of %s are answered %i', async (path, status) => {
    const x = exchange()
    expect(await x.send('GET', `/v2/texml/Accounts/${accountSid}${path}`)).toMatchObject({ status })
  })
})

describe('the participants of a conference', () => {
  it('page like every other list, though no parameter is documented for them', async () => {
    const x = exchange()
    const conference_sid = 'all-hands'
    for (let i = 0; i < 23; i++) {
      await x.texml.conferenceParticipants.create({ conference_sid, ...line, Label: `p${i}` })
    }
    const sids = new Set<string>()
    for await (const { call_sid } of paginate(x.texml.conferenceParticipants.list, { conference_sid })) {
      sids.add(call_sid)
    }
    expect(sids.size).toBe(23)
  })
})

describe('secrets and applications', () => {
  it('keep a secret, and never show it', async () => {
    const x = exchange()
    expect(await x.texml.secrets.create({ name: 'db', value: 'hush-hush' })).toEqual({
      name: 'db',
      value: 'REDACTED',
    })
    expect(JSON.stringify((await x.send('GET', '/_emulator/requests')).body)).not.toContain('hush-hush')
  })

  it('give calls what they do not say themselves', async () => {
    const x = exchange(() => new Response('<Response/>'))
    const app = await x.texml.applications.create({
      friendly_name: 'Reception',
      voice_url: 'http://localhost:9/voice',
      voice_method: 'get',
      status_callback: url,
    })
    expect(app).toMatchObject({ active: true, dtmf_type: 'RFC 2833', record_type: 'texml_application' })
    const sid = await x.place({ ApplicationSid: app.id })
    await x.play(sid, 'answer')
    await x.play(sid, 'hangup')
    expect(x.forms.map((form) => [form.method, form.url])).toEqual([
      ['GET', 'http://localhost:9/voice'],
      ['POST', url],
    ])
    expect((await x.texml.applications.list({ filter: { friendly_name: 'recep' } })).data).toHaveLength(1)
    const changed = { id: app.id, friendly_name: 'Desk', voice_url: 'http://localhost:9/voice' }
    expect(await x.texml.applications.update(changed)).toMatchObject({
      friendly_name: 'Desk',
      voice_method: 'get',
    })
    expect(await x.texml.applications.delete({ id: app.id })).toMatchObject({ friendly_name: 'Desk' })
    await expect(x.texml.applications.retrieve({ id: app.id })).rejects.toMatchObject({
      status: 404,
      code: '10005',
    })
  })
})

describe('bad input', () => {
  const calls = `/v2/texml/Accounts/${accountSid}/Calls`
  const form = { 'content-type': 'application/x-www-form-urlencoded' }

  it.each([
    [{ Url: 'https://a.test', Texml: '<Response/>' }, 422, '10015', ''],
    [{ To: '13125550002' }, 422, '10016', '/To'],
    [{ From: 'ann' }, 422, '10016', '/From'],
    [{ CallerId: 'ünïcode' }, 422, '10015', '/CallerId'],
    [{ Timeout: 1 }, 422, '10033', '/Timeout'],
    [{ Timeout: 999 }, 422, '10033', '/Timeout'],
    [{ SupervisingRole: 'shout' }, 422, '10032', '/SupervisingRole'],
    [{ ApplicationSid: undefined }, 422, '10004', '/ApplicationSid'],
  ])('%j is refused, and nobody is called', async (wrong, status, code, pointer) => {
    const x = exchange()
    const answer = await x.send('POST', calls, { ...line, ...wrong })
    const [{ code: told, source }] = answer.body.errors
    expect([answer.status, told, source.pointer]).toEqual([status, code, pointer])
    expect((await x.send('GET', '/_emulator/calls')).body.data).toEqual([])
  })

  it.each([
    ['To=13125550002', '10016', '/To'],
    ['From=ann', '10016', '/From'],
    ['Timeout=999', '10033', '/Timeout'],
    ['MaxParticipants=1', '10033', '/MaxParticipants'],
    ['From=%2B13125550001', '10004', '/To'],
  ])('a participant is not dialled with %s', async (fields, code, pointer) => {
    const x = exchange()
    const path = `/v2/texml/Accounts/${accountSid}/Conferences/board/Participants`
    const answer = await x.send('POST', path, `ApplicationSid=1&${fields}`, form)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ code, source: { pointer } }] } })
    expect((await x.send('GET', '/_emulator/calls')).body.data).toEqual([])
    expect((await x.texml.conferences.list()).data).toEqual([])
  })

  it('is a form sent as JSON, and JSON sent as a form', async () => {
    const x = exchange()
    const call_sid = await x.place()
    expect((await x.send('POST', calls, new URLSearchParams(line).toString(), form)).status).toBe(415)
    expect((await x.send('POST', `${calls}/${call_sid}`, { Status: 'completed' })).status).toBe(415)
    expect((await x.texml.calls.retrieve({ call_sid })).status).toBe('ringing')
  })

  it('is an unknown SID, which is told in a shape without a code', async () => {
    const x = exchange()
    expect(await x.send('GET', `${calls}/v3:none`)).toMatchObject({
      status: 404,
      body: { errors: [{ detail: 'Resource not found' }] },
    })
    expect((await x.send('GET', `${calls}.json`)).status).toBe(200)
  })
})
