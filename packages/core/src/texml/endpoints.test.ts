import { describe, expect, it } from 'vitest'
import { json, testClient } from '../../test/test-client.ts'
import { isEndpoint } from '../endpoint.ts'
import * as modules from './index.ts'
import { createTexml, type Texml } from './index.ts'

type Bound = Texml<'account_sid'>

const line = { ApplicationSid: 'app', From: '+13125550001', To: 'sip:ann@example.com' }
const call = { call_sid: 'v3:1' }
const conference = { conference_sid: 'c 1' }
const participant = { ...conference, call_sid_or_participant_label: 'ann' }
const app = { friendly_name: 'Desk', voice_url: 'https://app.test/' }

type Row = readonly [
  name: string,
  send: (texml: Bound) => Promise<unknown>,
  request: string,
  body?: object | string,
]

/** A call of each endpoint with its request. The body is an object for JSON and a string for a form. */
const rows: readonly Row[] = [
  [
    'applications.list',
    (t) =>
      t.applications.list({ filter: { friendly_name: 'desk' }, sort: '-created_at', page: { number: 2 } }),
    'GET /texml_applications?filter[friendly_name]=desk&sort=-created_at&page[number]=2',
  ],
  ['applications.create', (t) => t.applications.create(app), 'POST /texml_applications', app],
  ['applications.retrieve', (t) => t.applications.retrieve({ id: '1' }), 'GET /texml_applications/1'],
  [
    'applications.update',
    (t) => t.applications.update({ id: '1', ...app }),
    'PATCH /texml_applications/1',
    app,
  ],
  ['applications.delete', (t) => t.applications.delete({ id: '1' }), 'DELETE /texml_applications/1'],
  [
    'assistants.retrieveTexml',
    (t) => t.assistants.retrieveTexml({ assistant_id: 'assistant-1' }),
    'GET /ai/assistants/assistant-1/texml',
  ],
  [
    'calls.list',
    (t) => t.calls.list({ Status: 'no-answer', StartTime_gt: '2026-05-22', Page: 0, PageSize: 50 }),
    'GET /A/Calls?Page=0&PageSize=50&Status=no-answer&StartTime_gt=2026-05-22',
  ],
  [
    'calls.create',
    (t) => t.calls.create({ ...line, Record: true, Timeout: 5 }),
    'POST /A/Calls',
    { ...line, Record: true, Timeout: 5 },
  ],
  ['calls.retrieve', (t) => t.calls.retrieve(call), 'GET /A/Calls/v3:1'],
  [
    'calls.update',
    (t) => t.calls.update({ ...call, Texml: '<a b="c&d"/>' }),
    'POST /A/Calls/v3:1',
    'Texml=<a b="c&d"/>',
  ],
  [
    'calls.dial',
    (t) => t.calls.dial({ connection_id: '9', From: line.From, To: line.To }),
    'POST /texml/calls/9',
    { From: line.From, To: line.To },
  ],
  [
    'calls.dialAi',
    (t) =>
      t.calls.dialAi({
        connection_id: '9',
        From: line.From,
        To: line.To,
        AIAssistantId: 'a',
        AIAssistantDynamicVariables: { name: 'Ann' },
      }),
    'POST /texml/ai_calls/9',
    { From: line.From, To: line.To, AIAssistantId: 'a', AIAssistantDynamicVariables: { name: 'Ann' } },
  ],
  ['callRecordings.list', (t) => t.callRecordings.list(call), 'GET /A/Calls/v3:1/Recordings.json'],
  [
    'callRecordings.start',
    (t) => t.callRecordings.start({ ...call, PlayBeep: false, RecordingChannels: 'single' }),
    'POST /A/Calls/v3:1/Recordings.json',
    'PlayBeep=false&RecordingChannels=single',
  ],
  [
    'callRecordings.update',
    (t) => t.callRecordings.update({ ...call, recording_sid: 'r', Status: 'paused' }),
    'POST /A/Calls/v3:1/Recordings/r.json',
    'Status=paused',
  ],
  [
    'callSiprec.start',
    (t) => t.callSiprec.start({ ...call, SessionTimeoutSecs: 0, Secure: true }),
    'POST /A/Calls/v3:1/Siprec.json',
    'Secure=true&SessionTimeoutSecs=0',
  ],
  [
    'callSiprec.update',
    (t) => t.callSiprec.update({ ...call, siprec_sid: 's', Status: 'stopped' }),
    'POST /A/Calls/v3:1/Siprec/s.json',
    'Status=stopped',
  ],
  [
    'callStreams.start',
    (t) => t.callStreams.start({ ...call, Url: 'wss://a.test/?b=c' }),
    'POST /A/Calls/v3:1/Streams.json',
    'Url=wss://a.test/?b=c',
  ],
  [
    'callStreams.update',
    (t) => t.callStreams.update({ ...call, streaming_sid: 's' }),
    'POST /A/Calls/v3:1/Streams/s.json',
    '',
  ],
  [
    'conferences.list',
    (t) => t.conferences.list({ DateCreated: '>=2026-05-22' }),
    'GET /A/Conferences?DateCreated=>=2026-05-22',
  ],
  ['conferences.retrieve', (t) => t.conferences.retrieve(conference), 'GET /A/Conferences/c 1'],
  [
    'conferences.update',
    (t) => t.conferences.update({ ...conference, Status: 'completed' }),
    'POST /A/Conferences/c 1',
    'Status=completed',
  ],
  [
    'conferences.listRecordings',
    (t) => t.conferences.listRecordings(conference),
    'GET /A/Conferences/c 1/Recordings.json',
  ],
  [
    'conferences.listRecordingResources',
    (t) => t.conferences.listRecordingResources(conference),
    'GET /A/Conferences/c 1/Recordings',
  ],
  [
    'conferenceParticipants.list',
    (t) => t.conferenceParticipants.list(conference),
    'GET /A/Conferences/c 1/Participants',
  ],
  [
    'conferenceParticipants.create',
    (t) =>
      t.conferenceParticipants.create({
        ...conference,
        To: '+13125550002',
        CustomHeaders: [{ name: 'X-A', value: 'b,c' }],
        Beep: 'onEnter',
      }),
    'POST /A/Conferences/c 1/Participants',
    'CustomHeaders[0][name]=X-A&CustomHeaders[0][value]=b,c&To=+13125550002&Beep=onEnter',
  ],
  [
    'conferenceParticipants.retrieve',
    (t) => t.conferenceParticipants.retrieve(participant),
    'GET /A/Conferences/c 1/Participants/ann',
  ],
  [
    'conferenceParticipants.update',
    (t) => t.conferenceParticipants.update({ ...participant, Hold: false }),
    'POST /A/Conferences/c 1/Participants/ann',
    'Hold=false',
  ],
  [
    'conferenceParticipants.delete',
    (t) => t.conferenceParticipants.delete(participant),
    'DELETE /A/Conferences/c 1/Participants/ann',
  ],
  ['queues.list', (t) => t.queues.list({ PageToken: 'a/b' }), 'GET /A/Queues?PageToken=a/b'],
  [
    'queues.create',
    (t) => t.queues.create({ FriendlyName: 'support', MaxSize: 5 }),
    'POST /A/Queues',
    'FriendlyName=support&MaxSize=5',
  ],
  ['queues.retrieve', (t) => t.queues.retrieve({ queue_sid: 'support' }), 'GET /A/Queues/support'],
  [
    'queues.update',
    (t) => t.queues.update({ queue_sid: 'support', MaxSize: 6 }),
    'POST /A/Queues/support',
    'MaxSize=6',
  ],
  ['queues.delete', (t) => t.queues.delete({ queue_sid: 'support' }), 'DELETE /A/Queues/support'],
  ['recordings.list', (t) => t.recordings.list({ PageSize: 1 }), 'GET /A/Recordings.json?PageSize=1'],
  ['recordings.retrieve', (t) => t.recordings.retrieve({ recording_sid: 'r' }), 'GET /A/Recordings/r.json'],
  ['recordings.delete', (t) => t.recordings.delete({ recording_sid: 'r' }), 'DELETE /A/Recordings/r.json'],
  ['transcriptions.list', (t) => t.transcriptions.list(), 'GET /A/Transcriptions.json'],
  [
    'transcriptions.retrieve',
    (t) => t.transcriptions.retrieve({ recording_transcription_sid: 't' }),
    'GET /A/Transcriptions/t.json',
  ],
  [
    'transcriptions.delete',
    (t) => t.transcriptions.delete({ recording_transcription_sid: 't' }),
    'DELETE /A/Transcriptions/t.json',
  ],
  [
    'secrets.create',
    (t) => t.secrets.create({ name: 'db', value: 'hush' }),
    'POST /texml/secrets',
    { name: 'db', value: 'hush' },
  ],
]

