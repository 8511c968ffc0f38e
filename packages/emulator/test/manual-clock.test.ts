import { createTexml } from '@greenroom/core/texml'
import { rooms } from '@greenroom/core/video'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEmulator, type EmulatorOptions } from '../src/index.ts'
import { startEmulator } from '../src/node.ts'
import { createHarness } from './harness.ts'

const url = 'http://127.0.0.1:9/'
const start = Date.parse('2026-01-10T12:00:00Z')
const noon = (secs: number) => new Date(start + secs * 1000).toISOString()

afterEach(() => void vi.useRealTimers())

/** Creates an emulator with a user's server that responds after some turns of the event loop. */
function withServer(respond: (request: Request) => Promise<number> | number, options: EmulatorOptions = {}) {
  const harness = createHarness({
    now: start,
    async fetch(input) {
      const request = new Request(input as Request)
      await new Promise((resolve) => setTimeout(resolve, 2))
      return new Response('<Response><Hangup/></Response>', { status: await respond(request) })
    },
    ...options,
  })
  const move = (body: object) => harness.send('POST', '/_emulator/clock', body)
  const occupyRoom = async () => {
    const { id } = await rooms.create(harness.client, { webhook_event_url: url, enable_recording: true })
    const { token: client_token } = await rooms.createJoinToken(harness.client, {
      room_id: id,
      token_ttl_secs: 60,
    })
    const { id: person } = await harness.emulator.join(id, { client_token })
    return { id, client_token, person }
  }
  return { ...harness, move, occupyRoom }
}

describe('manual clock', () => {
  it('stands still until it is moved, whatever real time passes', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: start })
    const emulator = createEmulator({ clock: 'manual' })
    vi.setSystemTime(start + 3_600_000)
    expect(emulator.clock.now()).toBe(start)
    emulator.clock.advance(1.5)
    expect(emulator.clock.now()).toBe(start + 1_500)
    const response = await emulator.fetch('http://localhost/_emulator')
    expect(await response.json()).toMatchObject({ clock: 'manual', now: noon(1.5) })
  })

  it('performs nothing by itself', async () => {
    vi.useFakeTimers()
    const harness = createHarness({ now: start, autoAnswer: true })
    const texml = createTexml(harness.client, { accountSid: 'any' })
    await texml.calls.create({ ApplicationSid: 'app', From: '+13125550001', To: '+13125550002' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(harness.emulator.calls()).toMatchObject([{ status: 'queued' }])
    harness.emulator.clock.advance(4)
    expect(harness.emulator.calls()).toMatchObject([{ status: 'in-progress' }])
  })

  it('expires tokens only when it is moved', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: start })
    const { emulator, occupyRoom } = withServer(() => 200)
    const { id, client_token } = await occupyRoom()
    vi.setSystemTime(start + 3_600_000)
    await expect(emulator.join(id, { client_token })).resolves.toBeDefined()
    emulator.clock.advance(61)
    await expect(emulator.join(id, { client_token })).rejects.toMatchObject({ status: 401 })
  })
})

