import { faults, inTurn } from '@greenroom/testing/fault-server'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { clientWithFault } from '../../test/client-with-fault.ts'
import { errorOf, testClient } from '../../test/test-client.ts'
import type { ApiError, ConnectionError } from '../errors.ts'
import * as applications from '../texml/applications.ts'
import * as recordings from '../texml/recordings.ts'
import type { Client } from '../types.ts'
import * as roomRecordings from '../video/room-recordings.ts'
import * as roomSessions from '../video/room-sessions.ts'
import * as rooms from '../video/rooms.ts'

const room_id = 'r1'
const retrieve = (client: Client) => rooms.retrieve(client, { room_id })
const create = (client: Client) => rooms.create(client, { unique_name: 'x' })

describe('a failed call', () => {
  it('is retried up to twice if it reads', async () => {
    const { client, server } = await clientWithFault(inTurn(faults.hangUp, faults.status(500), faults.ok))
    expect(await retrieve(client)).toEqual({ id: 'r1' })
    expect(server.requests).toHaveLength(3)
  })

  it('is not retried if it creates, after a 503, a lost connection or a lost body', async () => {
    for (const [fault, outcome] of [
      [faults.status(503), 'unknown'],
      [faults.hangUp, 'unknown'],
      [faults.reset, 'accepted'],
    ] as const) {
      const { client, server } = await clientWithFault(fault)
      expect(await errorOf<ConnectionError>(create(client))).toMatchObject({ outcome })
      expect(server.requests).toEqual(['POST /v2/rooms'])
    }
  })

  it('is retried if the server rejected it before acting', async () => {
    const { client, server } = await clientWithFault(
      inTurn(faults.status(429, { 'retry-after': '0' }), faults.ok),
    )
    expect(await create(client)).toEqual({ id: 'r1' })
    expect(server.requests).toHaveLength(2)
  })

  it('is retried if its endpoint is marked as repeatable', async () => {
    const { client, server } = await clientWithFault(inTurn(faults.hangUp, faults.ok), { validate: 'off' })
    await roomSessions.mute(client, { room_session_id: 's1', participants: 'all' })
    expect(server.requests).toHaveLength(2)
  })

  it('is retried if it deletes by id, even if the path ends in .json', async () => {
    const { client, server } = await clientWithFault(inTurn(faults.status(500), faults.status(204)))
    await recordings.delete(client, { account_sid: 'acc', recording_sid: 'r' })
    expect(server.requests).toHaveLength(2)
  })

  it('is not retried if it deletes many', async () => {
    const { client, server } = await clientWithFault(faults.status(500))
    await errorOf(roomRecordings.deleteMany(client, {}, { everything: true }))
    expect(server.requests).toHaveLength(1)
  })

  it('resolves if a retried delete returns 404 after an attempt with an unknown outcome', async () => {
    const { client, server } = await clientWithFault(inTurn(faults.hangUp, faults.status(404)))
    expect(await rooms.delete(client, { room_id })).toBeUndefined()
    expect(server.requests).toHaveLength(2)
  })

  it('resolves to undefined if a retried delete returns 404 after a lost response', async () => {
    const { client, server } = await clientWithFault(inTurn(faults.reset, faults.status(404)))
    expect(await applications.delete(client, { id: '1' })).toBeUndefined()
    expect(server.requests).toHaveLength(2)
  })

  it.each([
    ['the first attempt of a delete returns 404', inTurn(faults.status(404))],
    [
      'a retried delete returns 404 after a rejected attempt',
      inTurn(faults.status(429, { 'retry-after': '0' }), faults.status(404)),
    ],
  ])('rejects if %s', async (_, fault) => {
    const { client } = await clientWithFault(fault)
    expect(await errorOf<ApiError>(rooms.delete(client, { room_id }))).toMatchObject({ status: 404 })
  })

  it('has the outcome not-sent if no connection could be established', async () => {
    const { client, server } = await clientWithFault(faults.ok, { maxRetries: 0 })
    await server.close()
    expect(await errorOf<ConnectionError>(create(client))).toMatchObject({
      name: 'ConnectionError',
      outcome: 'not-sent',
    })
  })

  it('rejects immediately if the server requests a wait of a day', async () => {
    const { client, server } = await clientWithFault(faults.status(429, { 'retry-after': '86400' }))
    const error = await errorOf<ApiError>(retrieve(client))
    expect(error).toMatchObject({ status: 429, retryAfterMs: 86_400_000, outcome: 'rejected' })
    expect(server.requests).toHaveLength(1)
  })

  it('rejects immediately if the wait would exceed the timeout', async () => {
    const { client, server } = await clientWithFault(faults.status(429, { 'retry-after': '20' }), {
      timeoutMs: 5_000,
    })
    expect(await errorOf<ApiError>(retrieve(client))).toMatchObject({ status: 429 })
    expect(server.requests).toHaveLength(1)
  })

  it('is not retried with retry: "never"', async () => {
    const { client, server } = await clientWithFault(faults.hangUp)
    await errorOf(rooms.retrieve(client, { room_id }, { retry: 'never' }))
    expect(server.requests).toHaveLength(1)
  })
})

describe('the outcome of a call', () => {
  beforeEach(() => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
  })

  it('is not-sent if its headers never arrive, and nothing is sent when they do', async () => {
    let release: (headers: Record<string, string>) => void = () => undefined
    const headers = () => new Promise<Record<string, string>>((resolve) => (release = resolve))
    const { client, sent } = testClient(undefined, { headers, timeoutMs: 20 })
    const error = await errorOf(create(client))
    expect(error).toMatchObject({ name: 'TimeoutError', outcome: 'not-sent' })
    release({ 'x-session': 's1' })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(sent).toEqual([])
  })

  it('is not-sent if the headers of an attempt take too long, so that even a create is retried', async () => {
    let count = 0
    const headers = () => (++count === 1 ? new Promise<never>(() => undefined) : {})
    const { client, sent } = testClient(undefined, { headers, attemptTimeoutMs: 20 })
    expect(await create(client)).toEqual({ id: 'r1' })
    expect(sent).toHaveLength(1)
  })

  it('is unknown once the request was sent', async () => {
    const { client } = testClient(() => new Promise(() => undefined), { timeoutMs: 20 })
    expect(await errorOf(create(client))).toMatchObject({ name: 'TimeoutError', outcome: 'unknown' })
  })

  it('stays unknown if an attempt may have acted, and the last one was not sent or was rejected', async () => {
    const { client, server } = await clientWithFault(inTurn(faults.hangUp, faults.status(422)))
    const mute = () => roomSessions.mute(client, { room_session_id: 's1', participants: 'all' })
    expect(await errorOf(mute())).toMatchObject({ status: 422, outcome: 'unknown' })
    expect(server.requests).toHaveLength(2)
    let count = 0
    const headers = () => (++count === 2 ? new Promise<never>(() => undefined) : {})
    const lost = testClient(() => Promise.reject(new TypeError('lost')), { headers, timeoutMs: 50 })
    const error = await errorOf(
      roomSessions.mute(lost.client, { room_session_id: 's1', participants: 'all' }),
    )
    expect(error).toMatchObject({ name: 'TimeoutError', outcome: 'unknown' })
  })
})
