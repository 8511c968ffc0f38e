import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { against } from '../../test/against.ts'
import { faults, inTurn } from '../../test/fault-server.ts'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { TimeoutError } from '../errors.ts'
import type { Client } from '../types.ts'
import * as rooms from '../video/rooms.ts'

const room_id = 'r1'
const retrieve = (client: Client) => rooms.retrieve(client, { room_id })
const create = (client: Client) => rooms.create(client, { unique_name: 'x' })

describe('a limit of time', () => {
  it.each([
    ['no answer', faults.silence, 'unknown'],
    ['a body that stalls', faults.stall, 'accepted'],
    ['a body that drips', faults.drip, 'accepted'],
  ] as const)('of one attempt ends %s', async (_, fault, outcome) => {
    const { client } = await against(fault, { attemptTimeoutMs: 500, maxRetries: 0 })
    const error = await errorOf<TimeoutError>(create(client))
    expect(error).toMatchObject({ name: 'TimeoutError', timeoutMs: 500, outcome })
  })

  it('of one attempt leaves time for another', async () => {
    const { client, server } = await against(inTurn(faults.stall, faults.ok), { attemptTimeoutMs: 500 })
    expect(await retrieve(client)).toEqual({ id: 'r1' })
    expect(server.asked).toHaveLength(2)
  })

  it('of the whole call tells that the API acted, once it has begun to answer', async () => {
    const { client } = await against(faults.stall, { timeoutMs: 500 })
    expect(await errorOf<TimeoutError>(create(client))).toMatchObject({
      name: 'TimeoutError',
      timeoutMs: 500,
      outcome: 'accepted',
    })
  })

  it('of the whole call ends all tries and waits', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { client, sent } = testClient(() => new Promise(() => undefined), {
      timeoutMs: 500,
      attemptTimeoutMs: 200,
      maxRetries: 99,
    })
    const error = errorOf<TimeoutError>(retrieve(client))
    await vi.advanceTimersByTimeAsync(500)
    expect(await error).toMatchObject({ name: 'TimeoutError', timeoutMs: 500 })
    expect(sent).toHaveLength(3)
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
