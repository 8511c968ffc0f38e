import { faults } from '@greenroom/testing/fault-server'
import { describe, expect, it, vi } from 'vitest'
import { clientWithFault } from '../test/client-with-fault.ts'
import { errorOf, json, testClient } from '../test/test-client.ts'
import type { ApiError } from './errors.ts'
import type { Client, ClientEvent } from './types.ts'
import * as rooms from './video/rooms.ts'

const room_id = 'r1'
const retrieve = (client: Client) => rooms.retrieve(client, { room_id })

describe('events', () => {
  it('report each attempt, wait and end, and a throwing listener does not fail the call', async () => {
    const types: string[] = []
    const { client } = testClient(
      (_, count) => (count === 1 ? json({}, { status: 500 }) : json({}, { status: 404 })),
      {
        onEvent: (event) => {
          types.push(`${event.type} ${event.attempt} ${event.route}`)
          throw new Error('listener failed')
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

describe('events of concurrent or aborted calls', () => {
  it('contain the number of their call, so that concurrent calls can be distinguished', async () => {
    const events: string[] = []
    const { client } = testClient(() => json({ data: { id: 'r' } }), {
      onEvent: ({ call, type }) => events.push(`${type} ${call}`),
    })
    await Promise.all([retrieve(client), retrieve(client)])
    expect(events.sort()).toEqual(['request 1', 'request 2', 'response 1', 'response 2'])
  })

  it.each([
    ['an attempt', faults.silence, 40],
    ['a wait', faults.status(429, { 'retry-after': '9' }), 60],
  ] as const)('end with the error when the caller aborts %s', async (_, fault, afterMs) => {
    const events: ClientEvent[] = []
    const { client } = await clientWithFault(fault, { onEvent: (event) => events.push(event) })
    const call = rooms.retrieve(client, { room_id }, { signal: AbortSignal.timeout(afterMs) })
    const thrown = await errorOf<Error>(call)
    expect(events.at(-1)).toMatchObject({ type: 'error', attempt: 1, error: thrown })
  })
})
