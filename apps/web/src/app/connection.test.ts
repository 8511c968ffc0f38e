import { ApiError } from '@greenroom/core'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, it } from 'vitest'
import { watchConnection } from './connection.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

function setUp() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } })
  const connection = watchConnection(client.getQueryCache())
  /** A query that the page shows; its answers are given one after the other. */
  const show = (name: string, answers: readonly (number | 'well')[]) => {
    const left = [...answers]
    const observer = new QueryObserver(client, {
      queryKey: [name],
      queryFn: async () => {
        const answer = left.shift() ?? 'well'
        if (answer === 'well') return answer
        throw new ApiError({ route: 'GET /rooms', status: answer, outcome: 'unknown' })
      },
    })
    const hide = observer.subscribe(() => undefined)
    stops.push(hide)
    return { hide, ask: () => observer.refetch() }
  }
  return { connection, show }
}

const answered = () => new Promise((resolve) => setTimeout(resolve))

it('is lost from a failure until the query succeeds', async () => {
  const { connection, show } = setUp()
  const seen: boolean[] = []
  connection.subscribe(() => seen.push(connection.isLost()))
  const query = show('rooms', [502, 502, 'well'])
  await answered()
  expect(connection.isLost()).toBe(true)
  await query.ask()
  expect(connection.isLost()).toBe(true)
  await query.ask()
  expect(connection.isLost()).toBe(false)
  expect(seen).toEqual([true, false])
})

it('stays lost while another query still gets no answer', async () => {
  const { connection, show } = setUp()
  const rooms = show('rooms', [502, 'well'])
  const session = show('session', [500, 'well'])
  await answered()
  await rooms.ask()
  expect(connection.isLost()).toBe(true)
  await session.ask()
  expect(connection.isLost()).toBe(false)
})

it('takes a refusal for an answer', async () => {
  const { connection, show } = setUp()
  const query = show('rooms', [404, 502, 403])
  await answered()
  expect(connection.isLost()).toBe(false)
  await query.ask()
  expect(connection.isLost()).toBe(true)
  await query.ask()
  expect(connection.isLost()).toBe(false)
})

it('forgets a query that the page no longer shows', async () => {
  const { connection, show } = setUp()
  const query = show('rooms', [502])
  await answered()
  query.hide()
  expect(connection.isLost()).toBe(false)
})
