import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { endpoints } from './api-description.ts'
import { createHarness } from './harness.ts'

/** Headers as the vendor's Python and Go clients send them. They encode every body as JSON. */
const headers = {
  authorization: 'Bearer My API Key',
  'content-type': 'application/json',
  accept: 'application/json',
}

type Ids = Readonly<Record<string, string>>
/** A request of the vendor's documentation. Names in the path stand for the ids of existing resources. */
type Operation = readonly [request: string, body?: object | undefined]

const get = (path: string): Operation => [`GET ${path}`]
const remove = (path: string): Operation => [`DELETE ${path}`]
const post = (path: string, body?: object): Operation => [`POST ${path}`, body]
const patch = (path: string, body: object): Operation => [`PATCH ${path}`, body]

/** The 25 operations of Video. The clients send `{}` where a body has no fields, and no body at `end`. */
const videoOperations: readonly Operation[] = [
  get('/room_compositions'),
  post('/room_compositions', {}),
  get('/room_compositions/{composition}'),
  remove('/room_compositions/{composition}'),
  get('/room_participants'),
  get('/room_participants/{participant}'),
  get('/room_recordings'),
  get('/room_recordings/{recording}'),
  remove('/room_recordings/{recording}'),
  remove('/room_recordings'),
  get('/room_sessions?include_participants=True'),
  get('/room_sessions/{session}?include_participants=True'),
  post('/room_sessions/{session}/actions/kick', {}),
  post('/room_sessions/{session}/actions/mute', {}),
  post('/room_sessions/{session}/actions/unmute', {}),
  get('/room_sessions/{session}/participants'),
  post('/room_sessions/{session}/actions/end'),
  get('/rooms?include_sessions=True'),
  post('/rooms', {}),
  get('/rooms/{room}?include_sessions=True'),
  patch('/rooms/{room}', {}),
  post('/rooms/{room}/actions/generate_join_client_token', {}),
  post('/rooms/{room}/actions/refresh_client_token', { refresh_token: '{refresh}' }),
  get('/rooms/{room}/sessions'),
  remove('/rooms/{room}'),
]

const account = '/texml/Accounts/account_sid'
const call = `${account}/Calls/{call}`
const conference = `${account}/Conferences/{conference}`
const application = { friendly_name: 'call-router', voice_url: 'https://example.com' }

/** The 38 operations of TeXML. */
const texmlOperations: readonly Operation[] = [
  get(`${account}/Calls`),
  post(`${account}/Calls`, { ApplicationSid: 'example-app-sid', From: '+13120001234', To: '+13121230000' }),
  get(call),
  post(call, {}),
  get(`${call}/Recordings.json`),
  post(`${call}/Recordings.json`, {}),
  post(`${call}/Recordings/{recording}.json`, {}),
  post(`${call}/Siprec.json`, {}),
  post(`${call}/Siprec/{siprec}.json`, {}),
  post(`${call}/Streams.json`, {}),
  post(`${call}/Streams/{stream}.json`, {}),
  get(`${account}/Conferences`),
  get(conference),
  post(conference, {}),
  get(`${conference}/Participants`),
  post(`${conference}/Participants`, {}),
  get(`${conference}/Participants/{call}`),
  post(`${conference}/Participants/{call}`, {}),
  remove(`${conference}/Participants/{call}`),
  get(`${conference}/Recordings`),
  get(`${conference}/Recordings.json`),
  get(`${account}/Queues`),
  post(`${account}/Queues`, {}),
  get(`${account}/Queues/{queue}`),
  post(`${account}/Queues/{queue}`, {}),
  remove(`${account}/Queues/{queue}`),
  get(`${account}/Recordings.json`),
  get(`${account}/Recordings/{recording}.json`),
  get(`${account}/Transcriptions.json`),
  get(`${account}/Transcriptions/{transcription}.json`),
  remove(`${account}/Transcriptions/{transcription}.json`),
  remove(`${account}/Recordings/{recording}.json`),
  post('/texml/secrets', { name: 'My Secret Name', value: 'My Secret Value' }),
  get('/texml_applications'),
  post('/texml_applications', application),
  get('/texml_applications/{application}'),
  patch('/texml_applications/{application}', application),
  remove('/texml_applications/{application}'),
]

type Harness = ReturnType<typeof createHarness>

function send({ send: request }: Harness, [line, body]: Operation, ids: Ids) {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => ids[name] ?? whole)
  const [method = '', path = ''] = line.split(' ')
  return request(method, `/v2${fill(path)}`, body && fill(JSON.stringify(body)), headers)
}

/** Creates a resource of each kind of Video. */
async function videoIds(harness: Harness): Promise<Ids> {
  const { id: room } = await rooms.create(harness.client, { enable_recording: true })
  const { token, refresh_token } = await rooms.createJoinToken(harness.client, { room_id: room })
  const { id: participant } = await harness.emulator.join(room, { client_token: token })
  const session = (await send(harness, get('/room_sessions'), {})).body.data[0].id
  const composition = (await send(harness, post('/room_compositions', {}), {})).body.data
  expect(composition.session_id).toBe(session)
  const recording = (await send(harness, get('/room_recordings'), {})).body.data[0].id
  return { room, refresh: refresh_token ?? '', participant, session, composition: composition.id, recording }
}

