import { createTexml } from '@greenroom/core/texml'
import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { createHarness } from './harness.ts'
import { openClient } from './live/client.ts'

/** Names that every plain object inherits. */
const inheritedNames = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe.each(inheritedNames)('the inherited name %s', (name) => {
  it('is rejected as a plugin of a live room', async () => {
    const harness = createHarness()
    const { id } = await rooms.create(harness.client)
    const { token } = await rooms.createJoinToken(harness.client, { room_id: id })
    const browser = openClient(harness, id, token)
    await browser.request({ janus: 'create' })
    expect(await browser.request({ janus: 'attach', plugin: name })).toMatchObject({
      janus: 'error',
      error: { code: 460 },
    })
    browser.connection.closed()
    expect(harness.emulator.live.connections).toBe(0)
  })

  it('is rejected as the color of a bot', async () => {
    const harness = createHarness()
    const { id } = await rooms.create(harness.client)
    const { status, body } = await harness.send('POST', `/_emulator/rooms/${id}/bots`, { picture: name })
    expect([status, body.errors[0].source]).toEqual([422, { pointer: '/picture' }])
    expect(harness.emulator.live.bots(id)).toEqual([])
  })

  it('is rejected as an action and as a fault of the inspector', async () => {
    const { emulator } = createHarness()
    const post = (action: string, fields = '') =>
      emulator.fetch(`http://localhost/inspector/${action}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { accept: 'application/json' },
      })
    expect((await post(name)).status).toBe(404)
    expect((await post('inject', `fault=${name}`)).status).toBe(422)
    expect(emulator.faults.all()).toEqual([])
  })

  it('is rejected as an id, a seed and the method of a fault', async () => {
    const { send } = createHarness()
    const status = async (method: string, path: string, body?: string) =>
      (await send(method, path, body)).status
    expect(await status('GET', `/v2/rooms/${name}`)).toBe(404)
    expect(await status('GET', `/v2/room_recordings/${name}`)).toBe(404)
    expect(await status('POST', `/_emulator/calls/${name}/answer`)).toBe(404)
    expect(await status('POST', `/_emulator/participants/${name}/leave`)).toBe(404)
    expect(await status('POST', '/_emulator/reset', `{"seed":"${name}"}`)).toBe(422)
    expect(await status('POST', '/_emulator/faults', `{"method":"${name}"}`)).toBe(422)
  })

  it('is rejected as a field of a body, a query and a form, at any depth', async () => {
    const { send } = createHarness()
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const participants = '/v2/texml/Accounts/acc/Conferences/board/Participants'
    for (const [response, pointer] of [
      [await send('POST', '/v2/rooms', `{"${name}":1}`), `/${name}`],
      [await send('GET', `/v2/rooms?filter[${name}]=1`), `/filter/${name}`],
      [await send('GET', `/v2/rooms?${name}[size]=1`), `/${name}`],
      [await send('POST', participants, `From=%2B13125550001&${name}=1`, form), `/${name}`],
    ] as const) {
      const errors = response.body.errors ?? [response.body]
      expect([response.status, errors[0].source.pointer]).toEqual([422, pointer])
    }
    const lenient = createHarness({ lenient: true })
    expect((await lenient.send('POST', '/v2/rooms', `{"${name}":1}`)).status).toBe(201)
  })

  it('does not end the process as a verb of a call’s instructions', async () => {
    const harness = createHarness()
    const texml = createTexml(harness.client, { accountSid: 'acc' })
    const { call_sid } = await texml.calls.create({
      ApplicationSid: '1',
      From: '+13125550001',
      To: '+13125550002',
      Texml: `<Response><${name}/></Response>`,
    })
    harness.emulator.play(call_sid ?? '', 'answer')
    await harness.emulator.webhooks.settled()
    expect(harness.emulator.calls()[0]).toMatchObject({
      status: 'completed',
      timeline: expect.arrayContaining([
        expect.objectContaining({ what: 'not executed', detail: `<${name}>` }),
      ]),
    })
  })
})

describe('a deeply nested request', () => {
  const deep = nested(50_000)

  it('is rejected by the API in a body, a query and a form', async () => {
    const { send } = createHarness()
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const brackets = '[b]'.repeat(2000)
    const participants = '/v2/texml/Accounts/acc/Conferences/board/Participants'
    const statuses = [
      (await send('POST', '/v2/rooms', `{"unique_name":${deep}}`)).status,
      (await send('GET', `/v2/rooms?filter${brackets}=1`)).status,
      (await send('POST', participants, `From${brackets}=1`, form)).status,
    ]
    expect(statuses).toEqual([400, 422, 422])
    expect((await send('GET', '/_emulator/requests')).body.data).toHaveLength(3)
  })

  it('is rejected by the control API', async () => {
    const { send } = createHarness()
    for (const [method, path] of [
      ['POST', 'faults'],
      ['POST', 'clock'],
      ['POST', 'reset'],
      ['PUT', 'state'],
    ] as const) {
      expect((await send(method, `/_emulator/${path}`, `{"body":${deep}}`)).status).toBe(400)
    }
    expect((await send('GET', '/_emulator/faults')).body.data).toEqual([])
  })
})

describe('a fault', () => {
  it.each([
    { headers: { 'bad name': 'x' } },
    { headers: { good: 'line\nbreak' } },
    { status: 101 },
    { delay_ms: 1e9 },
  ])('is rejected if it has %j', async (fault) => {
    const { send, emulator } = createHarness()
    expect((await send('POST', '/_emulator/faults', { status: 503, ...fault })).status).toBe(422)
    expect(emulator.faults.all()).toEqual([])
  })

  it.each([204, 205, 304])('with status %i has no body, even if it should stall', async (status) => {
    const { emulator } = createHarness()
    for (const fault of [{ body: { data: 1 } }, { stall: true }]) {
      emulator.faults.add([{ path: '/rooms', status, ...fault }])
      const response = await emulator.fetch('http://localhost/v2/rooms')
      expect([response.status, await response.text()]).toEqual([status, ''])
    }
  })

  it('is rejected when 1,000 others are not used up', async () => {
    const { send, emulator } = createHarness()
    const faults = Array.from({ length: 1000 }, () => ({ status: 503 }))
    expect((await send('POST', '/_emulator/faults', faults)).status).toBe(201)
    expect((await send('POST', '/_emulator/faults', { status: 500 })).status).toBe(422)
    expect(emulator.faults.all()).toHaveLength(1000)
  })
})

describe('a snapshot', () => {
  it.each([
    ['rooms', 'created_at', '"soon"'],
    ['rooms', 'max_participants', '1e999'],
    ['recordings', 'ended_at', '""'],
    ['recordings', 'size_mb', '-1e999'],
    ['tasks', 'due', '1e999'],
    ['tasks', 'due', '-1e999'],
    ['tasks', 'due', '-1'],
  ])('is rejected and changes nothing if a row of %s has the %s %s', async (table, field, value) => {
    const harness = createHarness({ seed: 'demo' })
    const snapshot = await harness.emulator.snapshot()
    expect(snapshot[table as 'rooms'].length).toBeGreaterThan(0)
    const rows = snapshot[table as 'rooms'].map((row) => ({ ...row, [field]: 'VALUE' }))
    const body = JSON.stringify({ ...snapshot, [table]: rows }).replaceAll('"VALUE"', value)
    expect((await harness.send('PUT', '/_emulator/state', body)).status).toBe(422)
    const { now: _, ...after } = await harness.emulator.snapshot()
    const { now: __, ...before } = snapshot
    expect(after).toEqual(before)
  })

  it('is rejected if a key has another length', async () => {
    const harness = createHarness()
    const snapshot = await harness.emulator.snapshot()
    const keys = { ...snapshot.keys, token: { ...snapshot.keys.token, d: 'short' } }
    expect((await harness.send('PUT', '/_emulator/state', { ...snapshot, keys })).status).toBe(422)
  })
})
