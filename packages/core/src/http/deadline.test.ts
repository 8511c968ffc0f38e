import { setTimeout as sleep } from 'node:timers/promises'
import { faults, inTurn } from '@greenroom/testing/fault-server'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { clientWithFault } from '../../test/client-with-fault.ts'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { TimeoutError } from '../errors.ts'
import type { Client } from '../types.ts'
import * as rooms from '../video/rooms.ts'

const room_id = 'r1'
const retrieve = (client: Client) => rooms.retrieve(client, { room_id })
const create = (client: Client) => rooms.create(client, { unique_name: 'x' })

describe('timeouts', () => {
  it.each([
    ['a request without a response', faults.silence, 'unknown'],
    ['a body that stalls', faults.stall, 'accepted'],
    ['a body that drips', faults.drip, 'accepted'],
  ] as const)('ends %s after attemptTimeoutMs', async (_, fault, outcome) => {
    const { client } = await clientWithFault(fault, { attemptTimeoutMs: 500, maxRetries: 0 })
    const error = await errorOf<TimeoutError>(create(client))
    expect(error).toMatchObject({ name: 'TimeoutError', timeoutMs: 500, outcome })
  })

  it('makes another attempt after attemptTimeoutMs', async () => {
    const { client, server } = await clientWithFault(inTurn(faults.stall, faults.ok), {
      attemptTimeoutMs: 500,
    })
    expect(await retrieve(client)).toEqual({ id: 'r1' })
    expect(server.requests).toHaveLength(2)
  })

  it('has the outcome accepted if timeoutMs ends after the response has begun', async () => {
    const { client } = await clientWithFault(faults.stall, { timeoutMs: 500 })
    expect(await errorOf<TimeoutError>(create(client))).toMatchObject({
      name: 'TimeoutError',
      timeoutMs: 500,
      outcome: 'accepted',
    })
  })

  it('ends all attempts and waits after timeoutMs', async () => {
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

  it.each([Number.POSITIVE_INFINITY, 2 ** 31])('accepts a timeout of %d ms', async (timeoutMs) => {
    const respond = () => sleep(20, json({ data: { id: 'r' } }))
    const { client } = testClient(respond, { timeoutMs, attemptTimeoutMs: timeoutMs })
    await expect(retrieve(client)).resolves.toMatchObject({ id: 'r' })
  })

  it('accepts a timeoutMs for one call', async () => {
    const { client } = await clientWithFault(faults.silence)
    const error = errorOf<TimeoutError>(rooms.retrieve(client, { room_id }, { timeoutMs: 60 }))
    expect(await error).toMatchObject({ timeoutMs: 60 })
  })
})

describe('aborting a call', () => {
  it.each([
    ['before the call', faults.ok, 0],
    ['during the request', faults.silence, 40],
    ['during a stalled body', faults.stall, 40],
    ['during a wait', faults.status(429, { 'retry-after': '9' }), 60],
  ] as const)('%s rejects immediately with an AbortError', async (_, fault, afterMs) => {
    const { client } = await clientWithFault(fault)
    const controller = new AbortController()
    if (afterMs === 0) controller.abort()
    const call = errorOf<Error>(rooms.retrieve(client, { room_id }, { signal: controller.signal }))
    let error: Error | undefined
    void call.then((thrown) => {
      error = thrown
    })
    await sleep(afterMs)
    controller.abort()
    // One turn of the event loop: no timer of the call can have fired in between.
    await new Promise(setImmediate)
    expect(error?.name).toBe('AbortError')
  })

  it('sends nothing if the signal is already aborted', async () => {
    const { client, sent } = testClient()
    await errorOf(rooms.retrieve(client, { room_id }, { signal: AbortSignal.abort() }))
    expect(sent).toEqual([])
  })

  it('keeps a custom reason as the cause', async () => {
    const { client } = testClient()
    const reason = new Error('left the page')
    const error = await errorOf<Error>(
      rooms.retrieve(client, { room_id }, { signal: AbortSignal.abort(reason) }),
    )
    expect(error).toMatchObject({ name: 'AbortError', cause: reason })
  })

  it('leaves no listener on a signal that a thousand calls share', async () => {
    const { client } = testClient()
    const { signal } = new AbortController()
    const add = vi.spyOn(signal, 'addEventListener')
    const remove = vi.spyOn(signal, 'removeEventListener')
    for (let call = 0; call < 1_000; call++) await rooms.retrieve(client, { room_id }, { signal })
    expect(add).toHaveBeenCalledTimes(1_000)
    expect(remove.mock.calls).toEqual(add.mock.calls.map(([type, listener]) => [type, listener]))
  })
})
