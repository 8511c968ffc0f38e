import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Fault, type FaultServer, faults, inTurn, startFaultServer } from '../../test/fault-server.ts'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import { type Client, type ClientOptions, createClient } from '../client.ts'
import type { AnswerError, ApiError, ConfigError, ConnectionError, TimeoutError } from '../errors.ts'
import type { ClientEvent } from '../events.ts'
import * as roomSessions from '../video/room-sessions.ts'
import * as rooms from '../video/rooms.ts'

const started: FaultServer[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(started.splice(0).map((server) => server.close()))
})

/** A client of a server that fails so; waits between tries are drawn as zero. */
async function against(
  fault: Fault,
  options: ClientOptions = {},
): Promise<{ client: Client; server: FaultServer }> {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const server = await startFaultServer(fault)
  started.push(server)
  return { client: createClient({ apiKey: 'KEY_secret', baseUrl: `${server.url}/v2`, ...options }), server }
}

const room_id = 'r1'
const retrieve = (client: Client) => rooms.retrieve(client, { room_id })
const create = (client: Client) => rooms.create(client, { unique_name: 'x' })

describe('a call that fails', () => {
  it('is repeated for a read, up to three tries', async () => {
    const { client, server } = await against(inTurn(faults.hangUp, faults.status(500), faults.ok))
    expect(await retrieve(client)).toEqual({ id: 'r1' })
    expect(server.asked).toHaveLength(3)
  })

  it('is not repeated for a create after a 503, a lost connection or a lost body', async () => {
    for (const [fault, outcome] of [
      [faults.status(503), 'unknown'],
      [faults.hangUp, 'unknown'],
      [faults.reset, 'accepted'],
    ] as const) {
      const { client, server } = await against(fault)
      expect(await errorOf<ConnectionError>(create(client))).toMatchObject({ outcome })
      expect(server.asked).toEqual(['POST /v2/rooms'])
    }
  })

  it('is repeated for a create that the server refused before acting', async () => {
    const { client, server } = await against(inTurn(faults.status(429, { 'retry-after': '0' }), faults.ok))
    expect(await create(client)).toEqual({ id: 'r1' })
    expect(server.asked).toHaveLength(2)
  })

  it('is repeated where its endpoint says why that is harmless', async () => {
    const { client, server } = await against(inTurn(faults.hangUp, faults.ok), { validate: 'off' })
    await roomSessions.mute(client, { room_session_id: 's1', participants: 'all' })
    expect(server.asked).toHaveLength(2)
  })

  it('has succeeded when a delete finds nothing, after one of which nothing is known', async () => {
    const { client, server } = await against(inTurn(faults.hangUp, faults.status(404)))
    expect(await rooms.delete(client, { room_id })).toBeUndefined()
    expect(server.asked).toHaveLength(2)
  })

  it.each([
    ['a delete finds nothing at once', inTurn(faults.status(404))],
    [
      'a delete finds nothing after one that was refused',
      inTurn(faults.status(429, { 'retry-after': '0' }), faults.status(404)),
    ],
  ])('has failed when %s', async (_, fault) => {
    const { client } = await against(fault)
    expect(await errorOf<ApiError>(rooms.delete(client, { room_id }))).toMatchObject({ status: 404 })
  })

  it('has the outcome not-sent when no connection could be made', async () => {
    const { client, server } = await against(faults.ok, { maxRetries: 0 })
    await server.close()
    expect(await errorOf<ConnectionError>(create(client))).toMatchObject({
      name: 'ConnectionError',
      outcome: 'not-sent',
    })
  })

  it('fails at once when it is told to wait for a day', async () => {
    const { client, server } = await against(faults.status(429, { 'retry-after': '86400' }))
    const error = await errorOf<ApiError>(retrieve(client))
    expect(error).toMatchObject({ status: 429, retryAfterMs: 86_400_000, outcome: 'rejected' })
    expect(server.asked).toHaveLength(1)
  })

  it('fails at once when the wait would pass the deadline', async () => {
    const { client, server } = await against(faults.status(429, { 'retry-after': '20' }), {
      timeoutMs: 5_000,
    })
    expect(await errorOf<ApiError>(retrieve(client))).toMatchObject({ status: 429 })
    expect(server.asked).toHaveLength(1)
  })

  it('is never repeated when the call says so', async () => {
    const { client, server } = await against(faults.hangUp)
    await errorOf(rooms.retrieve(client, { room_id }, { retry: 'never' }))
    expect(server.asked).toHaveLength(1)
  })
})

