import { roomSessions, rooms } from '@greenroom/core/video'
import { act, cleanup, render, renderHook, screen, waitFor } from '@testing-library/react'
import { Fragment, type ReactNode, StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useJoinToken, useParticipants, useRoom, useSession } from '../src/index.ts'
import { App, setUp, until, withSession } from './set-up.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

interface TileProps {
  readonly room_id: string
  readonly room_session_id: string
  readonly onRender: () => void
}

function Tile({ room_id, room_session_id, onRender }: TileProps) {
  onRender()
  const room = useRoom(room_id)
  const session = useSession(room_session_id)
  const token = useJoinToken(room_id)
  return room.isSuccess && session.isSuccess && token.status === 'success' ? <i role="note" /> : null
}

describe('page with 200 components', () => {
  it.each([
    // One render at first, and one for each of the three responses.
    ['', Fragment, 4],
    [', and twice as often in StrictMode', StrictMode, 8],
  ])('makes three calls in total, and renders each component at most four times%s', async (_, Mode, most) => {
    const { env, room_id, room_session_id } = await withSession()
    const before = env.emulator.requests().length
    const renders = Array.from({ length: 200 }, () => 0)
    const tiles = (
      <Mode>
        <App env={env}>
          {renders.map((_, index) => (
            <Tile
              // biome-ignore lint/suspicious/noArrayIndexKey: the tiles stay as they are
              key={index}
              room_id={room_id}
              room_session_id={room_session_id}
              onRender={() => renders.splice(index, 1, (renders[index] ?? 0) + 1)}
            />
          ))}
        </App>
      </Mode>
    )
    render(tiles)
    await waitFor(() => expect(screen.getAllByRole('note')).toHaveLength(200))
    expect(env.emulator.requests().length - before).toBe(3)
    expect(Math.max(...renders)).toBeLessThanOrEqual(most)

    const settled = [...renders]
    await act(() => env.queryClient.refetchQueries())
    expect(env.emulator.requests().length - before).toBe(5)
    expect(renders).toEqual(settled)
  })

  it('does not render a component when its selected data is unchanged', async () => {
    const env = setUp()
    const { id: room_id } = await rooms.create(env.client, { unique_name: 'standup' })
    let renders = 0
    const { result } = renderHook(
      () => {
        renders++
        return useRoom(room_id, { select: ({ unique_name }) => ({ unique_name }) }).data
      },
      { wrapper: ({ children }: { readonly children: ReactNode }) => <App env={env}>{children}</App> },
    )
    await waitFor(() => expect(result.current).toEqual({ unique_name: 'standup' }))
    const seen = renders
    await rooms.update(env.client, { room_id, max_participants: 7 })
    await act(() => env.queryClient.refetchQueries())
    expect(renders).toBe(seen)
  })
})

describe('polling of a session', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })

  async function watch(live?: boolean) {
    const session = await withSession()
    const { env, room_session_id } = session
    const { result } = renderHook(
      () => ({
        active: useSession(room_session_id, { live }).data?.active,
        left: useParticipants(room_session_id, { live }).data?.data.every(({ left_at }) => left_at),
      }),
      { wrapper: ({ children }: { readonly children: ReactNode }) => <App env={env}>{children}</App> },
    )
    await until(() => expect(result.current).toEqual({ active: true, left: false }))
    const looks = () => env.calls(roomSessions.retrieve) + env.calls(roomSessions.listParticipants)
    return { ...session, result, looks }
  }

  it('continues until the session is over', async () => {
    const { env, room_session_id, result, looks } = await watch()
    await roomSessions.end(env.client, { room_session_id })
    await act(() => vi.advanceTimersByTimeAsync(2_000))
    await until(() => expect(result.current).toEqual({ active: false, left: true }))
    expect(looks()).toBe(4)
    await act(() => vi.advanceTimersByTimeAsync(600_000))
    expect(looks()).toBe(4)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is off when live is false', async () => {
    const { looks } = await watch(false)
    await act(() => vi.advanceTimersByTimeAsync(600_000))
    expect(looks()).toBe(2)
  })

  it('pauses while the browser tab is hidden', async () => {
    const { looks } = await watch()
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    await act(() => vi.advanceTimersByTimeAsync(600_000))
    expect(looks()).toBe(2)
    visibility.mockReturnValue('visible')
    await act(() => vi.advanceTimersByTimeAsync(2_000))
    await until(() => expect(looks()).toBe(4))
  })

  it('is shared by all components, whenever they mounted', async () => {
    const { env, room_id, room_session_id } = await withSession()
    const tile = (key: number) => (
      <Tile key={key} room_id={room_id} room_session_id={room_session_id} onRender={() => undefined} />
    )
    env.queryClient.setDefaultOptions({ queries: { staleTime: 60_000 } })
    const { rerender } = render(<App env={env}>{[1, 2, 3].map(tile)}</App>)
    await until(() => expect(screen.getAllByRole('note')).toHaveLength(3))
    await act(() => vi.advanceTimersByTimeAsync(1_000))
    rerender(<App env={env}>{[1, 2, 3, 4, 5, 6].map(tile)}</App>)
    expect(env.calls(roomSessions.retrieve)).toBe(1)
    await act(() => vi.advanceTimersByTimeAsync(1_000))
    await until(() => expect(env.calls(roomSessions.retrieve)).toBe(2))
    await act(() => vi.advanceTimersByTimeAsync(1_900))
    expect(env.calls(roomSessions.retrieve)).toBe(2)
    await act(() => vi.advanceTimersByTimeAsync(100))
    await until(() => expect(env.calls(roomSessions.retrieve)).toBe(3))
  })
})
