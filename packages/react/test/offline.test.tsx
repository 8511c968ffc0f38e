import { roomSessions, rooms } from '@greenroom/core/video'
import { type DehydratedState, dehydrate, hydrate, onlineManager, QueryClient } from '@tanstack/react-query'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  useDeleteComposition,
  useDeleteRecording,
  useDeleteRecordings,
  useDeleteRoom,
  useEndSession,
  useKickParticipants,
  useMuteParticipants,
  useRoom,
  useUnmuteParticipants,
  useUpdateRoom,
} from '../src/index.ts'
import { mutation, query, queryKey } from '../src/query.ts'
import { App, type TestEnv, until, withSession } from './set-up.tsx'

afterEach(() => {
  cleanup()
  onlineManager.setOnline(true)
  vi.useRealTimers()
})

function renderIn<T>(env: TestEnv, hook: () => T) {
  const wrapper = ({ children }: { readonly children: ReactNode }) => <App env={env}>{children}</App>
  return renderHook(hook, { wrapper }).result
}

const setOnline = (isOnline: boolean) => act(async () => onlineManager.setOnline(isOnline))

/** Renders a loaded room and its update. */
async function withRoom(options?: Parameters<typeof useUpdateRoom>[0]) {
  const session = await withSession()
  const { env, room_id } = session
  const result = renderIn(env, () => ({
    name: useRoom(room_id).data?.unique_name,
    update: useUpdateRoom(options),
  }))
  await waitFor(() => expect(result.current.name).toBe('standup'))
  const rename = (unique_name: string) => act(() => result.current.update.mutate({ room_id, unique_name }))
  const onServer = async () => (await rooms.retrieve(env.client, { room_id })).unique_name
  return { ...session, result, rename, onServer }
}

describe('update of a room while offline', () => {
  it('is shown at once, and sent when the device is online again', async () => {
    const { env, result, rename, onServer } = await withRoom()
    await setOnline(false)
    rename('retro')
    await until(() => expect(result.current).toMatchObject({ name: 'retro', update: { isPaused: true } }))
    expect(env.calls(rooms.update)).toBe(0)
    await setOnline(true)
    await until(() => expect(result.current.update.isSuccess).toBe(true))
    expect([result.current.name, await onServer()]).toEqual(['retro', 'retro'])
  })

  it('is reverted when the call is rejected later', async () => {
    const { env, result, rename } = await withRoom()
    await rooms.create(env.client, { unique_name: 'taken' })
    await setOnline(false)
    rename('taken')
    await until(() => expect(result.current.name).toBe('taken'))
    await setOnline(true)
    await until(() => expect(result.current.update.error).toMatchObject({ status: 422 }))
    expect(result.current.name).toBe('standup')
  })

  it('keeps the order of several updates, on the page and in their calls', async () => {
    const { env, result, rename, onServer } = await withRoom()
    await setOnline(false)
    for (const name of ['a', 'b', 'c']) rename(name)
    await until(() => expect(result.current.name).toBe('c'))
    await setOnline(true)
    await until(() => expect(env.calls(rooms.update)).toBe(3))
    await until(() => expect(result.current.update.isSuccess).toBe(true))
    expect([result.current.name, await onServer()]).toEqual(['c', 'c'])
  })

  it('is no longer shown once the caches have been cleared', async () => {
    const { env, room_id, result, rename } = await withRoom()
    await setOnline(false)
    rename('retro')
    await until(() => expect(result.current.name).toBe('retro'))
    env.queryClient.getMutationCache().clear()
    await until(() => expect(result.current.name).toBe('standup'))
    const sent = env.calls(rooms.update)
    await setOnline(true)
    await act(() => result.current.update.mutateAsync({ room_id, max_participants: 7 }))
    await until(() => expect(result.current.name).toBe('standup'))
    expect(env.calls(rooms.update)).toBe(sent + 1)
  })

  it('is shown and sent when it is resumed from storage', async () => {
    const { env, rename, onServer } = await withRoom({ mutationKey: ['update room'] })
    await setOnline(false)
    rename('retro')
    await until(() => expect(env.queryClient.isMutating()).toBe(1))
    const stored: unknown = JSON.parse(JSON.stringify(dehydrate(env.queryClient)))
    env.queryClient.getMutationCache().clear()

    const restored = new QueryClient()
    const optimistic = ({ room_id, ...set }: rooms.UpdateInput) => [
      { key: queryKey(rooms.list), where: ({ id }: { readonly id?: unknown }) => id === room_id, set },
    ]
    restored.setMutationDefaults(['update room'], mutation(env.client, rooms.update, { optimistic }) as never)
    hydrate(restored, stored as DehydratedState)
    const key = queryKey(rooms.list, { page: { number: 1 } })
    restored.setQueryData(key, (await rooms.list(env.client)) as never)
    const shown = () => restored.getQueryData(key)?.data[0]?.unique_name
    expect(shown()).toBe('standup')
    await setOnline(true)
    await restored.resumePausedMutations()
    expect([shown(), await onServer()]).toEqual(['retro', 'retro'])
  })
})