describe('a limit of time', () => {
  it.each([
    ['no answer', faults.silence, 'unknown'],
    ['a body that stalls', faults.stall, 'accepted'],
    ['a body that drips', faults.drip, 'accepted'],
  ] as const)('of one attempt ends %s', async (_, fault, outcome) => {
    const { client } = await against(fault, { attemptTimeoutMs: 100, maxRetries: 0 })
    const error = await errorOf<TimeoutError>(create(client))
    expect(error).toMatchObject({ name: 'TimeoutError', timeoutMs: 100, outcome })
  })

  it('of one attempt leaves time for another', async () => {
    const { client, server } = await against(inTurn(faults.stall, faults.ok), { attemptTimeoutMs: 100 })
    expect(await retrieve(client)).toEqual({ id: 'r1' })
    expect(server.asked).toHaveLength(2)
  })

  it('of the whole call tells that the API acted, once it has begun to answer', async () => {
    const { client } = await against(faults.stall, { timeoutMs: 60 })
    expect(await errorOf<TimeoutError>(create(client))).toMatchObject({
      name: 'TimeoutError',
      timeoutMs: 60,
      outcome: 'accepted',
    })
  })

  it('of the whole call ends all tries and waits', async () => {
    const { client } = await against(faults.silence, {
      timeoutMs: 500,
      attemptTimeoutMs: 200,
      maxRetries: 99,
    })
    expect(await errorOf<TimeoutError>(retrieve(client))).toMatchObject({
      name: 'TimeoutError',
      timeoutMs: 500,
    })
  })

  it.each([Number.POSITIVE_INFINITY, 2 ** 31])('may be as long as %d ms', async (timeoutMs) => {
    const answer = () => sleep(20, json({ data: { id: 'r' } }))
    const { client } = testClient(answer, { timeoutMs, attemptTimeoutMs: timeoutMs })
    await expect(retrieve(client)).resolves.toMatchObject({ id: 'r' })
  })

  it('can be given for one call', async () => {
    const { client } = await against(faults.silence)
    const error = errorOf<TimeoutError>(rooms.retrieve(client, { room_id }, { timeoutMs: 60 }))
    expect(await error).toMatchObject({ timeoutMs: 60 })
  })
})

describe('an abort', () => {
  it.each([
    ['before the call', faults.ok, 0],
    ['during the request', faults.silence, 40],
    ['during a stalled body', faults.stall, 40],
    ['during a wait', faults.status(429, { 'retry-after': '9' }), 60],
  ] as const)('%s ends it at once, as an AbortError', async (_, fault, afterMs) => {
    const { client } = await against(fault)
    const controller = new AbortController()
    if (afterMs === 0) controller.abort()
    const call = errorOf<Error>(rooms.retrieve(client, { room_id }, { signal: controller.signal }))
    let error: Error | undefined
    void call.then((thrown) => {
      error = thrown
    })
    await sleep(afterMs)
    controller.abort()
    // One turn of the loop, and no timer of the call's could have come in between.
    await new Promise(setImmediate)
    expect(error?.name).toBe('AbortError')
  })

  it('before the call sends nothing', async () => {
    const { client, sent } = testClient()
    await errorOf(rooms.retrieve(client, { room_id }, { signal: AbortSignal.abort() }))
    expect(sent).toEqual([])
  })

  it('keeps another reason as the cause', async () => {
    const { client } = testClient()
    const reason = new Error('left the page')
    const error = await errorOf<Error>(
      rooms.retrieve(client, { room_id }, { signal: AbortSignal.abort(reason) }),
    )
    expect(error).toMatchObject({ name: 'AbortError', cause: reason })
  })

  it('leaves no listener on the signal of a thousand calls', async () => {
    const { client } = testClient()
    const { signal } = new AbortController()
    const add = vi.spyOn(signal, 'addEventListener')
    const remove = vi.spyOn(signal, 'removeEventListener')
    for (let call = 0; call < 1_000; call++) await rooms.retrieve(client, { room_id }, { signal })
    expect(add).toHaveBeenCalledTimes(1_000)
    expect(remove.mock.calls).toEqual(add.mock.calls.map(([type, listener]) => [type, listener]))
  })
})

