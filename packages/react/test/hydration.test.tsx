import { rooms } from '@greenroom/core/video'
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, it } from 'vitest'
import { useInfiniteRooms, useRoom, useSuspenseRoom } from '../src/index.ts'
import { infiniteQuery, query } from '../src/query.ts'
import { App, setUp } from './set-up.tsx'

afterEach(cleanup)

function Page({ id }: { readonly id: string }) {
  const { data } = useRoom(id)
  const names = useInfiniteRooms().data?.pages.flatMap((page) => page.data.map((room) => room.unique_name))
  return (
    <p>
      {data?.unique_name} of {names?.join()}, {useSuspenseRoom(id).data.id}
    </p>
  )
}

it('hydrates server data and markup without another call and without a mismatch', async () => {
  const env = setUp()
  const { id } = await rooms.create(env.client, { unique_name: 'standup' })
  const setup = { scope: 'ann' }
  const queries = { staleTime: 60_000 }
  const server = { ...env, queryClient: new QueryClient({ defaultOptions: { queries } }) }
  await server.queryClient.prefetchQuery(query(env.client, rooms.retrieve, { room_id: id }, setup))
  await server.queryClient.prefetchInfiniteQuery(infiniteQuery(env.client, rooms.list, {}, setup))
  const state: unknown = JSON.parse(JSON.stringify(dehydrate(server.queryClient)))
  const page = (of: typeof env) => (
    <App env={of} scope="ann">
      <HydrationBoundary state={state as never}>
        <Page id={id} />
      </HydrationBoundary>
    </App>
  )
  const container = document.body.appendChild(document.createElement('div'))
  container.innerHTML = renderToString(page(server))
  const sent = container.textContent
  expect(sent).toBe(`standup of standup, ${id}`)

  const browser = { ...env, queryClient: new QueryClient({ defaultOptions: { queries } }) }
  const before = env.emulator.requests().length
  // React would report a mismatch on the console, which fails a test here.
  render(page(browser), { container, hydrate: true })
  await act(async () => undefined)
  expect(container.textContent).toBe(sent)
  expect(screen.getAllByRole('paragraph')).toHaveLength(1)
  expect(env.emulator.requests().length).toBe(before)
})
