import { roomSessions, rooms } from '@greenroom/core/video'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { type ReactNode, StrictMode, Suspense } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { App, setUp, type TestEnv, withSession } from '../test/set-up.tsx'
import {
  useCompositions,
  useCreateComposition,
  useDeleteComposition,
  useDeleteRecording,
  useDeleteRoom,
  useEndSession,
  useInfiniteRooms,
  useKickParticipants,
  useMutedParticipants,
  useMuteParticipants,
  useParticipants,
  useRecordings,
  useRoom,
  useRooms,
  useSession,
  useSuspenseInfiniteRooms,
  useSuspenseRooms,
  useUnmuteParticipants,
  useUpdateRoom,
} from './index.ts'

afterEach(cleanup)

function renderIn<T>(env: TestEnv, hook: () => T) {
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <StrictMode>
      <App env={env} scope="ann">
        <Suspense>{children}</Suspense>
      </App>
    </StrictMode>
  )
  return renderHook(hook, { wrapper })
}

describe('useUpdateRoom', () => {
  it('shows a new name at once, and the old one again when the call fails', async () => {
    const { env, room_id } = await withSession()
    await rooms.create(env.client, { unique_name: 'retro' })
    const { result } = renderIn(env, () => ({
      list: useRooms({}, { select: ({ data }) => data.map((room) => room.unique_name).sort() }).data,
      room: useRoom(room_id).data?.unique_name,
      update: useUpdateRoom(),
    }))
    await waitFor(() => expect(result.current.room).toBe('standup'))
    await waitFor(() => expect(result.current.list).toEqual(['retro', 'standup']))
    env.network.isDown = true
    const seen = new Set<string | null | undefined>()
    const stop = env.queryClient.getQueryCache().subscribe(() => {
      for (const [, data] of env.queryClient.getQueriesData<rooms.Room>({
        queryKey: ['telnyx', 'ann', 'rooms', room_id],
      }))
        seen.add(data?.unique_name)
    })
    await act(() =>
      result.current.update.mutateAsync({ room_id, unique_name: 'late' }).catch(() => undefined),
    )
    stop()
    expect([...seen]).toEqual(expect.arrayContaining(['late', 'standup']))
    await waitFor(() => expect(result.current.room).toBe('standup'))
    env.network.isDown = false
    await act(() => result.current.update.mutateAsync({ room_id, unique_name: 'late' }))
    await waitFor(() => expect(result.current).toMatchObject({ room: 'late', list: ['late', 'retro'] }))
  })
})

describe('host action', () => {
  it('mutes, unmutes, kicks or ends, and reverts what it showed when the call fails', async () => {
    const { env, participant, room_session_id } = await withSession()
    const { result } = renderIn(env, () => ({
      leftAt: useParticipants(room_session_id).data?.data[0]?.left_at,
      active: useSession(room_session_id).data?.active,
      muted: useMutedParticipants(room_session_id),
      mute: useMuteParticipants(),
      unmute: useUnmuteParticipants(),
      kick: useKickParticipants(),
      end: useEndSession(),
    }))
    await waitFor(() => expect(result.current.active).toBe(true))
    const target = { room_session_id, participants: [participant] }
    await act(() => result.current.mute.mutateAsync(target))
    await waitFor(() => expect(result.current.muted).toEqual([participant]))
    env.network.isDown = true
    await act(() => result.current.unmute.mutateAsync(target).catch(() => undefined))
    await waitFor(() => expect(result.current.muted).toEqual([participant]))
    env.network.isDown = false
    await act(() => result.current.unmute.mutateAsync({ ...target, participants: 'all' }))
    await waitFor(() => expect(result.current.muted).toEqual([]))
    expect([env.calls(roomSessions.mute), env.calls(roomSessions.unmute)]).toEqual([1, 1])
    env.network.isDown = true
    await act(() => result.current.kick.mutateAsync(target).catch(() => undefined))
    await waitFor(() => expect(result.current.leftAt ?? undefined).toBeUndefined())
    await act(() => result.current.end.mutateAsync({ room_session_id }).catch(() => undefined))
    await waitFor(() => expect(result.current.active).toBe(true))
    env.network.isDown = false
    await act(() => result.current.end.mutateAsync({ room_session_id }))
    await waitFor(() => expect(result.current.active).toBe(false))
  })
})