/** Creates a resource of each kind of TeXML. */
async function texmlIds(harness: Harness): Promise<Ids> {
  const dialed = await send(
    harness,
    post(`${account}/Conferences/board/Participants`, {
      ApplicationSid: 'app',
      To: '+13121230000',
      From: '+13120001234',
      CustomHeaders: [{ name: 'X-Name', value: 'Ann' }],
      EndConferenceOnExit: false,
      MaxParticipants: 20,
    }),
    {},
  )
  const ids = { call: dialed.body.call_sid, conference: dialed.body.conference_sid }
  await harness.send('POST', `/_emulator/calls/${ids.call}/answer`)
  const start = async (path: string, body: object = {}) => (await send(harness, post(path, body), ids)).body
  const ended = (await start(`${call}/Recordings.json`, { PlayBeep: true, SendRecordingUrl: false })).sid
  await start(`${call}/Recordings/${ended}.json`, { Status: 'stopped' })
  const { transcriptions } = (await send(harness, get(`${account}/Transcriptions.json`), {})).body
  return {
    ...ids,
    recording: (await start(`${call}/Recordings.json`)).sid,
    siprec: (await start(`${call}/Siprec.json`, { SessionTimeoutSecs: 90, Secure: true })).sid,
    stream: (await start(`${call}/Streams.json`, { Url: 'wss://app.test' })).sid,
    queue: (await start(`${account}/Queues`, { FriendlyName: 'support', MaxSize: 5 })).sid,
    transcription: transcriptions[0].sid,
    application: (await start('/texml_applications', application)).data.id,
  }
}

describe("requests as the vendor's Python and Go clients send them", () => {
  it.each([
    ['Video', videoOperations, videoIds, 25],
    ['TeXML', texmlOperations, texmlIds, 38],
  ] as const)(
    'succeed for every operation of %s in the documentation',
    async (_, operations, idsOf, count) => {
      const harness = createHarness()
      const ids = await idsOf(harness)
      const failed: unknown[] = []
      const seen = new Set<string>()
      for (const operation of operations) {
        const { status, body } = await send(harness, operation, ids)
        if (status >= 300) failed.push([operation, status, body])
        seen.add(`${harness.emulator.requests().at(-1)?.method} ${harness.emulator.requests().at(-1)?.route}`)
      }
      expect(failed).toEqual([])
      expect(seen.size).toBe(count)
      expect(endpoints.map(({ method, path }) => `${method} ${path}`)).toEqual(
        expect.arrayContaining([...seen]),
      )
    },
  )
})

describe('bodies of TeXML requests', () => {
  const writes = endpoints.filter(
    ({ method, path }) => path.startsWith('/texml') && method !== 'GET' && method !== 'DELETE',
  )

  it.each(writes.map(({ method, path }) => [method, path] as const))(
    'can be a form or JSON at %s %s, but nothing else',
    async (method, path) => {
      const harness = createHarness()
      const at = `/v2${path.replace(/\{\w+\}/g, 'x')}`
      const status = async (type: string, body: string) =>
        (await harness.send(method, at, body, { 'content-type': type })).status
      const [form, json] = [
        await status('application/x-www-form-urlencoded', 'Surprise=1'),
        await status('application/json; charset=utf-8', '{"Surprise":1}'),
      ]
      expect([form, json]).toEqual([422, 422])
      expect(await status('text/plain', 'Surprise=1')).toBe(415)
      expect(await status('application/json', '{"Surprise"')).toBe(400)
    },
  )

  it('are read alike as a form and as JSON, with booleans, numbers and lists', async () => {
    const harness = createHarness()
    const parties = { ApplicationSid: 'app', From: '+13120001234', To: '+13121230000' }
    const input = { ...parties, Record: true, Timeout: 5, CustomHeaders: [{ name: 'X-A', value: '1' }] }
    const form = new URLSearchParams({ ...parties, Record: 'true', Timeout: '5' })
    form.append('CustomHeaders[0][name]', 'X-A')
    form.append('CustomHeaders[0][value]', '1')
    await harness.send('POST', `/v2${account}/Calls`, form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    })
    await harness.send('POST', `/v2${account}/Calls`, input)
    const [first, second] = harness.emulator.requests()
    expect(first).toMatchObject({ status: 200, input: { ...parties, Record: true, Timeout: 5 } })
    expect(second).toMatchObject({ status: 200, input: first?.input })
  })

  it('can have JSON booleans where the API lists true and false as text', async () => {
    const parties = { ApplicationSid: 'app', From: '+13120001234', To: '+13121230000' }
    for (const value of [true, 'true']) {
      const harness = createHarness()
      const path = `/v2${account}/Conferences/board/Participants`
      const { status } = await harness.send('POST', path, {
        ...parties,
        Beep: value,
        ConferenceRecord: value,
      })
      expect([value, status]).toEqual([value, 200])
    }
  })

  it('must have JSON numbers and booleans, unless the emulator is lenient', async () => {
    const body = { MachineDetection: 'Enable', Timeout: '10', Record: 'true', CustomHeaders: [], Other: 1 }
    const parties = { ApplicationSid: 'app', From: '+13120001234', To: '+13121230000' }
    const strict = await createHarness().send('POST', `/v2${account}/Calls`, { ...parties, ...body })
    const pointers = strict.body.errors.map(({ source }: { source: { pointer: string } }) => source.pointer)
    expect([strict.status, pointers.sort()]).toEqual([422, ['/Other', '/Record', '/Timeout']])
    const lenient = createHarness({ lenient: true })
    expect((await lenient.send('POST', `/v2${account}/Calls`, { ...parties, ...body })).status).toBe(200)
    expect(lenient.emulator.requests()[0]?.input).toMatchObject({ Timeout: 10, Record: true })
    const wrong = await lenient.send('POST', `/v2${account}/Calls`, { ...parties, Timeout: 'soon' })
    expect(wrong.body.errors).toMatchObject([{ code: '10026', source: { pointer: '/Timeout' } }])
    const room = await lenient.send('POST', '/v2/rooms', { max_participants: '10', enable_recording: 'true' })
    expect(room.body.data).toMatchObject({ max_participants: 10, enable_recording: true })
  })
})
