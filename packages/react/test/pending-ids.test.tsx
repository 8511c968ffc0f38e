import { roomRecordings, roomSessions, rooms } from '@greenroom/core/video'
import { QueryClient, skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { act, cleanup, render, renderHook, screen, waitFor } from '@testing-library/react'
import { Component, type ReactNode, StrictMode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as greenroom from '../src/index.ts'
import { useJoinToken, useMutedParticipants, useRoom, useRooms, useUpdateRoom } from '../src/index.ts'
import { infiniteQuery, query } from '../src/query.ts'
import { App, setUp, type TestEnv, withSession } from './set-up.tsx'

afterEach(cleanup)

const ids = {
  useRoom: 'room_id',
  useSession: 'room_session_id',
  useSessions: 'room_id',
  useParticipants: 'room_session_id',
  useRecording: 'room_recording_id',
  useComposition: 'room_composition_id',
  useInfiniteSessions: 'room_id',
  useInfiniteParticipants: 'room_session_id',
}
const lists = [
  'useRooms',
  'useRecordings',
  'useCompositions',
  'useInfiniteRooms',
  'useInfiniteRecordings',
  'useInfiniteCompositions',
]
/** Hooks that take no id, or have a result that is not TanStack's and a test below. */
const others = ['useJoinToken', 'useMutedParticipants', 'useGreenroom', 'useForgetJoinTokens', 'useUpdates']

type AnyHook = (
  input?: unknown,
  options?: object,
) => { readonly status: string; readonly fetchStatus: string }

const hooks = { ...greenroom }
const hookNames = Object.keys(hooks).filter((name) => name.startsWith('use'))
const suspenseNames = hookNames.filter((name) => name.startsWith('useSuspense'))
const hookOf = (name: string) => hooks[name as keyof typeof hooks] as unknown as AnyHook

function renderIn<T>(env: TestEnv, hook: () => T) {
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <StrictMode>
      <App env={env}>{children}</App>
    </StrictMode>
  )
  return renderHook(hook, { wrapper })
}

const missing = [undefined, null, '', false, skipToken]
const idle = { status: 'pending', fetchStatus: 'idle', data: undefined, error: null }

describe('every hook', () => {
  it('is covered by a test of an id that is not known yet', () => {
    const mutations = hookNames.filter((name) =>
      /^use(Create|Update|Delete|End|Kick|Mute|Unmute)[A-Z]/.test(name),
    )
    expect([...Object.keys(ids), ...lists, ...others, ...suspenseNames, ...mutations].sort()).toEqual(
      [...hookNames].sort(),
    )
  })

  it.each(Object.entries(ids))('%s is pending and idle while its id is missing', async (name, id) => {
    const env = setUp()
    const hook = hookOf(name)
    const inputs = [...missing, ...missing.map((value) => ({ [id]: value }))]
    for (const options of [undefined, {}, { enabled: false }, { enabled: true }, { enabled: () => true }]) {
      for (const input of inputs) {
        const { result, unmount } = renderIn(env, () => hook(input, options))
        await act(async () => undefined)
        expect(result.current, `${name}(${JSON.stringify(input)})`).toMatchObject(idle)
        unmount()
      }
    }
    await act(() => env.queryClient.invalidateQueries())
    expect(env.emulator.requests()).toEqual([])
  })

  it.each(Object.keys(ids))(
    '%s fails with an InputError when it is refetched without its id',
    async (name) => {
      const env = setUp()
      const { result } = renderIn(env, () => hookOf(name)(undefined))
      const refetch = result.current as unknown as { refetch: () => Promise<{ error: unknown }> }
      const { error } = await act(() => refetch.refetch())
      expect(error).toMatchObject({ name: 'InputError', outcome: 'not-sent' })
      expect(env.emulator.requests()).toEqual([])
    },
  )

  it.each(lists)('%s waits while its input is skipToken', async (name) => {
    const env = setUp()
    const hook = hookOf(name)
    const { result } = renderIn(env, () => [hook(), hook(skipToken)])
    await waitFor(() => expect(result.current[0]).toMatchObject({ status: 'success' }))
    // The data of the list without input is that of another query.
    expect(result.current[1]).toMatchObject(idle)
    expect(env.emulator.requests()).toHaveLength(1)
  })

  it.each(suspenseNames)('%s fails instead of suspending forever', (name) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    render(
      <App env={setUp()}>
        <Boundary>
          <Status name={name} />
        </Boundary>
      </App>,
    )
    expect(screen.getByRole('alert').textContent).toMatch(
      /GET \/\S+ was not sent.*a Suspense hook cannot wait/,
    )
  })
})

