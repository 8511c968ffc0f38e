import { ApiError } from '@greenroom/core'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, it } from 'vitest'
import { watchServerStatus } from './server-status.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

function setUp() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } })
  const serverStatus = watchServerStatus(client.getQueryCache())
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
  return { serverStatus, show }
}

const answered = () => new Promise((resolve) => setTimeout(resolve))

it('is lost from a failure until the query succeeds', async () => {
  const { serverStatus, show } = setUp()
  const seen: boolean[] = []
  serverStatus.subscribe(() => seen.push(serverStatus.isUnreachable()))
  const query = show('rooms', [502, 502, 'well'])
  await answered()
  expect(serverStatus.isUnreachable()).toBe(true)
  await query.ask()
  expect(serverStatus.isUnreachable()).toBe(true)
  await query.ask()
  expect(serverStatus.isUnreachable()).toBe(false)
  expect(seen).toEqual([true, false])
})

it('stays lost while another query still gets no answer', async () => {
  const { serverStatus, show } = setUp()
  const rooms = show('rooms', [502, 'well'])
  const session = show('session', [500, 'well'])
  await answered()
  await rooms.ask()
  expect(serverStatus.isUnreachable()).toBe(true)
  await session.ask()
  expect(serverStatus.isUnreachable()).toBe(false)
})

it('takes a refusal for an answer', async () => {
  const { serverStatus, show } = setUp()
  const query = show('rooms', [404, 502, 403])
  await answered()
  expect(serverStatus.isUnreachable()).toBe(false)
  await query.ask()
  expect(serverStatus.isUnreachable()).toBe(true)
  await query.ask()
  expect(serverStatus.isUnreachable()).toBe(false)
})

it('forgets a query that the page no longer shows', async () => {
  const { serverStatus, show } = setUp()
  const query = show('rooms', [502])
  await answered()
  query.hide()
  expect(serverStatus.isUnreachable()).toBe(false)
})