describe('update with another one in flight', () => {
  it('keeps showing the latest, in whatever order the responses arrive', async () => {
    const { env, result, rename } = await withRoom()
    const held = env.hold()
    rename('first')
    rename('second')
    await until(() => expect([result.current.name, held.length]).toEqual(['second', 2]))
    await act(async () => held[1]?.go())
    await until(() => expect(env.calls(rooms.update)).toBe(1))
    await until(() => expect(result.current.update.isSuccess).toBe(true))
    expect(result.current.name).toBe('second')
    env.network.isDown = true
    await act(async () => held[0]?.go())
    env.network.isDown = false
    await until(() => expect(env.queryClient.isMutating()).toBe(0))
    expect(result.current.name).toBe('second')
    await act(async () => env.release())
  })
})

describe('two updates that fail', () => {
  it.each([
    [0, 1],
    [1, 0],
  ])('leave the original data (%i, then %i)', async (first, second) => {
    const { env, result, rename } = await withRoom()
    const held = env.hold()
    rename('a')
    rename('b')
    await until(() => expect([result.current.name, held.length]).toEqual(['b', 2]))
    const calls = [held[first], held[second]]
    env.network.isDown = true
    for (const call of calls) await act(async () => call?.go())
    await until(() => expect(env.queryClient.isMutating()).toBe(0))
    expect(result.current.name).toBe('standup')
    await act(async () => env.release())
  })
})

describe('optimistic change', () => {
  it('is shown before the app’s own onMutate runs, and reverted when that throws', async () => {
    const onMutate = vi.fn(() => Promise.reject(new Error('not now')))
    const { env, result, rename } = await withRoom({ onMutate })
    const seen = new Set<unknown>()
    const stop = env.queryClient.getQueryCache().subscribe(({ query }) => seen.add(query.state.data))
    rename('retro')
    await until(() => expect(result.current.update.error?.message).toBe('not now'))
    stop()
    expect(onMutate).toHaveBeenCalledTimes(1)
    expect([...seen].map((data) => (data as rooms.Room).unique_name)).toEqual(['retro', 'standup'])
    expect(env.calls(rooms.update)).toBe(0)
  })

  it('leaves the onMutate of the app’s defaultOptions in place', async () => {
    const onMutate = vi.fn()
    const { env, result, rename } = await withRoom()
    env.queryClient.setDefaultOptions({ mutations: { onMutate } })
    rename('retro')
    await until(() => expect(result.current.update.isSuccess).toBe(true))
    expect(onMutate).toHaveBeenCalledTimes(1)
  })

  it('stays while TanStack retries, and is reverted after the last attempt', async () => {
    const { env, result, rename } = await withRoom({ retry: 1, retryDelay: 100 })
    env.emulator.faults.add([{ method: 'PATCH', status: 500, times: 2 }])
    rename('retro')
    await until(() => expect(result.current.update.failureCount).toBe(1))
    expect(result.current).toMatchObject({ name: 'retro', update: { isPending: true } })
    await until(() => expect(result.current.update.isError).toBe(true))
    expect(env.calls(rooms.update)).toBe(2)
    expect(result.current.name).toBe('standup')
  })

  it('repeats the query that it canceled when the call is rejected', async () => {
    const { env, room_id, result, rename } = await withRoom()
    await rooms.create(env.client, { unique_name: 'taken' })
    await rooms.update(env.client, { room_id, unique_name: 'renamed elsewhere' })
    const held = env.hold()
    void env.queryClient.invalidateQueries()
    await until(() => expect(held).toHaveLength(1))
    rename('taken')
    await until(() => expect(held).toHaveLength(2))
    await act(async () => env.release())
    await until(() => expect(result.current.update.error).toMatchObject({ status: 422 }))
    await until(() => expect(result.current.name).toBe('renamed elsewhere'))
  })

  it('does not cancel the first load of a query', async () => {
    const { env, room_id } = await withSession()
    await rooms.create(env.client, { unique_name: 'taken' })
    const held = env.hold()
    const result = renderIn(env, () => ({
      name: useRoom(room_id).data?.unique_name,
      update: useUpdateRoom(),
    }))
    await until(() => expect(held).toHaveLength(1))
    act(() => result.current.update.mutate({ room_id, unique_name: 'taken' }))
    await act(async () => env.release())
    await until(() => expect(result.current.update.error).toMatchObject({ status: 422 }))
    await until(() => expect(result.current.name).toBe('standup'))
  })
})

