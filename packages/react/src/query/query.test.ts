import type { Page } from '@greenroom/core'
import { isApiError } from '@greenroom/core'
import { type Room, rooms } from '@greenroom/core/video'
import {
  type InfiniteData,
  type QueryClient,
  type QueryFunctionContext,
  useQuery,
} from '@tanstack/react-query'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { setUp } from '../../test/set-up.tsx'
import { infiniteQuery, mutation, query, queryKey } from '../query.ts'

describe('query', () => {
  it('returns the endpoint’s output', async () => {
    const { client, queryClient } = setUp()
    const { id } = await rooms.create(client, { unique_name: 'standup' })
    const room = await queryClient.fetchQuery(query(client, rooms.retrieve, { room_id: id }))
    expect(room.unique_name).toBe('standup')
    expect(queryClient.getQueryData(queryKey(rooms.retrieve, { room_id: id }))).toBe(room)
  })

  it('fails with the client’s own error, once', async () => {
    const { client, queryClient, calls } = setUp()
    const options = query(client, rooms.retrieve, { room_id: crypto.randomUUID() })
    const error = await queryClient.fetchQuery(options).catch((error: unknown) => error)
    expect(isApiError(error) && error.status).toBe(404)
    expect(calls(rooms.retrieve)).toBe(1)
    expect(options.retry).toBe(false)
  })

  it('passes TanStack’s signal to the call', async () => {
    const { client } = setUp()
    const request = vi.spyOn({ ...client }, 'request')
    const { queryFn } = query({ ...client, request: request as never }, rooms.list)
    request.mockResolvedValue({ data: [], meta: {} })
    const { signal } = new AbortController()
    await queryFn?.({ signal } as QueryFunctionContext<never>)
    expect(request).toHaveBeenCalledWith(rooms.list, {}, { signal })
  })

  it('keeps scopes apart', async () => {
    const { client, queryClient, calls } = setUp()
    const fetch = (scope: string) =>
      queryClient.fetchQuery({ ...query(client, rooms.list, {}, { scope }), staleTime: 60_000 })
    await fetch('u_1')
    await fetch('u_1')
    await fetch('u_2')
    expect(calls(rooms.list)).toBe(2)
  })

  it('is typed by its endpoint', () => {
    const { client } = setUp()
    const read = () => useQuery(query(client, rooms.list)).data
    expectTypeOf(read).returns.toEqualTypeOf<Page<Room> | undefined>()
    // @ts-expect-error: creating is no query.
    expect(() => query(client, rooms.create)).toThrow('POST /rooms cannot be a query')
    // @ts-expect-error: a room is not retrieved without its id.
    expect(query(client, rooms.retrieve, {})).toBeDefined()
  })
})

describe('infiniteQuery', () => {
  it('loads the pages of the input', async () => {
    const { client, queryClient } = setUp()
    for (const unique_name of ['a', 'b', 'c']) await rooms.create(client, { unique_name })
    const options = infiniteQuery(client, rooms.list, { page: { size: 2 } })
    const data = await queryClient.fetchInfiniteQuery({ ...options, pages: 9 } as never)
    expectTypeOf(queryClient.getQueryData(options.queryKey)).toEqualTypeOf<
      InfiniteData<Page<Room>, rooms.ListInput> | undefined
    >()
    expect(queryClient.getQueryData(options.queryKey)).toBe(data)
    expect(queryClient.getQueryData(options.queryKey)?.pages.map((page) => page.data.length)).toEqual([2, 1])
    expect(queryClient.getQueryData(options.queryKey)?.pageParams).toEqual([
      { page: { size: 2 } },
      { page: { size: 2, number: 2 } },
    ])
  })

  it('rejects an endpoint that does not return pages', () => {
    const { client } = setUp()
    // @ts-expect-error: one room is no list.
    expect(() => infiniteQuery(client, rooms.retrieve, { room_id: 'r' })).toThrow('does not return pages')
  })
})

describe('mutation', () => {
  it('rejects an endpoint that reads', () => {
    const { client } = setUp()
    // @ts-expect-error: retrieving is no mutation.
    expect(() => mutation(client, rooms.retrieve)).toThrow('GET /rooms/{room_id} cannot be a mutation')
  })

  const act = (queryClient: QueryClient, options: object, input: object) =>
    queryClient.getMutationCache().build(queryClient, options).execute(input)

  it('calls the endpoint, and invalidates its stale keys', async () => {
    const { client, queryClient } = setUp()
    await queryClient.fetchQuery(query(client, rooms.list))
    const stale = vi.fn(() => [queryKey(rooms.list)])
    await act(queryClient, mutation(client, rooms.create, { stale }), { unique_name: 'standup' })
    expect(stale).toHaveBeenCalledWith({ unique_name: 'standup' })
    expect(queryClient.getQueryState(queryKey(rooms.list))?.isInvalidated).toBe(true)
  })

  it('invalidates nothing when the call was rejected', async () => {
    const { client, queryClient } = setUp()
    await queryClient.fetchQuery(query(client, rooms.list))
    const options = mutation(client, rooms.delete, { stale: () => [queryKey(rooms.list)] })
    await expect(act(queryClient, options, { room_id: crypto.randomUUID() })).rejects.toThrow('404')
    await expect(act(queryClient, options, { room_id: '..' })).rejects.toThrow('was not sent')
    expect(queryClient.getQueryState(queryKey(rooms.list))?.isInvalidated).toBe(false)
  })

  it('invalidates its keys when the response was lost', async () => {
    const { client, network, queryClient } = setUp()
    await queryClient.fetchQuery(query(client, rooms.list))
    network.losesAnswers = true
    const options = mutation(client, rooms.create, { stale: () => [queryKey(rooms.list)] })
    await expect(act(queryClient, options, {})).rejects.toMatchObject({ outcome: 'unknown' })
    expect(queryClient.getQueryState(queryKey(rooms.list))?.isInvalidated).toBe(true)
  })

  it('never pauses for an endpoint with secrets, and is removed once unobserved', () => {
    const { client } = setUp()
    expect(mutation(client, rooms.createJoinToken)).toMatchObject({ gcTime: 0, networkMode: 'always' })
    expect(mutation(client, rooms.create)).not.toHaveProperty('gcTime')
  })
})