const Status = ({ name }: { readonly name: string }) => <p>{hookOf(name)(skipToken).status}</p>

class Boundary extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {}
  static getDerivedStateFromError = (error: Error) => ({ error })
  override render() {
    return this.state.error ? <p role="alert">{this.state.error.message}</p> : this.props.children
  }
}

describe('id that arrives later', () => {
  it('starts the query, and stops it when it is gone', async () => {
    const { env, room_id } = await withSession()
    let id: string | undefined
    const { result, rerender } = renderIn(env, () => [
      useRoom(id).data?.id,
      useRoom(id ? { room_id: id } : skipToken).data?.id,
      useQuery(query(env.client, rooms.retrieve, id ? { room_id: id } : skipToken)).data?.id,
      useQuery(query(env.client, roomSessions.listByRoom, { room_id: id })).data?.data.length,
      useInfiniteQuery(infiniteQuery(env.client, roomSessions.listByRoom, { room_id: id })).data?.pages
        .length,
    ])
    expect(result.current).toEqual(Array(5).fill(undefined))
    id = room_id
    rerender()
    await waitFor(() => expect(result.current).toEqual([room_id, room_id, room_id, 1, 1]))
    id = undefined
    rerender()
    expect(result.current).toEqual(Array(5).fill(undefined))
  })
})

describe('query without an id, outside of hooks', () => {
  it('rejects with an InputError that names the id', async () => {
    const { client, emulator } = setUp()
    const queryClient = new QueryClient()
    const options = query(client, rooms.retrieve, { room_id: '' })
    await expect(queryClient.fetchQuery(options)).rejects.toThrow('/room_id')
    const recording = query(client, roomRecordings.retrieve, { room_recording_id: null })
    expect(recording).toMatchObject({ enabled: false, queryKey: ['telnyx', '', 'room_recordings', ''] })
    expect(emulator.requests()).toEqual([])
  })
})

describe('useMutedParticipants', () => {
  it.each([undefined, null, '', skipToken] as const)('is empty without a session (%s)', (session) => {
    expect(renderIn(setUp(), () => useMutedParticipants(session)).result.current).toEqual([])
  })
})

describe('useJoinToken', () => {
  it.each([undefined, null, '', skipToken])(
    'is pending without a room (%s), and requests nothing',
    async (room) => {
      const env = setUp()
      const { result } = renderIn(env, () => useJoinToken(room as string, { enabled: true }))
      await act(async () => env.advance(60_000))
      expect(result.current).toMatchObject({ status: 'pending', token: undefined })
      expect(await act(() => result.current.refresh().catch((error: unknown) => error))).toMatchObject({
        name: 'InputError',
        outcome: 'not-sent',
      })
      act(() => result.current.reportRejected('token'))
      expect(result.current.status).toBe('pending')
      expect(env.emulator.requests()).toEqual([])
    },
  )
})

describe('mutation without an id', () => {
  it('changes nothing in the cache, and fails with an InputError', async () => {
    const { env } = await withSession()
    const { result } = renderIn(env, () => ({ list: useRooms().data, update: useUpdateRoom() }))
    await waitFor(() => expect(result.current.list?.data).toHaveLength(1))
    const before = result.current.list
    const seen = new Set<unknown>()
    const stop = env.queryClient.getQueryCache().subscribe(({ query }) => seen.add(query.state.data))
    const input = { room_id: undefined, unique_name: 'retro' } as never
    await act(() => result.current.update.mutateAsync(input).catch(() => undefined))
    await waitFor(() => expect(result.current.update.error).toMatchObject({ name: 'InputError' }))
    stop()
    expect([...seen].filter((data) => data !== before)).toEqual([])
  })
})