describe('useEndSession', () => {
  it('shows the room as empty at once, and as live again when the call fails', async () => {
    const { env, room_id, room_session_id } = await withSession()
    const { result } = renderIn(env, () => ({
      room: useRoom(room_id).data,
      list: useRooms().data?.data,
      end: useEndSession(),
    }))
    await waitFor(() => expect(result.current.room?.active_session_id).toBe(room_session_id))
    await waitFor(() => expect(result.current.list?.[0]?.active_session_id).toBe(room_session_id))
    const seen = new Set<unknown>()
    const stop = env.queryClient.getQueryCache().subscribe(({ query }) => {
      if (query.queryKey.at(-1) === room_id) seen.add((query.state.data as rooms.Room).active_session_id)
    })
    env.network.isDown = true
    await act(() => result.current.end.mutateAsync({ room_session_id }).catch(() => undefined))
    await waitFor(() => expect(result.current.room?.active_session_id).toBe(room_session_id))
    expect(seen).toEqual(new Set([room_session_id, null]))
    env.network.isDown = false
    await act(() => result.current.end.mutateAsync({ room_session_id }))
    await waitFor(() => expect(result.current.list?.[0]?.active_session_id ?? null).toBeNull())
    stop()
  })
})

describe('list', () => {
  it('suspends, and loads page by page', async () => {
    const env = setUp()
    for (const unique_name of ['a', 'b', 'c']) await rooms.create(env.client, { unique_name })
    const input = { page: { size: 2 } }
    const { result } = renderIn(env, () => ({
      page: useSuspenseRooms(input).data.data.length,
      pages: useSuspenseInfiniteRooms(input).data.pages.length,
      infinite: useInfiniteRooms(input),
    }))
    await waitFor(() => expect(result.current).toMatchObject({ page: 2, pages: 1 }))
    await act(() => result.current.infinite.fetchNextPage())
    await waitFor(() =>
      expect(result.current.infinite.data?.pages.flatMap(({ data }) => data)).toHaveLength(3),
    )
    expect(result.current.infinite.hasNextPage).toBe(false)
  })

  it('drops a deleted room', async () => {
    const { env, room_id } = await withSession()
    const { result } = renderIn(env, () => ({ list: useRooms().data?.data, remove: useDeleteRoom() }))
    await waitFor(() => expect(result.current.list).toHaveLength(1))
    await act(() => result.current.remove.mutateAsync({ room_id }))
    await waitFor(() => expect(result.current.list).toEqual([]))
  })

  it('reflects created and deleted compositions, and keeps recordings when a call is rejected', async () => {
    const { env, room_session_id } = await withSession()
    const { result } = renderIn(env, () => ({
      compositions: useCompositions().data?.data,
      recordings: useRecordings().data?.data,
      create: useCreateComposition(),
      remove: useDeleteComposition(),
      removeRecording: useDeleteRecording(),
    }))
    await waitFor(() => expect(result.current).toMatchObject({ compositions: [], recordings: [] }))
    const input = { session_id: room_session_id }
    const made = await act(() => result.current.create.mutateAsync(input))
    await waitFor(() => expect(result.current.compositions).toMatchObject([{ id: made.id }]))
    await act(() =>
      result.current.removeRecording
        .mutateAsync({ room_recording_id: crypto.randomUUID() })
        .catch(() => undefined),
    )
    await waitFor(() => expect(result.current.removeRecording.error).toMatchObject({ status: 404 }))
    await act(() => result.current.remove.mutateAsync({ room_composition_id: made.id }))
    await waitFor(() => expect(result.current.compositions).toEqual([]))
  })
})
