import { isApiError, type Page } from '@greenroom/core'
import { type Room, type RoomParticipant, type roomSessions, rooms } from '@greenroom/core/video'
import type { UseQueryResult } from '@tanstack/react-query'
import { act, cleanup, render, renderHook, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import { App, setUp, type TestEnv } from '../test/set-up.tsx'
import {
  type PendingId,
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

function renderIn<T>(env: TestEnv, hook: () => T, scope?: string) {
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <App env={env} {...(scope !== undefined && { scope })}>
      {children}
    </App>
  )
  return renderHook(hook, { wrapper })
}

describe('useRooms', () => {
  it('is pending at first, and then has the page', async () => {
    const env = setUp()
    await rooms.create(env.client, { unique_name: 'standup' })
    const { result } = renderIn(env, () => useRooms())
    expect(result.current.isPending).toBe(true)
    await waitFor(() => expect(result.current.data?.data).toHaveLength(1))
  })

  it('makes one call for an inline input, however often it renders', async () => {
    const env = setUp()
    const { result, rerender } = renderIn(env, () => useRooms({ filter: { unique_name: 'standup' } }))
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
    for (let render = 0; render < 20; render++) rerender()
    expect(env.calls(rooms.list)).toBe(1)
  })

  it('takes TanStack’s options, select included', async () => {
    const env = setUp()
    await rooms.create(env.client, { unique_name: 'standup' })
    const { result } = renderIn(env, () =>
      useRooms({}, { select: ({ data }) => data.map((room) => room.unique_name) }),
    )
    await waitFor(() => expect(result.current.data).toEqual(['standup']))
    const disabled = renderIn(env, () => useRooms({ page: { number: 2 } }, { enabled: false }))
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

  it('does not share data between scopes', async () => {
    const env = setUp()
    const ann = renderIn(env, () => useRooms({}, { staleTime: 60_000 }), 'ann')
    await waitFor(() => expect(ann.result.current.isSuccess).toBe(true))
    const bob = renderIn(env, () => useRooms({}, { staleTime: 60_000 }), 'bob')
    expect(bob.result.current.data).toBeUndefined()
    await waitFor(() => expect(bob.result.current.isSuccess).toBe(true))
  })
})

describe('useRoom', () => {
  it('fails with the client’s ApiError for an unknown room, after one call', async () => {
    const env = setUp()
    const id = crypto.randomUUID()
    const { result } = renderIn(env, () => useRoom(id))
    await waitFor(() => expect(result.current.isError).toBe(true))
    const { error } = result.current
    expect(isApiError(error) && error.status).toBe(404)
    expect(env.calls(rooms.retrieve)).toBe(1)
  })

  it('takes an id or the whole input', async () => {
    const env = setUp()
    const { id: room_id } = await rooms.create(env.client)
    const { result } = renderIn(env, () => [
      useRoom(room_id).data?.id,
      useRoom({ room_id, include_sessions: true }).data?.sessions,
    ])
    await waitFor(() => expect(result.current).toEqual([room_id, []]))
  })
})

describe('useSessions, useSession and useParticipants', () => {
  it('returns the sessions and participants of a room', async () => {
    const env = setUp()
    const { id: room_id } = await rooms.create(env.client)
    const { token } = await rooms.createJoinToken(env.client, { room_id })
    const joined = await env.emulator.join(room_id, { client_token: token, context: 'Ann' })
    const id = joined.session_id ?? ''
    const { result } = renderIn(env, () => [
      useSessions(room_id).data?.data[0]?.id,
      useSessions({ room_id, filter: { active: false } }).data?.data.length,
      useSession(id).data?.active,
      useParticipants(id).data?.data[0]?.context,
    ])
    await waitFor(() => expect(result.current).toEqual([id, 0, true, 'Ann']))
    expectTypeOf(useParticipants<Page<RoomParticipant>>)
      .parameter(0)
      .toEqualTypeOf<PendingId<roomSessions.ListParticipantsInput>>()
  })
})

describe('useCreateRoom', () => {
  it('creates a room, and invalidates all rooms', async () => {
    const env = setUp()
    const { result } = renderIn(env, () => ({ list: useRooms(), create: useCreateRoom() }), 'ann')
    await waitFor(() => expect(result.current.list.data?.data).toEqual([]))
    env.queryClient.setQueryData(queryKey(rooms.list, {}, { scope: 'bob' }), { data: [], meta: {} })
    await act(() => result.current.create.mutateAsync({ unique_name: 'standup' }))
    await waitFor(() => expect(result.current.list.data?.data[0]?.unique_name).toBe('standup'))
    const others = env.queryClient.getQueryState(queryKey(rooms.list, {}, { scope: 'bob' }))
    expect(others?.isInvalidated).toBe(false)
  })

  it('calls the app’s onError, and reports a rejected call', async () => {
    const env = setUp()
    await rooms.create(env.client, { unique_name: 'standup' })
    const onError = vi.fn()
    const { result } = renderIn(env, () => useCreateRoom({ onError }))
    act(() => result.current.mutate({ unique_name: 'standup' }))
    await waitFor(() => expect(result.current.error).toMatchObject({ name: 'ApiError', status: 422 }))
    expect(onError).toHaveBeenCalledTimes(1)
  })
})

describe('useGreenroom', () => {
  it('returns the client and the scope', () => {
    const env = setUp()
    const { result } = renderIn(env, useGreenroom, 'ann')
    expect(result.current).toEqual({ client: env.client, scope: 'ann' })
  })

  it('throws an error that names the provider when it is missing', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect(() => render(<RoomsStatus />)).toThrow('<GreenroomProvider>')
    expect(screen.queryByRole('paragraph')).toBeNull()
    vi.restoreAllMocks()
  })
})
