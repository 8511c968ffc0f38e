import { roomRecordings, roomSessions, rooms } from '@greenroom/core/video'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { type ReactNode, StrictMode, Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as greenroom from '../src/index.ts'
import {
  useComposition,
  useCreateComposition,
  useDeleteRecordings,
  useInfiniteCompositions,
  useInfiniteParticipants,
  useInfiniteRecordings,
  useInfiniteSessions,
  useRecording,
  useRecordings,
  useSuspenseComposition,
  useSuspenseCompositions,
  useSuspenseInfiniteCompositions,
  useSuspenseInfiniteParticipants,
  useSuspenseInfiniteRecordings,
  useSuspenseInfiniteSessions,
  useSuspenseParticipants,
  useSuspenseRecording,
  useSuspenseRecordings,
  useSuspenseRoom,
  useSuspenseSession,
  useSuspenseSessions,
} from '../src/index.ts'
import { App, setUp, type TestEnv, until } from './set-up.tsx'

afterEach(cleanup)

function renderIn<T>(env: TestEnv, hook: () => T) {
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <StrictMode>
      <App env={env}>
        <Suspense>{children}</Suspense>
      </App>
    </StrictMode>
  )
  return renderHook(hook, { wrapper }).result
}

/** Creates an ended session with two recorded participants. */
async function withRecordings() {
  const env = setUp()
  const { id: room_id } = await rooms.create(env.client, { enable_recording: true })
  const { token: client_token } = await rooms.createJoinToken(env.client, { room_id })
  const { session_id } = await env.emulator.join(room_id, { client_token })
  await env.emulator.join(room_id, { client_token })
  const room_session_id = session_id ?? ''
  env.emulator.clock.advance(30)
  await roomSessions.end(env.client, { room_session_id })
  const { data } = await roomRecordings.list(env.client)
  return { env, room_id, room_session_id, recording: data[0]?.id ?? '' }
}

const one = { page: { size: 1 } }

it('exports four hooks for each list: one page, infinite, and both with Suspense', () => {
  for (const list of ['Rooms', 'Sessions', 'Participants', 'Recordings', 'Compositions']) {
    for (const form of ['', 'Suspense', 'Infinite', 'SuspenseInfinite']) {
      expect(greenroom).toHaveProperty(`use${form}${list}`)
    }
  }
})

describe('Suspense hook', () => {
  it('has data when it renders', async () => {
    const { env, room_id, room_session_id, recording } = await withRecordings()
    const result = renderIn(env, () => [
      useSuspenseRoom(room_id).data.id,
      useSuspenseSession(room_session_id).data.active,
      useSuspenseSessions(room_id).data.data.length,
      useSuspenseParticipants(room_session_id, { select: ({ data }) => data.length }).data,
      useSuspenseRecording(recording).data.type,
      useSuspenseRecordings().data.data.length,
      useSuspenseCompositions().data.data.length,
    ])
    await waitFor(() => expect(result.current).toEqual([room_id, false, 1, 2, 'audio', 4, 0]))
  })

  it('has the first page of a list with further pages', async () => {
    const { env, room_id, room_session_id } = await withRecordings()
    const result = renderIn(env, () => [
      useSuspenseInfiniteSessions({ room_id, ...one }).hasNextPage,
      useSuspenseInfiniteParticipants({ room_session_id, ...one }).hasNextPage,
      useSuspenseInfiniteRecordings(one).hasNextPage,
      useSuspenseInfiniteCompositions(one, { select: ({ pages }) => pages.length }).data,
    ])
    await waitFor(() => expect(result.current).toEqual([false, true, true, 1]))
  })
})

describe('infinite hook', () => {
  it('loads page by page, and supports select', async () => {
    const { env, room_id, room_session_id } = await withRecordings()
    const result = renderIn(env, () => ({
      sessions: useInfiniteSessions(room_id).data?.pages.length,
      people: useInfiniteParticipants(
        { room_session_id, ...one },
        { select: ({ pages }) => pages.flatMap(({ data }) => data.map(({ id }) => id)) },
      ),
      recordings: useInfiniteRecordings({ page: { size: 3 } }),
      compositions: useInfiniteCompositions({}, { enabled: false }).fetchStatus,
    }))
    await waitFor(() => expect(result.current.people.data).toHaveLength(1))
    expect(result.current).toMatchObject({ sessions: 1, compositions: 'idle' })
    await act(() => result.current.people.fetchNextPage())
    await act(() => result.current.recordings.fetchNextPage())
    await waitFor(() => expect(new Set(result.current.people.data).size).toBe(2))
    await waitFor(() =>
      expect(result.current.recordings.data?.pages.map(({ data }) => data.length)).toEqual([3, 1]),
    )
  })
})

describe('useRecording and useComposition', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('polls until the file is available', async () => {
    const { env, room_session_id, recording } = await withRecordings()
    const { result: made } = renderHook(() => useCreateComposition(), {
      wrapper: ({ children }: { readonly children: ReactNode }) => <App env={env}>{children}</App>,
    })
    const { id } = await act(() => made.current.mutateAsync({ session_id: room_session_id }))
    const result = renderIn(env, () => [
      useRecording(recording).data?.status,
      useComposition(id).data?.status,
      useSuspenseComposition({ room_composition_id: id }, { live: false }).data.status,
      useRecordings({}, { select: ({ data }) => data.length }).data,
    ])
    await until(() => expect(result.current).toEqual(['processing', 'enqueued', 'enqueued', 4]))
    env.emulator.clock.advance(10)
    await act(() => vi.advanceTimersByTimeAsync(2_000))
    await until(() => expect(result.current).toEqual(['completed', 'completed', 'completed', 4]))
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('useDeleteRecordings', () => {
  it('removes all recordings that match a filter from the lists', async () => {
    const { env, room_session_id } = await withRecordings()
    const result = renderIn(env, () => ({
      left: useRecordings({}, { select: ({ data }) => data.map(({ type }) => type) }).data,
      remove: useDeleteRecordings(),
    }))
    await waitFor(() => expect(result.current.left).toHaveLength(4))
    const filter = { session_id: room_session_id, type: 'audio' }
    await act(() => result.current.remove.mutateAsync({ filter }))
    await waitFor(() => expect(result.current.left).toEqual(['video', 'video']))
    const all = await act(() => result.current.remove.mutateAsync({}).catch((error: unknown) => error))
    expect(all).toMatchObject({ name: 'InputError', outcome: 'not-sent' })
  })
})
