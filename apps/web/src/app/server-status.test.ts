import { ApiError } from '@greenroom/core'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, describe, expect, it } from 'vitest'
import { watchServerStatus } from './server-status.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

function setUp() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } })
  const serverStatus = watchServerStatus(client.getQueryCache())
  /** Adds an active query that returns the results one after the other: an HTTP error status or success. */
  const addQuery = (name: string, results: readonly (number | 'ok')[]) => {
    const remaining = [...results]
    const observer = new QueryObserver(client, {
      queryKey: [name],
      queryFn: async () => {
        const result = remaining.shift() ?? 'ok'
        if (result === 'ok') return result
        throw new ApiError({ route: 'GET /rooms', status: result, outcome: 'unknown' })
      },
    })
    const unsubscribe = observer.subscribe(() => undefined)
    stops.push(unsubscribe)
    return { unsubscribe, refetch: () => observer.refetch() }
  }
  return { serverStatus, addQuery }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('watchServerStatus', () => {
  it('is unreachable from a failure until the query succeeds', async () => {
    const { serverStatus, addQuery } = setUp()
    const seen: boolean[] = []
    serverStatus.subscribe(() => seen.push(serverStatus.isUnreachable()))
    const query = addQuery('rooms', [502, 502, 'ok'])
    await settled()
    expect(serverStatus.isUnreachable()).toBe(true)
    await query.refetch()
    expect(serverStatus.isUnreachable()).toBe(true)
    await query.refetch()
    expect(serverStatus.isUnreachable()).toBe(false)
    expect(seen).toEqual([true, false])
  })

  it('stays unreachable while another query still gets no response', async () => {
    const { serverStatus, addQuery } = setUp()
    const rooms = addQuery('rooms', [502, 'ok'])
    const session = addQuery('session', [500, 'ok'])
    await settled()
    await rooms.refetch()
    expect(serverStatus.isUnreachable()).toBe(true)
    await session.refetch()
    expect(serverStatus.isUnreachable()).toBe(false)
  })

  it('counts an error response as reachable', async () => {
    const { serverStatus, addQuery } = setUp()
    const query = addQuery('rooms', [404, 502, 403])
    await settled()
    expect(serverStatus.isUnreachable()).toBe(false)
    await query.refetch()
    expect(serverStatus.isUnreachable()).toBe(true)
    await query.refetch()
    expect(serverStatus.isUnreachable()).toBe(false)
  })

  it('ignores a query that is no longer active', async () => {
    const { serverStatus, addQuery } = setUp()
    const query = addQuery('rooms', [502])
    await settled()
    query.unsubscribe()
    expect(serverStatus.isUnreachable()).toBe(false)
  })
})
