import { createClient, isConnectionError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { afterEach, describe, expect, it } from 'vitest'
import { harness } from '../../test/harness.ts'
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
  it('answer a status so many times, and then the API is itself again', async () => {
    const h = harness()
    h.emulator.faults.add([{ path: '/rooms', status: 503, headers: { 'retry-after': '7' }, times: 2 }])
    const call = () => rooms.list(h.client).catch((error: unknown) => error)
    expect(await call()).toMatchObject({ status: 503, retryAfterMs: 7000 })
    expect(h.emulator.faults.all()).toMatchObject([{ times: 1 }])
    expect(await call()).toMatchObject({ status: 503 })
    expect(await call()).toMatchObject({ data: [] })
  })

  it('match by method, by an endpoint, by the beginning of a path, and by nothing at all', async () => {
    const h = harness()
    const { id } = await rooms.create(h.client)
    const status = async (method: string, path: string, body?: object) =>
      (await h.send(method, `/v2${path}`, body)).status
    h.emulator.faults.add([{ method: 'POST', path: '/rooms/{room_id}/actions', status: 500 }])
    expect(await status('GET', '/rooms')).toBe(200)
    expect(await status('POST', `/rooms/${id}/actions/generate_join_client_token`, {})).toBe(500)
    h.emulator.faults.add([{ path: `/rooms/${id}`, status: 418 }])
    expect(await status('GET', '/room_sessions')).toBe(200)
    expect(await status('GET', `/rooms/${id}/sessions`)).toBe(418)
    h.emulator.faults.add([{ path: '/v2/room_sessions', status: 504 }])
    expect(await status('GET', '/room_sessions')).toBe(504)
    h.emulator.faults.add([{ status: 500 }])
    expect(await status('GET', '/room_sessions')).toBe(500)
  })

  it('come before the API acted, or after', async () => {
    const h = harness()
    h.emulator.faults.add([
      { status: 500, when: 'before' },
      { status: 500, when: 'after' },
    ])
    for (const _ of [1, 2]) await rooms.create(h.client).catch(() => undefined)
    expect((await rooms.list(h.client)).data).toHaveLength(1)
  })

  it('bring a body as it is given', async () => {
    const h = harness()
    const html = '<h1>Bad gateway</h1>'
    h.emulator.faults.add([{ status: 502, body: html, headers: { 'content-type': 'text/html' } }])
    const response = await h.emulator.fetch('http://localhost/v2/rooms')
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      502,
      'text/html',
      html,
    ])
  })

  it('close the connection, on a port and in this process', async () => {
    const { client, faults, emulator } = await onPort()
    faults.add([{ drop: true }])
    await expect(rooms.list(client)).rejects.toSatisfy(isConnectionError)
    expect((await rooms.list(client)).data).toEqual([])
    expect(emulator.requests().map(({ status }) => status)).toEqual([0, 200])
    const h = harness()
    h.emulator.faults.add([{ drop: true }])
    await expect(h.emulator.fetch('http://localhost/v2/rooms')).rejects.toBeInstanceOf(TypeError)
  })

  it('stall in the middle of a body, which a client has to end', async () => {
    const { client, faults } = await onPort()
    faults.add([{ stall: true }])
    await expect(rooms.list(client)).rejects.toMatchObject({ name: 'TimeoutError', outcome: 'accepted' })
  })

  it('only make a call late when they give no status', async () => {
    const { client, faults } = await onPort()
    faults.add([{ delay_ms: 20 }, { delay_ms: 60_000 }])
    expect((await rooms.list(client)).data).toEqual([])
    await expect(rooms.list(client)).rejects.toMatchObject({ name: 'TimeoutError', outcome: 'unknown' })
  })

  it('are added, shown and taken back by control calls', async () => {
    const { send } = harness()
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
    'refuse %j, and change nothing',
    async (wrong) => {
      const { send } = harness()
      expect((await send('POST', '/_emulator/faults', wrong)).status).toBe(422)
      expect((await send('GET', '/v2/rooms')).status).toBe(200)
    },
  )
})

describe('the rate limit', () => {
  it('refuses what is over it until its window is over, with the headers of the API', async () => {
    const h = harness({ rateLimit: { requests: 2, perSecs: 60 }, now: Date.parse('2026-01-10T12:00:10Z') })
    const answers = [
      await h.send('GET', '/v2/rooms'),
      await h.send('GET', '/v2/rooms'),
      await h.send('GET', '/v2/rooms'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['1', '0', '0'])
    const { headers, body } = answers[2] ?? {}
    expect(headers?.get('retry-after')).toBe('50')
    expect(headers?.get('x-ratelimit-limit')).toBe('2')
    expect(body.errors[0].code).toBe('10011')
    h.emulator.clock.advance(50)
    expect((await h.send('GET', '/v2/rooms')).status).toBe(200)
  })
})

describe('a request that is aborted', () => {
  it('is rejected at once, with the reason', async () => {
    const h = harness()
    h.emulator.faults.add([{ delay_ms: 60_000 }])
    const controller = new AbortController()
    const call = h.emulator.fetch('http://localhost/v2/rooms', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(call).rejects.toThrow('enough')
  })
})