describe('destructive mutation while offline', () => {
  it.each([
    ['useEndSession', useEndSession],
    ['useKickParticipants', useKickParticipants],
    ['useMuteParticipants', useMuteParticipants],
    ['useUnmuteParticipants', useUnmuteParticipants],
    ['useDeleteRoom', useDeleteRoom],
    ['useDeleteRecording', useDeleteRecording],
    ['useDeleteRecordings', useDeleteRecordings],
    ['useDeleteComposition', useDeleteComposition],
  ])('%s fails at once, changes nothing, and does not act later', async (_, useDestructive) => {
    const { env, room_id, room_session_id } = await withSession()
    const result = renderIn(env, () => ({ room: useRoom(room_id).data, action: useDestructive() }))
    await waitFor(() => expect(result.current.room).toBeDefined())
    const before = env.emulator.requests().length
    await setOnline(false)
    const rooms = new Set<unknown>()
    const stop = env.queryClient.getQueryCache().subscribe(() => rooms.add(result.current.room))
    const mutate = result.current.action.mutate as (input: object) => void
    act(() => mutate({ room_id, room_session_id, participants: 'all' }))
    await until(() => expect(result.current.action.error).toMatchObject({ name: 'ConnectionError' }))
    stop()
    expect(result.current.action).toMatchObject({ isPaused: false, error: { outcome: 'not-sent' } })
    expect(rooms.size).toBeLessThanOrEqual(1)
    expect(dehydrate(env.queryClient).mutations).toEqual([])
    await setOnline(true)
    await act(() => env.queryClient.resumePausedMutations())
    expect(
      env.emulator
        .requests()
        .slice(before)
        .filter(({ method }) => method !== 'GET'),
    ).toEqual([])
  })

  it('is not sent when it is resumed from storage hours later', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { env, room_session_id } = await withSession()
    await setOnline(false)
    const end = mutation(env.client, roomSessions.end)
    const stored = new QueryClient()
    const options = { ...end, mutationKey: ['end'], networkMode: 'online' } as const
    void stored.getMutationCache().build(stored, options).execute({ room_session_id })
    await act(async () => undefined)
    const state: unknown = JSON.parse(JSON.stringify(dehydrate(stored)))

    vi.setSystemTime(Date.now() + 2 * 3_600_000)
    const restored = new QueryClient()
    restored.setMutationDefaults(['end'], end as never)
    hydrate(restored, state as DehydratedState)
    await setOnline(true)
    await restored.resumePausedMutations()
    const [resumed] = restored.getMutationCache().getAll()
    expect(resumed?.state).toMatchObject({ status: 'error', error: { outcome: 'not-sent' } })
    expect(String(resumed?.state.error)).toContain('was not sent, because it was submitted 7200 seconds ago')
    expect(env.calls(roomSessions.end)).toBe(0)
    stored.clear()
  })

  it('is tried by options without isOnline, and never pauses', async () => {
    const { env, room_session_id } = await withSession()
    const { queryClient } = env
    await queryClient.fetchQuery(query(env.client, roomSessions.retrieve, { room_session_id }))
    await setOnline(false)
    env.network.isDown = true
    const run = queryClient.getMutationCache().build(queryClient, mutation(env.client, roomSessions.end))
    await expect(run.execute({ room_session_id })).rejects.toMatchObject({ name: 'ConnectionError' })
  })
})