/** Keys of lists and fields in a response that every endpoint accepts. */
const lists = ['calls', 'conferences', 'participants', 'queues', 'recordings', 'transcriptions']
const thing = { sid: 's', id: '1', name: 'n', call_sid: 'v3:1' }
const respond = (method: string, path: string) => {
  if (path.startsWith('/v2/ai/')) return json('<Response/>')
  if (method === 'DELETE' && !path.includes('texml_applications')) return new Response(null, { status: 204 })
  const isList = method === 'GET' && path.split('?')[0] === '/v2/texml_applications'
  const keys = Object.fromEntries(lists.map((key) => [key, []]))
  return json({ ...keys, ...thing, data: isList ? [] : thing })
}

describe('every endpoint of TeXML', () => {
  const cases = rows.map(([name, send, request, body]) => ({ name, send, request, body }))
  it.each(cases)('$name sends the request that the API documents', async ({ send, request, body }) => {
    const { client, sent } = testClient(({ method, url: path }) => respond(method, path))
    await send(createTexml(client, { accountSid: 'acc' }))
    const [
      { method, url: path, headers, body: raw } = { method: '', url: '', headers: new Headers(), body: '' },
    ] = sent
    expect(`${method} ${decodeURIComponent(path)}`).toBe(
      request.replace(/ \/(A\/)?/, (__, a) => (a ? ' /v2/texml/Accounts/acc/' : ' /v2/')),
    )
    const type = headers.get('content-type')
    if (typeof body === 'string') {
      expect(type).toBe('application/x-www-form-urlencoded')
      expect(decodeURIComponent(raw.replaceAll('+', ' '))).toBe(body)
    } else if (body) {
      expect(type).toBe('application/json')
      expect(JSON.parse(raw)).toEqual(body)
    } else {
      expect(raw).toBe('')
    }
  })

  it('is bound by createTexml and covered by these tests', () => {
    const namesOf = (modulesOf: object, isMatch: (value: unknown) => boolean) =>
      Object.entries(modulesOf).flatMap(([name, module]) =>
        Object.entries(Object(module))
          .filter(([, value]) => isMatch(value))
          .map(([key]) => `${name}.${key}`),
      )
    const declared = namesOf(modules, isEndpoint).sort()
    const bound = namesOf(createTexml(testClient().client), (value) => isEndpoint(Object(value).endpoint))
    expect(bound.sort()).toEqual(declared)
    expect(rows.map(([name]) => name).sort()).toEqual(declared)
  })
})