describe('an answer that is not the promised one', () => {
  const html = '<html><body>hush-token</body></html>'
  it.each([
    ['HTML', new Response(html, { headers: { 'content-type': 'text/html' } })],
    ['an empty body', new Response('')],
    ['JSON that is cut', new Response('{"data":{"id":"hush-to')],
    ['no envelope', json({ id: 'hush-token' })],
    ['a list', json([{ id: 'hush-token' }])],
    ['another type', json({ data: { id: { deep: 'hush-token' } } })],
  ])('of %s is an AnswerError that quotes nothing of it', async (_, response) => {
    const { client } = testClient(() => response)
    const error = await errorOf<AnswerError>(create(client))
    expect(error).toMatchObject({ name: 'AnswerError', outcome: 'accepted', status: 200 })
    expect(error.message + JSON.stringify(error)).not.toContain('hush')
  })

  it('is let through with a warning, or without one, where validation is set so', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const answer = () => json({ data: { name: 'no id' } })
    expect(await retrieve(testClient(answer, { validate: 'off' }).client)).toEqual({ name: 'no id' })
    expect(warn).not.toHaveBeenCalled()
    expect(await retrieve(testClient(answer, { validate: 'warn' }).client)).toEqual({ name: 'no id' })
    expect(warn.mock.lastCall?.[0]).toContain('/id: expected a value')
  })

  it('with a body where none belongs has succeeded, and the body is not waited for', async () => {
    const { client } = await against((response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '99' }).write('<p>')
    })
    expect(await rooms.delete(client, { room_id })).toBeUndefined()
  })

  it('is refused over ten megabytes, whether or not its length is told', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(1 << 20))
    let pulled = 0
    const endless = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            pulled++
            controller.enqueue(chunk)
          },
        }),
      )
    expect(await errorOf<AnswerError>(retrieve(testClient(endless).client))).toMatchObject({
      name: 'AnswerError',
    })
    expect(pulled).toBeLessThan(15)
    const told = () => new Response('{}', { headers: { 'content-length': String(11 << 20) } })
    expect(await errorOf<AnswerError>(retrieve(testClient(told).client))).toMatchObject({
      name: 'AnswerError',
    })
  })

  it('of an error status tells what it can, of HTML the status alone', async () => {
    const { client } = testClient(() => new Response(html, { status: 502 }), { maxRetries: 0 })
    const error = await errorOf<ApiError>(retrieve(client))
    expect(error).toMatchObject({ name: 'ApiError', status: 502, outcome: 'unknown', errors: [] })
    expect(error.message).not.toContain('hush')
  })
})

