import { rooms } from '@greenroom/core/video'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { JoinTokenStatus, pass, renderStatus, setUpRoom, status } from '../../test/join-token-status.tsx'
import { App } from '../../test/set-up.tsx'
import type { UseJoinTokenResult } from '../index.ts'

afterEach(cleanup)

describe('useJoinToken', () => {
  it('is pending, and then has a token that admits its bearer', async () => {
    const { env, id } = await setUpRoom()
    const { seen } = renderStatus(env, id)
    await status('success')
    expect(seen.map((result) => result.status)).toEqual(['pending', 'success'])
    const { token, expiresAt } = seen[1] ?? {}
    expect(expiresAt).toBe(env.time.clock.now() + 600_000)
    expect(await env.emulator.join(id, { client_token: token ?? '' })).toMatchObject({
      record_type: 'room_participant',
    })
  })

  it('fails with the client’s ApiError for an unknown room, after one call', async () => {
    const { env, mints } = await setUpRoom()
    const { seen } = renderStatus(env, crypto.randomUUID())
    await status('error')
    expect(seen.at(-1)).toMatchObject({ error: { name: 'ApiError' }, token: undefined })
    await pass(env, 3_600_000)
    expect(mints()).toBe(1)
  })

  it('renews before expiry, passes each token to onToken, and keeps its status', async () => {
    const { env, id, mints } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    const tokens: string[] = []
    render(
      <App env={env}>
        <JoinTokenStatus room={id} seen={seen} onToken={(token) => tokens.push(token)} />
      </App>,
    )
    await status('success')
    for (let renewal = 1; renewal <= 3; renewal++) {
      await pass(env, 480_000)
      await waitFor(() => expect(tokens).toHaveLength(renewal + 1))
    }
    expect(mints()).toBe(1)
    expect(env.calls(rooms.refreshJoinToken)).toBe(3)
    expect(new Set(tokens).size).toBe(4)
    expect(seen.slice(1).every((result) => result.status === 'success')).toBe(true)
    // Two for the first token, and for each renewal one as it begins and one as it ends.
    expect(seen).toHaveLength(2 + 2 * 3)
  })

  it('stays valid after its refresh token expires', async () => {
    const { env, id, mints } = await setUpRoom()
    const tokens: string[] = []
    render(
      <App env={env}>
        <JoinTokenStatus room={id} onToken={(token) => tokens.push(token)} />
      </App>,
    )
    await status('success')
    for (let renewal = 1; renewal <= 8; renewal++) {
      await pass(env, 480_000)
      await waitFor(() => expect(tokens).toHaveLength(renewal + 1))
    }
    expect(mints()).toBe(2)
  })

  it('renders only when its result changes', async () => {
    const { env, id } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    const element = <JoinTokenStatus room={id} seen={seen} />
    const { rerender } = render(<App env={env}>{element}</App>)
    await status('success')
    await pass(env, 470_000)
    expect(seen).toHaveLength(2)
    rerender(
      <App env={env}>
        <JoinTokenStatus room={id} seen={seen} onToken={() => undefined} />
      </App>,
    )
    expect(seen).toHaveLength(3)
    expect(seen[2]).toBe(seen[1])
    expect(seen[1]?.refresh).toBe(seen[0]?.refresh)
    expect(seen[1]?.reportRejected).toBe(seen[0]?.reportRejected)
  })

  it('replaces a rejected token', async () => {
    const { env, id } = await setUpRoom()
    const { seen } = renderStatus(env, id)
    await status('success')
    const first = seen.at(-1)
    act(() => first?.reportRejected(first.token ?? ''))
    expect(screen.getByText('pending')).toBeDefined()
    await status('success')
    expect(seen.at(-1)?.token).not.toBe(first?.token)
  })

  it('renews on refresh, and tolerates an ignored rejection', async () => {
    const { env, id, mints } = await setUpRoom()
    const { seen } = renderStatus(env, id)
    await status('success')
    const first = seen.at(-1)
    await act(async () => {
      await first?.refresh()
    })
    expect(seen.at(-1)?.token).not.toBe(first?.token)
    env.network.isDown = true
    await act(async () => {
      void first?.refresh()
    })
    await waitFor(() => expect(seen.at(-1)?.error).toMatchObject({ name: 'ConnectionError' }))
    expect(seen.at(-1)?.status).toBe('success')
    expect(mints()).toBe(1)
  })

  it('keeps the token through an outage until it expires, and recovers', async () => {
    const { env, id } = await setUpRoom()
    const { seen } = renderStatus(env, id)
    await status('success')
    env.network.isDown = true
    await pass(env, 480_000)
    await waitFor(() => expect(seen.at(-1)?.error).toBeDefined())
    expect(seen.at(-1)?.status).toBe('success')
    await pass(env, 119_999)
    expect(seen.at(-1)?.status).toBe('success')
    await pass(env, 1)
    await status('error')
    env.network.isDown = false
    await pass(env, 1_000)
    await status('success')
  })

  it('stores no token in the query cache', async () => {
    const { env, id } = await setUpRoom()
    renderStatus(env, id)
    await status('success')
    expect(env.queryClient.getQueryCache().getAll()).toEqual([])
    expect(env.queryClient.getMutationCache().getAll()).toEqual([])
  })

  it('hydrates markup rendered on a server', async () => {
    const { env, id } = await setUpRoom()
    const complaints = vi.spyOn(console, 'error')
    const app = (
      <App env={env}>
        <JoinTokenStatus room={id} />
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
})
