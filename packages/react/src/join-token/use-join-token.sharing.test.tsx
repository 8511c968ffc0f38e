import { rooms } from '@greenroom/core/video'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { StrictMode, Suspense } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  createSuspension,
  JoinTokenStatus,
  pass,
  renderStatus,
  Suspender,
  setUpRoom,
  status,
} from '../../test/join-token-status.tsx'
import { App, setUp, type TestEnv } from '../../test/set-up.tsx'
import type { UseJoinTokenResult } from '../index.ts'

afterEach(cleanup)

describe('useJoinToken in several components', () => {
  it('mints once under StrictMode', async () => {
    const { env, id, mints } = await setUpRoom()
    render(
      <StrictMode>
        <App env={env}>
          <JoinTokenStatus room={id} />
        </App>
      </StrictMode>,
    )
    await status('success')
    await pass(env, 60_000)
    expect(mints()).toBe(1)
  })

  it('mints once for fifty components', async () => {
    const { env, id, mints } = await setUpRoom()
    const indices = Array.from({ length: 50 }, (_, index) => index)
    render(
      <App env={env}>
        {indices.map((index) => (
          <JoinTokenStatus key={index} room={id} />
        ))}
      </App>,
    )
    await waitFor(() => expect(screen.getAllByText('success')).toHaveLength(50))
    expect(mints()).toBe(1)
  })

  it('shares its token with a component that comes back within five seconds, and no later', async () => {
    const { env, id, mints } = await setUpRoom()
    const { rerender } = renderStatus(env, id)
    await status('success')
    rerender(<App env={env} />)
    await pass(env, 4_999)
    const seen: UseJoinTokenResult[] = []
    rerender(
      <App env={env}>
        <JoinTokenStatus room={id} seen={seen} />
      </App>,
    )
    expect(seen[0]?.status).toBe('success')
    rerender(<App env={env} />)
    await pass(env, 5_000)
    expect(env.time.pending).toBe(0)
    rerender(
      <App env={env}>
        <JoinTokenStatus room={id} />
      </App>,
    )
    await status('success')
    expect(mints()).toBe(2)
  })

  it('leaves no timer behind when it unmounts during a mint', async () => {
    const { env, id } = await setUpRoom()
    const { unmount } = renderStatus(env, id)
    unmount()
    await pass(env, 5_000)
    expect(env.time.pending).toBe(0)
    await new Promise((resolve) => setTimeout(resolve))
    await pass(env, 3_600_000)
    expect(env.time.pending).toBe(0)
  })

  it('has one token per room and identity, with the scope as default identity', async () => {
    const { env, id, mints } = await setUpRoom()
    const { rerender } = render(
      <App env={env} scope="ann">
        <JoinTokenStatus room={id} />
        <JoinTokenStatus room={id} identity="ann" />
        <JoinTokenStatus room={id} identity="bob" />
      </App>,
    )
    await waitFor(() => expect(screen.getAllByText('success')).toHaveLength(3))
    expect(mints()).toBe(2)
    rerender(
      <App env={env} scope="cyd">
        <JoinTokenStatus room={id} />
      </App>,
    )
    expect(screen.getByText('pending')).toBeDefined()
    await status('success')
    expect(mints()).toBe(3)
  })

  it('waits until it is enabled', async () => {
    const { env, id, mints } = await setUpRoom()
    const { rerender } = render(
      <App env={env}>
        <JoinTokenStatus room={id} enabled={false} />
      </App>,
    )
    await pass(env, 60_000)
    expect(mints()).toBe(0)
    rerender(
      <App env={env}>
        <JoinTokenStatus room={id} />
      </App>,
    )
    await status('success')
  })

  it('mints once, after a suspended sibling has resolved', async () => {
    const { env, id, mints } = await setUpRoom()
    const suspension = createSuspension()
    await act(async () => {
      render(
        <App env={env}>
          <Suspense fallback={<b>waiting</b>}>
            <JoinTokenStatus room={id} />
            <Suspender suspension={suspension} />
          </Suspense>
        </App>,
      )
    })
    await waitFor(() => expect(screen.getByText('waiting')).toBeDefined())
    await pass(env, 60_000)
    // The discarded render has started nothing.
    expect([mints(), env.time.pending]).toEqual([0, 0])
    await act(async () => suspension.end())
    await status('success')
    expect(mints()).toBe(1)
  })

  it('keeps the token of a room that is shown again, and drops the other room’s', async () => {
    const { env, id, mints } = await setUpRoom()
    const other = (await rooms.create(env.client)).id
    const seen: UseJoinTokenResult[] = []
    const app = (room: string) => (
      <App env={env}>
        <JoinTokenStatus room={room} seen={seen} />
      </App>
    )
    const { rerender } = render(app(id))
    await status('success')
    const first = seen.at(-1)?.token
    rerender(app(other))
    // It never has the token of another room, not even for one render.
    expect(seen.at(-1)?.token).toBeUndefined()
    await status('success')
    expect(seen.at(-1)?.token).not.toBe(first)
    rerender(app(id))
    expect(seen.at(-1)?.token).toBe(first)
    expect(mints()).toBe(2)
  })

  it('reports the events of each token to the provider', async () => {
    const onEvent = vi.fn()
    const { env, id } = await setUpRoom({ onEvent })
    render(
      <App env={env} scope="ann">
        <JoinTokenStatus room={id} />
      </App>,
    )
    await status('success')
    expect(onEvent).toHaveBeenCalledWith(expect.objectContaining({ type: 'minted', lifeMs: 600_000 }), {
      roomId: id,
      identity: 'ann',
    })
  })

  it('reports events to the provider’s latest listener', async () => {
    const { env, id } = await setUpRoom()
    const onEvent = vi.fn()
    const { rerender } = renderStatus(env, id)
    await status('success')
    rerender(
      <App env={{ ...env, joinToken: { ...env.joinToken, onEvent } }}>
        <JoinTokenStatus room={id} />
      </App>,
    )
    await pass(env, 480_000)
    await waitFor(() => expect(onEvent.mock.calls[0]?.[0]).toMatchObject({ type: 'refreshed' }))
  })

  it('renews while it is disabled, and drops the token after five seconds', async () => {
    const { env, id, mints } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    const app = (enabled: boolean) => (
      <App env={env}>
        <JoinTokenStatus room={id} seen={seen} enabled={enabled} />
      </App>
    )
    const { rerender } = render(app(false))
    expect(await act(() => seen[0]?.refresh())).toMatch(/^ey/)
    expect(mints()).toBe(1)
    await pass(env, 5_000)
    expect(env.time.pending).toBe(0)
    rerender(app(true))
    expect(screen.getByText('pending')).toBeDefined()
    await status('success')
    expect(mints()).toBe(2)
  })

  it('is pending while it is disabled, even if another component has the token', async () => {
    const { env, id, mints } = await setUpRoom()
    const app = (enabled: boolean) => (
      <App env={env}>
        <JoinTokenStatus room={id} />
        <JoinTokenStatus room={id} enabled={enabled} />
      </App>
    )
    const { rerender } = render(app(false))
    await status('success')
    rerender(app(false))
    expect(screen.getByText('pending')).toBeDefined()
    for (const enabled of [true, false, true]) rerender(app(enabled))
    expect(screen.getAllByText('success')).toHaveLength(2)
    expect(mints()).toBe(1)
  })

  it('gets another token when the provider has another client', async () => {
    const { env, id } = await setUpRoom()
    const other = setUp()
    const { id: otherId } = await rooms.create(other.client)
    const seen: UseJoinTokenResult[] = []
    const app = (now: TestEnv, room: string) => (
      <App env={now}>
        <JoinTokenStatus room={room} seen={seen} />
      </App>
    )
    const { rerender } = render(app(env, id))
    await status('success')
    // The room is the same, so only the client differs.
    rerender(app({ ...env, client: other.client }, id))
    expect(seen.at(-1)?.token).toBeUndefined()
    await status('error')
    rerender(app({ ...env, client: other.client }, otherId))
    await status('success')
    expect(other.calls(rooms.createJoinToken)).toBe(2)
  })

  it('has one token in each of two providers', async () => {
    const { env, id, mints } = await setUpRoom()
    render(
      <>
        <App env={env}>
          <JoinTokenStatus room={id} />
        </App>
        <App env={env}>
          <JoinTokenStatus room={id} />
        </App>
      </>,
    )
    await waitFor(() => expect(screen.getAllByText('success')).toHaveLength(2))
    expect(mints()).toBe(2)
  })

  it('passes the next token to the latest onToken', async () => {
    const { env, id } = await setUpRoom()
    const [first, latest] = [vi.fn(), vi.fn()]
    const app = (onToken: (token: string) => void) => (
      <App env={env}>
        <JoinTokenStatus room={id} onToken={onToken} />
      </App>
    )
    const { rerender } = render(app(first))
    await status('success')
    rerender(app(latest))
    expect(latest).not.toHaveBeenCalled()
    await pass(env, 480_000)
    await waitFor(() => expect(latest).toHaveBeenCalledTimes(1))
    expect(first).toHaveBeenCalledTimes(1)
  })

  it('calls the provider’s latest onUnauthorized, and continues', async () => {
    const { env, id } = await setUpRoom()
    const [first, latest] = [vi.fn(), vi.fn()]
    const app = (onUnauthorized: () => void) => (
      <App env={{ ...env, joinToken: { ...env.joinToken, onUnauthorized } }}>
        <JoinTokenStatus room={id} />
      </App>
    )
    const { rerender } = render(app(first))
    await status('success')
    rerender(app(latest))
    await env.emulator.fetch('http://emulator/_emulator/faults', {
      method: 'POST',
      body: JSON.stringify([{ path: '/rooms', times: 1, status: 401 }]),
    })
    await pass(env, 480_000)
    await waitFor(() =>
      expect(latest).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 401 })),
    )
    expect(first).not.toHaveBeenCalled()
    await waitFor(() => expect(env.calls(rooms.createJoinToken)).toBe(2))
  })
})