describe('POST /_emulator/clock', () => {
  it('responds after the webhooks that became due and their retries', async () => {
    const { move, emulator, occupyRoom } = withServer(() => 503)
    const { person } = await occupyRoom()
    emulator.leave(person)
    expect(await move({ advance_secs: 100 })).toMatchObject({ status: 200, body: { now: noon(100) } })
    const attempts = emulator.webhooks
      .deliveries()
      .filter(({ event }) => event.event_type === 'video.room.recording.completed')
    // Two recordings are completed 5 s after the leave; retries come 10 and 60 s later.
    expect(attempts.map(({ at }) => Math.round((Date.parse(at) - start) / 1000))).toEqual([
      5, 5, 15, 15, 75, 75,
    ])
  })

  it('shows its server the time at which each task is due', async () => {
    const seen: string[] = []
    const { move, send, emulator, occupyRoom } = withServer(async (request) => {
      const { data } = (await request.json()) as { data: { event_type: string } }
      if (data.event_type.endsWith('completed')) seen.push((await send('GET', '/_emulator')).body.now)
      return 200
    })
    const { person } = await occupyRoom()
    await emulator.webhooks.settled()
    emulator.leave(person)
    await move({ now: noon(3600) })
    expect(seen).toEqual([noon(5), noon(5)])
  })

  it('fetches the instructions of a call that was just answered before time goes on', async () => {
    const { move, send, client, emulator } = withServer(() => 200)
    const texml = createTexml(client, { accountSid: 'any' })
    const parties = { ApplicationSid: 'app', From: '+13125550001', To: '+13125550002' }
    const { call_sid = '' } = await texml.calls.create({ ...parties, Url: url })
    await send('POST', `/_emulator/calls/${call_sid}/answer`)
    await move({ advance_secs: 30 })
    expect(emulator.calls()).toMatchObject([{ status: 'completed' }])
    const call = await texml.calls.retrieve({ call_sid: call_sid ?? '' })
    expect(call).toMatchObject({ duration: '0', end_time: 'Sat, 10 Jan 2026 12:00:00 +0000' })
  })

  it('stops a running clock until the requests are answered', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: start })
    const passRealTime = () => {
      vi.setSystemTime(Date.now() + 700)
      return 200
    }
    const { move, emulator, occupyRoom } = withServer(passRealTime, { clock: 'running' })
    const { person } = await occupyRoom()
    await emulator.webhooks.settled()
    const left = emulator.clock.now()
    emulator.leave(person)
    await move({ advance_secs: 60 })
    expect(emulator.clock.now()).toBe(left + 60_000)
  })

  it.each([
    ['never responds', () => new Promise<number>(() => undefined), 5],
    [
      'waits for a move itself',
      async (move: (body: object) => Promise<unknown>) => {
        await move({ advance_secs: 1 })
        return 200
      },
      6,
    ],
  ] as const)('continues after the timeout of a receiver that %s', async (_, receive, secs) => {
    let isReceived = false
    const harness: ReturnType<typeof withServer> = withServer(() => {
      isReceived = true
      return receive(harness.move)
    })
    const webhook = { webhook_event_url: url, webhook_timeout_secs: 1 }
    const { id } = await rooms.create(harness.client, webhook)
    const { token: client_token } = await rooms.createJoinToken(harness.client, { room_id: id })
    await harness.emulator.join(id, { client_token })
    // The receiver has the webhook before the clock is moved.
    await vi.waitUntil(() => isReceived, { timeout: 10_000 })
    expect((await harness.move({ advance_secs: 5 })).body.now).toBe(noon(secs))
    const [first] = harness.emulator.webhooks.deliveries()
    expect(first?.error).toBe('no response within 1 s')
  })

  it('makes one move after the other', async () => {
    const { move, emulator } = withServer(() => 200)
    const moved = await Promise.all([move({ advance_secs: 10 }), move({ advance_secs: 20 })])
    expect(moved.map(({ body }) => body.now)).toEqual([noon(10), noon(30)])
    expect((await move({ advance_secs: 1e300 })).status).toBe(422)
    expect(await move({ advance_secs: -15 })).toMatchObject({ body: { now: noon(15) } })
    expect(emulator.clock.now()).toBe(start + 15_000)
  })
})

describe('clock.advance', () => {
  it('resolves after the webhooks that became due and their retries', async () => {
    const { emulator, occupyRoom } = withServer(() => 503)
    await occupyRoom()
    await emulator.clock.advance(100)
    const attempts = emulator.webhooks
      .deliveries()
      .filter(({ event }) => event.event_type === 'video.room.session.started')
    expect(attempts.map(({ at }) => Math.round((Date.parse(at) - start) / 1000))).toEqual([0, 10, 70])
  })

  it('keeps the end time of a call if its instructions arrive after the move', async () => {
    const { client, emulator } = withServer(() => 200)
    const texml = createTexml(client, { accountSid: 'any' })
    const parties = { ApplicationSid: 'app', From: '+13125550001', To: '+13125550002' }
    const { call_sid } = await texml.calls.create({ ...parties, Url: url })
    emulator.play(call_sid ?? '', 'answer')
    emulator.clock.advance(30)
    expect(emulator.clock.now()).toBe(start + 30_000)
    await emulator.webhooks.settled()
    expect(await texml.calls.retrieve({ call_sid: call_sid ?? '' })).toMatchObject({
      status: 'completed',
      duration: '0',
    })
  })

  it('throws at once for a time that it cannot show', () => {
    const { clock } = createEmulator({ clock: 'manual' })
    expect(() => clock.advance(Number.NaN)).toThrow(RangeError)
  })
})

it('has a manual clock on a port, too', async () => {
  const { url: base, close } = await startEmulator({ clock: 'manual', media: false, now: start })
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await (await fetch(`${base}/_emulator`)).json()).toMatchObject({ now: noon(0) })
  await close()
})
