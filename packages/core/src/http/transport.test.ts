import { describe, expect, it } from 'vitest'
import { against } from '../../test/against.ts'
import { faults, inTurn } from '../../test/fault-server.ts'
import { errorOf } from '../../test/test-client.ts'
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

  it('is repeated for a delete by id, also where its address ends in .json', async () => {
    const { client, server } = await against(inTurn(faults.status(500), faults.status(204)))
    await recordings.delete(client, { account_sid: 'acc', recording_sid: 'r' })
    expect(server.asked).toHaveLength(2)
  })

  it('is not repeated for a delete of many', async () => {
    const { client, server } = await against(faults.status(500))
    await errorOf(roomRecordings.deleteMany(client, {}, { everything: true }))
    expect(server.asked).toHaveLength(1)
  })

  it('has succeeded when a delete finds nothing, after one of which nothing is known', async () => {
    const { client, server } = await against(inTurn(faults.hangUp, faults.status(404)))
    expect(await rooms.delete(client, { room_id })).toBeUndefined()
    expect(server.asked).toHaveLength(2)
  })

  it('has succeeded, with nothing to show, when the answer of the delete before was lost', async () => {
    const { client, server } = await against(inTurn(faults.reset, faults.status(404)))
    expect(await applications.delete(client, { id: '1' })).toBeUndefined()
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
