import { roomSessions, rooms } from '@greenroom/core/video'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { type ReactNode, Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as greenroom from '../src/index.ts'
import {
  useInfiniteRooms,
  useJoinToken,
  useParticipants,
  useRooms,
  useSession,
  useUpdateRoom,
} from '../src/index.ts'
import { infiniteQuery, mutation, query } from '../src/query.ts'
import { App, setUp, type TestEnv, until, withSession } from './set-up.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function renderIn<T>(env: TestEnv, hook: () => T) {
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <App env={env}>
      <Suspense>{children}</Suspense>
    </App>
  )
  return renderHook(hook, { wrapper }).result
}

type AnyHook = (...args: unknown[]) => unknown
const hooks = Object.entries(greenroom as unknown as Record<string, AnyHook>)
const queryHooks = hooks.filter(([name]) =>
  /^use(Suspense)?(Infinite)?(Room|Session|Participant|Recording|Composition)s?$/.test(name),
)
const mutationHooks = hooks.filter(([name]) =>
  /^use(Create|Update|Delete|End|Kick|Mute|Unmute)[A-Z]/.test(name),
)

/** TanStack's options, and our own. */
const names = [
  'enabled',
  'gcTime',
  'getNextPageParam',
  'getPreviousPageParam',
  'initialData',
  'initialDataUpdatedAt',
  'initialPageParam',
  'live',
  'maxPages',
  'meta',
  'networkMode',
  'notifyOnChangeProps',
  'placeholderData',
  'refetchInterval',
  'refetchIntervalInBackground',
  'refetchOnMount',
  'refetchOnReconnect',
  'refetchOnWindowFocus',
  'retry',
  'retryDelay',
  'retryOnMount',
  'select',
  'staleTime',
  'structuralSharing',
  'subscribed',
  'throwOnError',
]
const allUndefined = Object.fromEntries(names.map((name) => [name, undefined]))

/** Functions are compared by their presence. */
const described = (options: object = {}) =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, typeof value === 'function' ? 'function' : value]),
  )

describe('undefined option', () => {
  it.each(queryHooks)('is the same as no option in %s', async (name, hook) => {
    const env = setUp()
    // The app's defaults apply, too.
    env.queryClient.setDefaultOptions({ queries: { staleTime: 5_000, gcTime: 7_000, refetchOnMount: false } })
    const input = /(Rooms|Recordings|Compositions)$/.test(name) ? {} : 'id'
    env.hold()
    const optionsWith = async (options?: object) => {
      await act(async () => void renderIn(env, () => hook(input, options)))
      const [entry] = env.queryClient.getQueryCache().getAll()
      const result = described(entry?.observers[0]?.options ?? entry?.options)
      await act(async () => {
        cleanup()
        env.queryClient.clear()
      })
      return result
    }
    const plain = await optionsWith()
    expect(plain).toMatchObject({ retry: false, staleTime: 5_000, gcTime: 7_000 })
    expect(await optionsWith(allUndefined)).toEqual(plain)
  })

  it.each(mutationHooks)('is the same as no option in %s', async (_, hook) => {
    const env = setUp()
    env.queryClient.setDefaultOptions({ mutations: { retry: 3, gcTime: 7_000 } })
    env.hold()
    const input = { room_id: 'r', room_session_id: 's', session_id: 's', everything: true }
    const optionsWith = async (options?: object) => {
      const result = renderIn(env, () => hook(options) as { mutate: (input: object) => void })
      await act(async () => result.current.mutate(input))
      const last = env.queryClient.getMutationCache().getAll().at(-1)
      return described(last?.options)
    }
    const plain = await optionsWith()
    expect(plain).toMatchObject({ retry: false, gcTime: 7_000, onMutate: 'function' })
    const callbacks = { onMutate: undefined, onError: undefined, onSuccess: undefined, onSettled: undefined }
    expect(await optionsWith({ ...allUndefined, ...callbacks, scope: undefined })).toEqual(plain)
  })

  it('does not let a failed call be retried', async () => {
    const env = setUp()
    env.queryClient.setDefaultOptions({ queries: { retry: 3 }, mutations: { retry: 3 } })
    env.emulator.faults.add([{ status: 503, times: 9 }])
    const result = renderIn(env, () => [
      useRooms({}, { retry: undefined }),
      useInfiniteRooms({}, { retry: undefined, getNextPageParam: undefined, initialPageParam: undefined }),
      useUpdateRoom({ retry: undefined }),
    ])
    const update = () => result.current[2] as ReturnType<typeof useUpdateRoom>
    await waitFor(() => expect(result.current.map(({ isError }) => isError)).toEqual([true, true, false]))
    expect(env.calls(rooms.list)).toBe(2)
    act(() => update().mutate({ room_id: crypto.randomUUID() }))
    await waitFor(() => expect(update().isError).toBe(true))
    expect(env.calls(rooms.update)).toBe(1)
  })

  it('is the default in useJoinToken, the provider and the query functions', async () => {
    const { env, room_id } = await withSession()
    const joinToken = {
      ...env.joinToken,
      page: undefined,
      locks: undefined,
      onEvent: undefined,
      random: undefined,
    }
    const result = renderIn({ ...env, joinToken }, () =>
      useJoinToken(room_id, { enabled: undefined, identity: undefined, onToken: undefined }),
    )
    await waitFor(() => expect(result.current.status).toBe('success'))
    const { client } = env
    expect(query(client, rooms.list, undefined, undefined).queryKey).toEqual(['telnyx', '', 'rooms'])
    expect(query(client, rooms.list, {}, { scope: undefined }).queryKey).toEqual(['telnyx', '', 'rooms'])
    expect(infiniteQuery(client, rooms.list, undefined, { scope: undefined })).toMatchObject({ retry: false })
    const setup = { stale: undefined, optimistic: undefined, onMutate: undefined, isOnline: undefined }
    const run = env.queryClient
      .getMutationCache()
      .build(env.queryClient, mutation(client, rooms.update, setup))
    expect(await run.execute({ room_id, max_participants: 3 })).toMatchObject({ max_participants: 3 })
  })
})

describe('polling', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  })

  async function callsIn10Minutes(options: object, defaults: object = {}) {
    const { env, room_session_id } = await withSession()
    env.queryClient.setDefaultOptions({ queries: defaults })
    const result = renderIn(env, () => [
      useSession(room_session_id, options).isSuccess,
      useParticipants(room_session_id, options).isSuccess,
    ])
    await until(() => expect(result.current).toEqual([true, true]))
    for (let second = 0; second < 600; second++) await act(() => vi.advanceTimersByTimeAsync(1_000))
    return [env.calls(roomSessions.retrieve), env.calls(roomSessions.listParticipants)]
  }

  it.each([
    ['without structural sharing', { structuralSharing: false }, {}],
    [
      'with a structuralSharing that copies',
      { structuralSharing: (_: unknown, data: object) => ({ ...data }) },
      {},
    ],
    ['with structuralSharing: false in defaultOptions', {}, { structuralSharing: false }],
    ['with undefined options', { refetchInterval: undefined, live: undefined }, {}],
  ])('is as frequent as usual %s', async (_, options, defaults) => {
    const usual = await callsIn10Minutes({})
    cleanup()
    const calls = await callsIn10Minutes(options, defaults)
    expect(calls).toEqual(usual)
    expect(Math.max(...usual)).toBeLessThan(60)
  })
})