describe('the key', () => {
  it('goes out as a bearer, and a header given for one call wins', async () => {
    const { client, sent } = testClient()
    await retrieve(client)
    await rooms.retrieve(client, { room_id }, { headers: { authorization: 'Bearer other' } })
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer KEY_test',
      'Bearer other',
    ])
  })

  it('does not follow a redirect to another host', async () => {
    const { server: other } = await against(faults.ok)
    const { client } = await against(faults.status(307, { location: `${other.url}/v2/rooms/r1` }))
    expect(await errorOf<ApiError>(retrieve(client))).toMatchObject({ status: 307, code: 'redirect' })
    expect(other.asked).toEqual([])
  })

  it('is in no error, event or JSON of the client', async () => {
    const events: ClientEvent[] = []
    const { client } = await against(inTurn(faults.hangUp, faults.status(500), faults.ok), {
      onEvent: (event) => events.push(event),
    })
    await retrieve(client)
    const error = await errorOf(rooms.create(client, { max_participants: 1 }))
    const { inspect } = await import('node:util')
    const shown = [events, error, client].map((value) => inspect(value, { depth: 9, showHidden: true }))
    expect([...shown, JSON.stringify([events, error, client])].join()).not.toContain('KEY_secret')
  })

  it('is missed before anything is sent to Telnyx without one', async () => {
    const sent = vi.fn()
    const client = createClient({ fetch: sent })
    await expect(retrieve(client)).rejects.toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
    expect(sent).not.toHaveBeenCalled()
  })
})

describe('events', () => {
  it('tell of each try, wait and end, and a listener that throws breaks nothing', async () => {
    const types: string[] = []
    const { client } = testClient(
      (_, count) => (count === 1 ? json({}, { status: 500 }) : json({}, { status: 404 })),
      {
        onEvent: (event) => {
          types.push(`${event.type} ${event.attempt} ${event.route}`)
          throw new Error('of the listener')
        },
      },
    )
    vi.spyOn(Math, 'random').mockReturnValue(0)
    expect(await errorOf<ApiError>(retrieve(client))).toMatchObject({ status: 404 })
    expect(types).toEqual(
      ['request 1', 'response 1', 'retry 1', 'request 2', 'response 2', 'error 2'].map(
        (start) => `${start} GET /rooms/{room_id}`,
      ),
    )
  })
})

describe('events of calls', () => {
  it('carry the number of their call, so that calls at the same time are told apart', async () => {
    const told: string[] = []
    const { client } = testClient(() => json({ data: { id: 'r' } }), {
      onEvent: ({ call, type }) => told.push(`${type} ${call}`),
    })
    await Promise.all([retrieve(client), retrieve(client)])
    expect(told.sort()).toEqual(['request 1', 'request 2', 'response 1', 'response 2'])
  })

  it.each([
    ['a try', faults.silence, 40],
    ['a wait', faults.status(429, { 'retry-after': '9' }), 60],
  ] as const)('end with the error when the caller aborts %s', async (_, fault, afterMs) => {
    const events: ClientEvent[] = []
    const { client } = await against(fault, { onEvent: (event) => events.push(event) })
    const call = rooms.retrieve(client, { room_id }, { signal: AbortSignal.timeout(afterMs) })
    const thrown = await errorOf<Error>(call)
    expect(events.at(-1)).toMatchObject({ type: 'error', attempt: 1, error: thrown })
  })
})

describe('headers', () => {
  it('that cannot be sent are refused, and not quoted', async () => {
    const { client, sent } = testClient()
    const headers = { 'x-session': 'hush\nhush' }
    const error = await errorOf<ConfigError>(rooms.retrieve(client, { room_id }, { headers }))
    expect(error).toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
    expect(inspect(error)).not.toContain('hush')
    expect(sent).toEqual([])
  })

  it('of a function are asked for anew at each try', async () => {
    let count = 0
    const { client, sent } = testClient(
      (_, n) => (n === 1 ? json({}, { status: 500 }) : json({ data: { id: 'r' } })),
      {
        headers: async () => ({ 'x-session': String(++count) }),
      },
    )
    vi.spyOn(Math, 'random').mockReturnValue(0)
    await retrieve(client)
    expect(sent.map(({ headers }) => headers.get('x-session'))).toEqual(['1', '2'])
  })
})
