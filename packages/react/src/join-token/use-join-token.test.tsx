import { rooms } from '@greenroom/core/video'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { StrictMode, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { App, setUp, type World } from '../../test/set-up.tsx'
import { type UseJoinTokenOptions, type UseJoinTokenResult, useJoinToken } from '../index.ts'

afterEach(cleanup)

/** Shows the token's status, and hands out everything it was given. */
function Door({
  room,
  seen = [],
  ...options
}: { room: string; seen?: UseJoinTokenResult[] } & UseJoinTokenOptions) {
  const result = useJoinToken(room, options)
  seen.push(result)
  return <p>{result.status}</p>
}

/** Something that is not there yet. */
function lateness() {
  let end = () => {}
  const late = {
    isOver: false,
    until: new Promise<void>((resolve) => {
      end = resolve
    }),
    end() {
      late.isOver = true
      end()
    },
  }
  return late
}

/** Suspends until it is there. */
function Late({ late }: { late: ReturnType<typeof lateness> }) {
  if (!late.isOver) throw late.until
  return null
}

async function setUpRoom(...args: Parameters<typeof setUp>) {
  const world = setUp(...args)
  const { id } = await rooms.create(world.client)
  return { world, id, mints: () => world.calls(rooms.createJoinToken) }
}

/** Lets time pass, and what was asked for because of it arrive. */
async function pass(world: World, ms: number) {
  await act(async () => world.advance(ms))
}

const status = (text: string) => waitFor(() => expect(screen.getByText(text)).toBeDefined())

describe('useJoinToken', () => {
  it('is pending, and then has a token that lets in', async () => {
    const { world, id } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    render(
      <App world={world}>
        <Door room={id} seen={seen} />
      </App>,
    )
    await status('success')
    expect(seen.map((result) => result.status)).toEqual(['pending', 'success'])
    const { token, expiresAt } = seen[1] ?? {}
    expect(expiresAt).toBe(world.time.clock.now() + 600_000)
    expect(await world.emulator.join(id, { client_token: token ?? '' })).toMatchObject({
      record_type: 'room_participant',
    })
  })

  it('fails with the client’s ApiError for a room that is not there, after one call', async () => {
    const { world, mints } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    render(
      <App world={world}>
        <Door room={crypto.randomUUID()} seen={seen} />
      </App>,
    )
    await status('error')
    expect(seen.at(-1)).toMatchObject({ error: { name: 'ApiError' }, token: undefined })
    await pass(world, 3_600_000)
    expect(mints()).toBe(1)
  })

  it('mints once under StrictMode', async () => {
    const { world, id, mints } = await setUpRoom()
    render(
      <StrictMode>
        <App world={world}>
          <Door room={id} />
        </App>
      </StrictMode>,
    )
    await status('success')
    await pass(world, 60_000)
    expect(mints()).toBe(1)
  })

  it('mints once for fifty components', async () => {
    const { world, id, mints } = await setUpRoom()
    const doors = Array.from({ length: 50 }, (_, door) => door)
    render(
      <App world={world}>
        {doors.map((door) => (
          <Door key={door} room={id} />
        ))}
      </App>,
    )
    await waitFor(() => expect(screen.getAllByText('success')).toHaveLength(50))
    expect(mints()).toBe(1)
  })

  it('renews ahead of the end, hands each token to onToken, and never shows another status', async () => {
    const { world, id, mints } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    const tokens: string[] = []
    render(
      <App world={world}>
        <Door room={id} seen={seen} onToken={(token) => tokens.push(token)} />
      </App>,
    )
    await status('success')
    for (let renewal = 1; renewal <= 3; renewal++) {
      await pass(world, 480_000)
      await waitFor(() => expect(tokens).toHaveLength(renewal + 1))
    }
    expect(mints()).toBe(1)
    expect(world.calls(rooms.refreshJoinToken)).toBe(3)
    expect(new Set(tokens).size).toBe(4)
    expect(seen.slice(1).every((result) => result.status === 'success')).toBe(true)
    // Two for the first token, and for each renewal one as it begins and one as it ends.
    expect(seen).toHaveLength(2 + 2 * 3)
  })

  it('outlives its refresh token', async () => {
    const { world, id, mints } = await setUpRoom()
    const tokens: string[] = []
    render(
      <App world={world}>
        <Door room={id} onToken={(token) => tokens.push(token)} />
      </App>,
    )
    await status('success')
    for (let renewal = 1; renewal <= 8; renewal++) {
      await pass(world, 480_000)
      await waitFor(() => expect(tokens).toHaveLength(renewal + 1))
    }
    expect(mints()).toBe(2)
  })

  it('renders only when what it answers changes', async () => {
    const { world, id } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    const door = <Door room={id} seen={seen} />
    const { rerender } = render(<App world={world}>{door}</App>)
    await status('success')
    await pass(world, 470_000)
    expect(seen).toHaveLength(2)
    rerender(
      <App world={world}>
        <Door room={id} seen={seen} onToken={() => undefined} />
      </App>,
    )
    expect(seen).toHaveLength(3)
    expect(seen[2]).toBe(seen[1])
    expect(seen[1]?.refresh).toBe(seen[0]?.refresh)
    expect(seen[1]?.reportRejected).toBe(seen[0]?.reportRejected)
  })

  it('shares its token with a component that comes back within five seconds, and no later', async () => {
    const { world, id, mints } = await setUpRoom()
    const { rerender } = render(
      <App world={world}>
        <Door room={id} />
      </App>,
    )
    await status('success')
    rerender(<App world={world} />)
    await pass(world, 4_999)
    const seen: UseJoinTokenResult[] = []
    rerender(
      <App world={world}>
        <Door room={id} seen={seen} />
      </App>,
    )
    expect(seen[0]?.status).toBe('success')
    rerender(<App world={world} />)
    await pass(world, 5_000)
    expect(world.time.pending).toBe(0)
    rerender(
      <App world={world}>
        <Door room={id} />
      </App>,
    )
    await status('success')
    expect(mints()).toBe(2)
  })

  it('leaves nothing behind when it is unmounted mid-flight', async () => {
    const { world, id } = await setUpRoom()
    const { unmount } = render(
      <App world={world}>
        <Door room={id} />
      </App>,
    )
    unmount()
    await pass(world, 5_000)
    expect(world.time.pending).toBe(0)
    await new Promise((resolve) => setTimeout(resolve))
    await pass(world, 3_600_000)
    expect(world.time.pending).toBe(0)
  })

  it('has one token a room and identity; the scope is the identity unless another is given', async () => {
    const { world, id, mints } = await setUpRoom()
    const { rerender } = render(
      <App world={world} scope="ann">
        <Door room={id} />
        <Door room={id} identity="ann" />
        <Door room={id} identity="bob" />
      </App>,
    )
    await waitFor(() => expect(screen.getAllByText('success')).toHaveLength(3))
    expect(mints()).toBe(2)
    rerender(
      <App world={world} scope="cyd">
        <Door room={id} />
      </App>,
    )
    expect(screen.getByText('pending')).toBeDefined()
    await status('success')
    expect(mints()).toBe(3)
  })

  it('waits until it is enabled', async () => {
    const { world, id, mints } = await setUpRoom()
    const { rerender } = render(
      <App world={world}>
        <Door room={id} enabled={false} />
      </App>,
    )
    await pass(world, 60_000)
    expect(mints()).toBe(0)
    rerender(
      <App world={world}>
        <Door room={id} />
      </App>,
    )
    await status('success')
  })

  it('gives up a rejected token, and gets another', async () => {
    const { world, id } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    render(
      <App world={world}>
        <Door room={id} seen={seen} />
      </App>,
    )
    await status('success')
    const first = seen.at(-1)
    act(() => first?.reportRejected(first.token ?? ''))
    expect(screen.getByText('pending')).toBeDefined()
    await status('success')
    expect(seen.at(-1)?.token).not.toBe(first?.token)
  })

  it('renews when it is told to, with nobody looking at a failure', async () => {
    const { world, id, mints } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    render(
      <App world={world}>
        <Door room={id} seen={seen} />
      </App>,
    )
    await status('success')
    const first = seen.at(-1)
    await act(async () => {
      await first?.refresh()
    })
    expect(seen.at(-1)?.token).not.toBe(first?.token)
    world.network.isDown = true
    await act(async () => {
      void first?.refresh()
    })
    await waitFor(() => expect(seen.at(-1)?.error).toMatchObject({ name: 'ConnectionError' }))
    expect(seen.at(-1)?.status).toBe('success')
    expect(mints()).toBe(1)
  })

  it('keeps the token through an outage as long as it lives, and recovers', async () => {
    const { world, id } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    render(
      <App world={world}>
        <Door room={id} seen={seen} />
      </App>,
    )
    await status('success')
    world.network.isDown = true
    await pass(world, 480_000)
    await waitFor(() => expect(seen.at(-1)?.error).toBeDefined())
    expect(seen.at(-1)?.status).toBe('success')
    await pass(world, 119_999)
    expect(seen.at(-1)?.status).toBe('success')
    await pass(world, 1)
    await status('error')
    world.network.isDown = false
    await pass(world, 1_000)
    await status('success')
  })

  it('mints once, and only once it is shown, where a neighbour suspends', async () => {
    const { world, id, mints } = await setUpRoom()
    const late = lateness()
    await act(async () => {
      render(
        <App world={world}>
          <Suspense fallback={<b>waiting</b>}>
            <Door room={id} />
            <Late late={late} />
          </Suspense>
        </App>,
      )
    })
    await waitFor(() => expect(screen.getByText('waiting')).toBeDefined())
    await pass(world, 60_000)
    // What was rendered and thrown away has left nothing behind.
    expect([mints(), world.time.pending]).toEqual([0, 0])
    await act(async () => late.end())
    await status('success')
    expect(mints()).toBe(1)
  })

  it('keeps a token over a room that is shown anew, and lets go of the one before', async () => {
    const { world, id, mints } = await setUpRoom()
    const other = (await rooms.create(world.client)).id
    const seen: UseJoinTokenResult[] = []
    const app = (room: string) => (
      <App world={world}>
        <Door room={room} seen={seen} />
      </App>
    )
    const { rerender } = render(app(id))
    await status('success')
    const first = seen.at(-1)?.token
    rerender(app(other))
    // Never the token of another room, not even for one render.
    expect(seen.at(-1)?.token).toBeUndefined()
    await status('success')
    expect(seen.at(-1)?.token).not.toBe(first)
    rerender(app(id))
    expect(seen.at(-1)?.token).toBe(first)
    expect(mints()).toBe(2)
  })

  it('puts no token into the query cache', async () => {
    const { world, id } = await setUpRoom()
    render(
      <App world={world}>
        <Door room={id} />
      </App>,
    )
    await status('success')
    expect(world.queryClient.getQueryCache().getAll()).toEqual([])
    expect(world.queryClient.getMutationCache().getAll()).toEqual([])
  })

  it('takes over what a server has rendered', async () => {
    const { world, id } = await setUpRoom()
    const complaints = vi.spyOn(console, 'error')
    const app = (
      <App world={world}>
        <Door room={id} />
      </App>
    )
    const container = document.createElement('div')
    document.body.append(container)
    container.innerHTML = renderToString(app)
    expect(container.textContent).toBe('pending')
    render(app, { container, hydrate: true })
    await status('success')
    expect(complaints).not.toHaveBeenCalled()
  })

  it('tells the provider what happens to each token', async () => {
    const onEvent = vi.fn()
    const { world, id } = await setUpRoom({ onEvent })
    render(
      <App world={world} scope="ann">
        <Door room={id} />
      </App>,
    )
    await status('success')
    expect(onEvent).toHaveBeenCalledWith(expect.objectContaining({ type: 'minted', lifeMs: 600_000 }), {
      room_id: id,
      identity: 'ann',
    })
  })

  it('tells what happens to the provider’s latest listener', async () => {
    const { world, id } = await setUpRoom()
    const onEvent = vi.fn()
    const { rerender } = render(
      <App world={world}>
        <Door room={id} />
      </App>,
    )
    await status('success')
    rerender(
      <App world={{ ...world, joinToken: { ...world.joinToken, onEvent } }}>
        <Door room={id} />
      </App>,
    )
    await pass(world, 480_000)
    await waitFor(() => expect(onEvent.mock.calls[0]?.[0]).toMatchObject({ type: 'refreshed' }))
  })

  it('renews even if it is not enabled, and keeps nothing of it after five seconds', async () => {
    const { world, id, mints } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    render(
      <App world={world}>
        <Door room={id} seen={seen} enabled={false} />
      </App>,
    )
    expect(await act(() => seen[0]?.refresh())).toMatch(/^ey/)
    expect(mints()).toBe(1)
    await pass(world, 5_000)
    expect(world.time.pending).toBe(0)
  })
})
