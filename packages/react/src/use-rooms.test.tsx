import { isApiError, type Page } from '@greenroom/core'
import { type Room, type RoomParticipant, type roomSessions, rooms } from '@greenroom/core/video'
import type { UseQueryResult } from '@tanstack/react-query'
import { act, cleanup, render, renderHook, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import { App, setUp, type World } from '../test/set-up.tsx'
import {
  useCreateRoom,
  useGreenroom,
  useParticipants,
  useRoom,
  useRooms,
  useSession,
  useSessions,
} from './index.ts'
import { queryKey } from './query.ts'

afterEach(cleanup)

function RoomsStatus() {
  return <p>{useRooms().status}</p>
}

function renderIn<T>(world: World, hook: () => T, scope?: string) {
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <App world={world} {...(scope !== undefined && { scope })}>
      {children}
    </App>
  )
  return renderHook(hook, { wrapper })
}

describe('useRooms', () => {
  it('is pending at first, and then has the page', async () => {
    const world = setUp()
    await rooms.create(world.client, { unique_name: 'standup' })
    const { result } = renderIn(world, () => useRooms())
    expect(result.current.isPending).toBe(true)
    await waitFor(() => expect(result.current.data?.data).toHaveLength(1))
  })

  it('asks once for an input that is written inline, however often it renders', async () => {
    const world = setUp()
    const { result, rerender } = renderIn(world, () => useRooms({ filter: { unique_name: 'standup' } }))
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
    for (let render = 0; render < 20; render++) rerender()
    expect(world.calls(rooms.list)).toBe(1)
  })

  it('takes TanStack’s options, select included', async () => {
    const world = setUp()
    await rooms.create(world.client, { unique_name: 'standup' })
    const { result } = renderIn(world, () =>
      useRooms({}, { select: ({ data }) => data.map((room) => room.unique_name) }),
    )
    await waitFor(() => expect(result.current.data).toEqual(['standup']))
    const disabled = renderIn(world, () => useRooms({ page: { number: 2 } }, { enabled: false }))
    expect(disabled.result.current.fetchStatus).toBe('idle')
  })

  it('is typed by its endpoint', () => {
    expectTypeOf(useRooms<Page<Room>>).returns.toEqualTypeOf<UseQueryResult<Page<Room>, Error>>()
    const named = () => useRooms({}, { select: ({ data }) => data.length })
    expectTypeOf(named).returns.toEqualTypeOf<UseQueryResult<number, Error>>()
    // @ts-expect-error: there is no such filter.
    const typo = () => useRooms({ filter: { name: 'standup' } })
    expect(typo).toBeDefined()
  })

  it('keeps what one user has seen from the next', async () => {
    const world = setUp()
    const ann = renderIn(world, () => useRooms({}, { staleTime: 60_000 }), 'ann')
    await waitFor(() => expect(ann.result.current.isSuccess).toBe(true))
    const bob = renderIn(world, () => useRooms({}, { staleTime: 60_000 }), 'bob')
    expect(bob.result.current.data).toBeUndefined()
    await waitFor(() => expect(bob.result.current.isSuccess).toBe(true))
  })
})

describe('useRoom', () => {
  it('fails with the client’s ApiError for a room that is not there, after one call', async () => {
    const world = setUp()
    const id = crypto.randomUUID()
    const { result } = renderIn(world, () => useRoom(id))
    await waitFor(() => expect(result.current.isError).toBe(true))
    const { error } = result.current
    expect(isApiError(error) && error.status).toBe(404)
    expect(world.calls(rooms.retrieve)).toBe(1)
  })

  it('takes an id or the whole input', async () => {
    const world = setUp()
    const { id: room_id } = await rooms.create(world.client)
    const { result } = renderIn(world, () => [
      useRoom(room_id).data?.id,
      useRoom({ room_id, include_sessions: true }).data?.sessions,
    ])
    await waitFor(() => expect(result.current).toEqual([room_id, []]))
  })
})

describe('useSessions, useSession and useParticipants', () => {
  it('tell who is in a room', async () => {
    const world = setUp()
    const { id: room_id } = await rooms.create(world.client)
    const { token } = await rooms.createJoinToken(world.client, { room_id })
    const joined = await world.emulator.join(room_id, { client_token: token, context: 'Ann' })
    const id = joined.session_id ?? ''
    const { result } = renderIn(world, () => [
      useSessions(room_id).data?.data[0]?.id,
      useSessions({ room_id, filter: { active: false } }).data?.data.length,
      useSession(id).data?.active,
      useParticipants(id).data?.data[0]?.context,
    ])
    await waitFor(() => expect(result.current).toEqual([id, 0, true, 'Ann']))
    expectTypeOf(useParticipants<Page<RoomParticipant>>)
      .parameter(0)
      .toEqualTypeOf<string | roomSessions.ListParticipantsInput>()
  })
})

describe('useCreateRoom', () => {
  it('makes a room, and everything about rooms stale', async () => {
    const world = setUp()
    const { result } = renderIn(world, () => ({ list: useRooms(), create: useCreateRoom() }), 'ann')
    await waitFor(() => expect(result.current.list.data?.data).toEqual([]))
    world.queryClient.setQueryData(queryKey(rooms.list, {}, { scope: 'bob' }), { data: [], meta: {} })
    await act(() => result.current.create.mutateAsync({ unique_name: 'standup' }))
    await waitFor(() => expect(result.current.list.data?.data[0]?.unique_name).toBe('standup'))
    const others = world.queryClient.getQueryState(queryKey(rooms.list, {}, { scope: 'bob' }))
    expect(others?.isInvalidated).toBe(false)
  })

  it('leaves the callbacks to the app, and tells what was refused', async () => {
    const world = setUp()
    await rooms.create(world.client, { unique_name: 'standup' })
    const onError = vi.fn()
    const { result } = renderIn(world, () => useCreateRoom({ onError }))
    act(() => result.current.mutate({ unique_name: 'standup' }))
    await waitFor(() => expect(result.current.error).toMatchObject({ name: 'ApiError', status: 422 }))
    expect(onError).toHaveBeenCalledTimes(1)
  })
})

describe('useGreenroom', () => {
  it('gives client and scope', () => {
    const world = setUp()
    const { result } = renderIn(world, useGreenroom, 'ann')
    expect(result.current).toEqual({ client: world.client, scope: 'ann' })
  })

  it('says what is missing when there is no provider', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect(() => render(<RoomsStatus />)).toThrow('<GreenroomProvider>')
    expect(screen.queryByRole('paragraph')).toBeNull()
    vi.restoreAllMocks()
  })
})
