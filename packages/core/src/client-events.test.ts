import { describe, expect, it, vi } from 'vitest'
import { against } from '../test/against.ts'
import { faults } from '../test/fault-server.ts'
import { errorOf, json, testClient } from '../test/test-client.ts'
import type { ApiError } from './errors.ts'
import type { Client, ClientEvent } from './types.ts'
import * as rooms from './video/rooms.ts'

const room_id = 'r1'
const retrieve = (client: Client) => rooms.retrieve(client, { room_id })

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
