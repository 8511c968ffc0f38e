import { createClient, isConnectionError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { afterEach, describe, expect, it } from 'vitest'
import { createHarness } from '../../test/harness.ts'
import { type StartedEmulator, startEmulator } from '../node.ts'

let started: StartedEmulator | undefined
afterEach(async () => {
  await started?.close()
  started = undefined
})

async function onPort() {
  started = await startEmulator()
  const client = createClient({
    apiKey: 'KEY_x',
    baseUrl: `${started.url}/v2`,
    maxRetries: 0,
    timeoutMs: 300,
  })
  return { client, faults: started.emulator.faults, emulator: started.emulator }
}

describe('faults', () => {
  it('returns a status for the given number of requests, then the API works again', async () => {
    const harness = createHarness()
    harness.emulator.faults.add([{ path: '/rooms', status: 503, headers: { 'retry-after': '7' }, times: 2 }])
    const call = () => rooms.list(harness.client).catch((error: unknown) => error)
    expect(await call()).toMatchObject({ status: 503, retryAfterMs: 7000 })
    expect(harness.emulator.faults.all()).toMatchObject([{ times: 1 }])
    expect(await call()).toMatchObject({ status: 503 })
    expect(await call()).toMatchObject({ data: [] })
  })

  it('matches requests by method, endpoint, path prefix, or any request', async () => {
    const harness = createHarness()
    const { id } = await rooms.create(harness.client)
    const status = async (method: string, path: string, body?: object) =>
      (await harness.send(method, `/v2${path}`, body)).status
    harness.emulator.faults.add([{ method: 'POST', path: '/rooms/{room_id}/actions', status: 500 }])
    expect(await status('GET', '/rooms')).toBe(200)
    expect(await status('POST', `/rooms/${id}/actions/generate_join_client_token`, {})).toBe(500)
    harness.emulator.faults.add([{ path: `/rooms/${id}`, status: 418 }])
    expect(await status('GET', '/room_sessions')).toBe(200)
    expect(await status('GET', `/rooms/${id}/sessions`)).toBe(418)
    harness.emulator.faults.add([{ path: '/v2/room_sessions', status: 504 }])
    expect(await status('GET', '/room_sessions')).toBe(504)
    harness.emulator.faults.add([{ status: 500 }])
    expect(await status('GET', '/room_sessions')).toBe(500)
  })

  it('takes effect before or after the endpoint ran', async () => {
    const harness = createHarness()
    harness.emulator.faults.add([
      { status: 500, when: 'before' },
      { status: 500, when: 'after' },
    ])
    for (const _ of [1, 2]) await rooms.create(harness.client).catch(() => undefined)
    expect((await rooms.list(harness.client)).data).toHaveLength(1)
  })

  it('sends a body unchanged', async () => {
    const harness = createHarness()
    const html = '<h1>Bad gateway</h1>'
    harness.emulator.faults.add([{ status: 502, body: html, headers: { 'content-type': 'text/html' } }])
    const response = await harness.emulator.fetch('http://localhost/v2/rooms')
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      502,
      'text/html',
      html,
    ])
  })

  it('closes the connection, on a port and in process', async () => {
    const { client, faults, emulator } = await onPort()
    faults.add([{ drop: true }])
    await expect(rooms.list(client)).rejects.toSatisfy(isConnectionError)
    expect((await rooms.list(client)).data).toEqual([])
    expect(emulator.requests().map(({ status }) => status)).toEqual([0, 200])
    const harness = createHarness()
    harness.emulator.faults.add([{ drop: true }])
    await expect(harness.emulator.fetch('http://localhost/v2/rooms')).rejects.toBeInstanceOf(TypeError)
  })

  it('stalls in the middle of a body until the client times out', async () => {
    const { client, faults } = await onPort()
    faults.add([{ stall: true }])
    await expect(rooms.list(client)).rejects.toMatchObject({ name: 'TimeoutError', outcome: 'accepted' })
  })

  it('only delays a request if it has no status', async () => {
    const { client, faults } = await onPort()
    faults.add([{ delay_ms: 20 }, { delay_ms: 60_000 }])
    expect((await rooms.list(client)).data).toEqual([])
    await expect(rooms.list(client)).rejects.toMatchObject({ name: 'TimeoutError', outcome: 'unknown' })
  })

  it('is added, listed and removed by control calls', async () => {
    const { send } = createHarness()
    expect(
      await send('POST', '/_emulator/faults', [{ path: '/rooms', status: 500, times: 3 }]),
    ).toMatchObject({
      status: 201,
      body: { data: [{ path: '/rooms', status: 500, times: 3, when: 'before' }] },
    })
    expect((await send('GET', '/v2/rooms')).status).toBe(500)
    expect((await send('GET', '/_emulator/faults')).body.data).toMatchObject([{ times: 2 }])
    expect((await send('DELETE', '/_emulator/faults')).status).toBe(204)
    expect((await send('GET', '/v2/rooms')).status).toBe(200)
  })

  it.each([[{ status: 99 }], [{ times: 0 }], [{ path: 'rooms' }], [{ metod: 'GET' }], 5])(
    'rejects %j and changes nothing',
    async (wrong) => {
      const { send } = createHarness()
      expect((await send('POST', '/_emulator/faults', wrong)).status).toBe(422)
      expect((await send('GET', '/v2/rooms')).status).toBe(200)
    },
  )
})

describe('rate limit', () => {
  it('rejects requests over the limit until the window ends, with the API’s headers', async () => {
    const harness = createHarness({
      rateLimit: { requests: 2, perSecs: 60 },
      now: Date.parse('2026-01-10T12:00:10Z'),
    })
    const responses = [
      await harness.send('GET', '/v2/rooms'),
      await harness.send('GET', '/v2/rooms'),
      await harness.send('GET', '/v2/rooms'),
    ]
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(responses.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['1', '0', '0'])
    const { headers, body } = responses[2] ?? {}
    expect(headers?.get('retry-after')).toBe('50')
    expect(headers?.get('x-ratelimit-limit')).toBe('2')
    expect(body.errors[0].code).toBe('10011')
    harness.emulator.clock.advance(50)
    expect((await harness.send('GET', '/v2/rooms')).status).toBe(200)
  })
})

describe('aborted request', () => {
  it('rejects at once with the abort reason', async () => {
    const harness = createHarness()
    harness.emulator.faults.add([{ delay_ms: 60_000 }])
    const controller = new AbortController()
    const call = harness.emulator.fetch('http://localhost/v2/rooms', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(call).rejects.toThrow('enough')
  })
})
