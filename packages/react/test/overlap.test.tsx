import { type RoomParticipant, roomSessions, rooms } from '@greenroom/core/video'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import {
  useInfiniteParticipants,
  useKickParticipants,
  useMutedParticipants,
  useMuteParticipants,
  useParticipants,
  useRoom,
  useSession,
  useUnmuteParticipants,
  useUpdateRoom,
} from '../src/index.ts'
import { App, type HeldCall, setUp, type TestEnv, until, withSession } from './set-up.tsx'

afterEach(cleanup)

function renderIn<T>(env: TestEnv, hook: () => T) {
  const wrapper = ({ children }: { readonly children: ReactNode }) => <App env={env}>{children}</App>
  return renderHook(hook, { wrapper }).result
}

/** Lets one pending call fail with a lost connection. */
async function fail(env: TestEnv, call: HeldCall | undefined) {
  env.network.isDown = true
  await act(async () => call?.go())
  env.network.isDown = false
}

describe('one of several overlapping mutations', () => {
  it('is reverted without the others', async () => {
    const { env, room_session_id } = await withSession()
    const [ann, ben] = [crypto.randomUUID(), crypto.randomUUID()]
    const result = renderIn(env, () => ({
      muted: useMutedParticipants(room_session_id),
      mute: useMuteParticipants(),
    }))
    const held = env.hold()
    const mute = (id: string) =>
      act(() => result.current.mute.mutate({ room_session_id, participants: [id] }))
    await mute(ann)
    await mute(ben)
    await until(() => expect(result.current.muted).toEqual([ann, ben]))
    await until(() => expect(held).toHaveLength(2))
    await fail(env, held[0])
    await until(() => expect(result.current.muted).toEqual([ben]))
    await act(async () => held[1]?.go())
    await until(() => expect(result.current.mute.isSuccess).toBe(true))
    expect(result.current.muted).toEqual([ben])
  })

  it('keeps its change until the last has settled, and then refetches once', async () => {
    const { env, room_id, room_session_id, participant } = await withSession()
    const { token: client_token } = await rooms.createJoinToken(env.client, { room_id })
    const { id: other } = await env.emulator.join(room_id, { client_token })
    const result = renderIn(env, () => ({
      present: useParticipants(room_session_id, {
        live: false,
        select: ({ data }) => data.filter(({ left_at }) => !left_at).length,
      }).data,
      kick: useKickParticipants(),
    }))
    await waitFor(() => expect(result.current.present).toBe(2))
    const held = env.hold()
    const seen: unknown[] = []
    for (const id of [participant, other]) {
      act(() => result.current.kick.mutate({ room_session_id, participants: [id] }))
    }
    await until(() => expect([held.length, result.current.present]).toEqual([2, 0]))
    const stop = env.queryClient.getQueryCache().subscribe(() => seen.push(result.current.present))
    await act(async () => held[0]?.go())
    await until(() => expect(env.calls(roomSessions.kick)).toBe(1))
    expect(env.calls(roomSessions.listParticipants)).toBe(1)
    await act(async () => env.release())
    await until(() => expect(env.calls(roomSessions.listParticipants)).toBe(2))
    stop()
    expect(new Set([...seen, result.current.present])).toEqual(new Set([0]))
  })

  it('keeps data that arrived in the meantime when it fails', async () => {
    const env = setUp()
    const { id: room_id } = await rooms.create(env.client, { unique_name: 'standup' })
    const result = renderIn(env, () => ({ room: useRoom(room_id), update: useUpdateRoom() }))
    await waitFor(() => expect(result.current.room.data?.unique_name).toBe('standup'))
    const held = env.hold()
    act(() => result.current.update.mutate({ room_id, unique_name: 'retro' }))
    await until(() => expect(result.current.room.data?.unique_name).toBe('retro'))
    const { queryKey = [] } = env.queryClient.getQueryCache().getAll()[0] ?? {}
    act(() => {
      env.queryClient.setQueryData(queryKey, { id: room_id, unique_name: 'by another' })
    })
    await until(() => expect(held).toHaveLength(1))
    await fail(env, held[0])
    await until(() => expect(result.current.update.isError).toBe(true))
    expect(result.current.room.data?.unique_name).toBe('by another')
  })
})

describe('host action on all participants', () => {
  it('changes all participants except those in exclude', async () => {
    const { env, room_id, room_session_id, participant } = await withSession()
    const { token: client_token } = await rooms.createJoinToken(env.client, { room_id })
    const { id: other } = await env.emulator.join(room_id, { client_token })
    const result = renderIn(env, () => ({
      people: useParticipants(room_session_id, { live: false }).data?.data,
      pages: useInfiniteParticipants(room_session_id).data?.pages.flatMap(({ data }) => data),
      session: useSession({ room_session_id, include_participants: true }, { live: false }).data,
      muted: useMutedParticipants(room_session_id),
      mute: useMuteParticipants(),
      unmute: useUnmuteParticipants(),
      kick: useKickParticipants(),
    }))
    await waitFor(() => expect(result.current.people).toHaveLength(2))
    await waitFor(() =>
      expect([result.current.pages?.length, result.current.session?.active]).toEqual([2, true]),
    )
    env.hold()
    const all = { room_session_id, participants: 'all' as const }
    act(() => result.current.mute.mutate({ ...all, exclude: [participant] }))
    await until(() => expect(result.current.muted).toEqual([other]))
    act(() => result.current.unmute.mutate({ ...all, exclude: [other] }))
    await until(() => expect(result.current.unmute.isPending).toBe(true))
    expect(result.current.muted).toEqual([other])

    act(() => result.current.kick.mutate({ ...all, exclude: [other] }))
    const gone = (people: readonly RoomParticipant[] = []) =>
      people.filter(({ left_at }) => left_at).map(({ id }) => id)
    const { current } = result
    await until(() => {
      const { people, pages, session } = result.current
      expect([people, pages, session?.participants ?? []].map(gone)).toEqual(Array(3).fill([participant]))
    })
    expect(result.current.session).toMatchObject({ id: current.session?.id, active: true })
    await act(async () => env.release())
  })
})
