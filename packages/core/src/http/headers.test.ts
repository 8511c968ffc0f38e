import { inspect } from 'node:util'
import { faults, inTurn } from '@greenroom/testing/fault-server'
import { describe, expect, it, vi } from 'vitest'
import { clientWithFault } from '../../test/client-with-fault.ts'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import { createClient } from '../client.ts'
import type { ApiError, ConfigError } from '../errors.ts'
import type { Client, ClientEvent } from '../types.ts'
import * as rooms from '../video/rooms.ts'

const room_id = 'r1'
const retrieve = (client: Client) => rooms.retrieve(client, { room_id })

describe('the API key', () => {
  it('is sent as a bearer token, unless the call has its own header', async () => {
    const { client, sent } = testClient()
    await retrieve(client)
    await rooms.retrieve(client, { room_id }, { headers: { authorization: 'Bearer other' } })
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer KEY_test',
      'Bearer other',
    ])
  })

  it('is not sent to another host after a redirect', async () => {
    const { server: other } = await clientWithFault(faults.ok)
    const { client } = await clientWithFault(faults.status(307, { location: `${other.url}/v2/rooms/r1` }))
    expect(await errorOf<ApiError>(retrieve(client))).toMatchObject({ status: 307, code: 'redirect' })
    expect(other.requests).toEqual([])
  })

  it('does not appear in errors, events or the JSON of the client', async () => {
    const events: ClientEvent[] = []
    const { client } = await clientWithFault(inTurn(faults.hangUp, faults.status(500), faults.ok), {
      onEvent: (event) => events.push(event),
    })
    await retrieve(client)
    const error = await errorOf(rooms.create(client, { max_participants: 1 }))
    const shown = [events, error, client].map((value) => inspect(value, { depth: 9, showHidden: true }))
    expect([...shown, JSON.stringify([events, error, client])].join()).not.toContain('KEY_secret')
  })

  it('is required for requests to Telnyx, and checked before sending', async () => {
    const sent = vi.fn()
    const client = createClient({ fetch: sent })
    await expect(retrieve(client)).rejects.toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
    expect(sent).not.toHaveBeenCalled()
  })
})

describe('headers', () => {
  it('are rejected without being quoted if they are invalid', async () => {
    const { client, sent } = testClient()
    const headers = { 'x-session': 'hush\nhush' }
    const error = await errorOf<ConfigError>(rooms.retrieve(client, { room_id }, { headers }))
    expect(error).toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
    expect(inspect(error)).not.toContain('hush')
    expect(sent).toEqual([])
  })

  it('cannot replace the Content-Type of a body', async () => {
    const headers = { 'Content-Type': 'text/plain' }
    const { client, sent } = testClient(undefined, { headers })
    await rooms.create(client, {}, { headers })
    expect(sent[0]?.headers.get('content-type')).toBe('application/json')
  })

  it('from a function are requested for each attempt', async () => {
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
