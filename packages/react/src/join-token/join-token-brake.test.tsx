import { type Client, createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, renderHook, screen, waitFor } from '@testing-library/react'
import { Fragment, type ReactNode, StrictMode, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { JoinTokenStatus, pass, setUpRoom, status } from '../../test/join-token-status.tsx'
import { App, type TestEnv } from '../../test/set-up.tsx'
import { GreenroomProvider, type UseJoinTokenResult, useJoinToken } from '../index.ts'

const warn = vi.fn()

beforeEach(() => {
  warn.mockReset()
  vi.spyOn(console, 'warn').mockImplementation(warn)
})

afterEach(() => {
  cleanup()
  vi.unstubAllEnvs()
})

/** Returns a client that sends to the same API. */
const clone = (env: TestEnv): Client =>
  createClient({
    apiKey: 'KEY_test',
    dangerouslyAllowBrowser: true,
    baseUrl: 'http://emulator/v2',
    maxRetries: 0,
    fetch: env.emulator.fetch,
  })

interface PageProps {
  readonly env: TestEnv
  readonly room: string
}

/** Makes its client in render, and renders again with each token. */
function PageWithToken({ env, room }: PageProps) {
  const [, setToken] = useState('')
  return (
    <App env={{ ...env, client: clone(env) }}>
      <JoinTokenStatus room={room} onToken={setToken} />
    </App>
  )
}

/** Makes its client once. */
function PageWithClient({ env, room }: PageProps) {
  const [client] = useState(() => clone(env))
  return (
    <App env={{ ...env, client }}>
      <JoinTokenStatus room={room} />
    </App>
  )
}

/** Renders forty times within two seconds. */
async function renderOften(env: TestEnv, page: (index: number) => ReactNode) {
  const { rerender } = render(page(0))
  for (let index = 1; index < 40; index++) {
    await pass(env, 50)
    rerender(page(index))
  }
  return { rerender }
}

describe('useJoinToken with a client made in render', () => {
  it.each([
    ['', Fragment],
    [', also under StrictMode', StrictMode],
  ])('mints a few tokens only, keeps a token, and warns once%s', async (_, Mode) => {
    const { env, id, mints } = await setUpRoom()
    await renderOften(env, () => (
      <Mode>
        <App env={{ ...env, client: clone(env) }}>
          <JoinTokenStatus room={id} />
          <JoinTokenStatus room={id} />
        </App>
      </Mode>
    ))
    expect(mints()).toBeLessThanOrEqual(4)
    expect(screen.getAllByText('success')).toHaveLength(2)
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]?.[0]).toMatch(/<GreenroomProvider>.*client.*outside of components/)
  })

  it('does not start over when onToken renders the provider again', async () => {
    const { env, id, mints } = await setUpRoom()
    render(<PageWithToken env={env} room={id} />)
    for (let step = 0; step < 40; step++) await pass(env, 50)
    await status('success')
    expect(mints()).toBeLessThanOrEqual(4)
  })

  it('renews the token with the latest client', async () => {
    const { env, id } = await setUpRoom()
    const page = (client: Client) => (
      <App env={{ ...env, client }}>
        <JoinTokenStatus room={id} />
      </App>
    )
    const { rerender } = await renderOften(env, () => page(clone(env)))
    const latest = { ...clone(env) }
    const request = vi.spyOn(latest, 'request')
    rerender(page(latest))
    await pass(env, 480_000)
    expect(request).toHaveBeenCalledTimes(1)
    await waitFor(() => expect(env.calls(rooms.refreshJoinToken)).toBe(1))
  })

  it('does not warn in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const { env, id } = await setUpRoom()
    const { result } = renderHook(() => useJoinToken(id), {
      wrapper: ({ children }: { readonly children: ReactNode }) => (
        <App env={{ ...env, client: clone(env) }}>{children}</App>
      ),
    })
    expect(result.current.status).toBe('pending')
    expect(warn).not.toHaveBeenCalled()
  })
})

describe('useJoinToken with another value made in render', () => {
  it('mints a few tokens only for an identity, and warns once', async () => {
    const { env, id, mints } = await setUpRoom()
    const { rerender } = await renderOften(env, (index) => (
      <App env={env}>
        <JoinTokenStatus room={id} identity={`visitor ${index}`} />
      </App>
    ))
    expect(mints()).toBeLessThanOrEqual(4)
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]?.[0]).toContain('identity')

    // The last one gets its token once the others are gone.
    await pass(env, 5_000)
    await pass(env, 1_000)
    await status('success')
    const before = mints()
    rerender(<App env={env} />)
    await pass(env, 5_000)
    expect([mints(), env.time.pending]).toEqual([before, 0])
  })

  it('mints a few tokens only for a scope, and warns once', async () => {
    const { env, id, mints } = await setUpRoom()
    await renderOften(env, (index) => (
      <App env={env} scope={`user ${index}`}>
        <JoinTokenStatus room={id} />
      </App>
    ))
    expect(mints()).toBeLessThanOrEqual(4)
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('mints once for options and callbacks, without a warning', async () => {
    const { env, id, mints } = await setUpRoom()
    await renderOften(env, () => (
      <App env={{ ...env, joinToken: { ...env.joinToken, onEvent: () => undefined } }}>
        <JoinTokenStatus room={id} onToken={() => undefined} />
      </App>
    ))
    expect(mints()).toBe(1)
    expect(warn).not.toHaveBeenCalled()
  })

  it('mints once for a key of the provider', async () => {
    const { env, id, mints } = await setUpRoom()
    await renderOften(env, (index) => (
      <App key={index} env={env}>
        <JoinTokenStatus room={id} />
      </App>
    ))
    expect(mints()).toBe(1)
    await status('success')
  })

  it('mints a few tokens only for a remounted component with its own client, and warns once', async () => {
    const { env, id, mints } = await setUpRoom()
    await renderOften(env, (index) => <PageWithClient key={index} env={env} room={id} />)
    expect(mints()).toBeLessThanOrEqual(4)
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('mints once for a query client', async () => {
    const { env, id, mints } = await setUpRoom()
    await renderOften(env, () => (
      <QueryClientProvider client={new QueryClient()}>
        <GreenroomProvider client={env.client} joinToken={env.joinToken}>
          <JoinTokenStatus room={id} />
        </GreenroomProvider>
      </QueryClientProvider>
    ))
    expect(mints()).toBe(1)
  })
})

describe('useJoinToken with several clients', () => {
  it('mints once for each of them, without a warning', async () => {
    const { env, id, mints } = await setUpRoom()
    const clients = Array.from({ length: 8 }, () => clone(env))
    const page = (
      <StrictMode>
        {clients.map((client, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the clients stay as they are
          <App key={index} env={{ ...env, client }} scope={`user ${index}`}>
            <JoinTokenStatus room={id} />
          </App>
        ))}
      </StrictMode>
    )
    render(page)
    await waitFor(() => expect(screen.getAllByText('success')).toHaveLength(8))
    expect(mints()).toBe(8)
    expect(warn).not.toHaveBeenCalled()
  })

  it('mints once for each that follows slowly, as with Fast Refresh, without a warning', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { env, id, mints } = await setUpRoom()
    const { rerender } = render(<App env={env} />)
    for (let edit = 1; edit <= 6; edit++) {
      vi.setSystemTime(Date.now() + 10_000)
      rerender(
        <App env={{ ...env, client: clone(env) }}>
          <JoinTokenStatus room={id} />
        </App>,
      )
      await status('success')
      await pass(env, 10_000)
      expect(mints()).toBe(edit)
    }
    vi.useRealTimers()
    expect(warn).not.toHaveBeenCalled()
  })

  it('keeps its token when another provider of the same room unmounts', async () => {
    const { env, id, mints } = await setUpRoom()
    const seen: UseJoinTokenResult[] = []
    const page = (hasOther: boolean) => (
      <>
        {hasOther && (
          <App env={env}>
            <JoinTokenStatus room={id} />
          </App>
        )}
        <App env={env}>
          <JoinTokenStatus room={id} seen={seen} />
        </App>
      </>
    )
    const { rerender } = render(page(true))
    await waitFor(() => expect(screen.getAllByText('success')).toHaveLength(2))
    const { token } = seen.at(-1) ?? {}
    rerender(page(false))
    rerender(page(false))
    await pass(env, 5_000)
    expect(seen.at(-1)?.token).toBe(token)
    expect(mints()).toBe(2)
  })

  it('works without a query client', async () => {
    const { env, id, mints } = await setUpRoom()
    render(
      <GreenroomProvider client={env.client} joinToken={env.joinToken}>
        <JoinTokenStatus room={id} />
      </GreenroomProvider>,
    )
    await status('success')
    expect(mints()).toBe(1)
  })
})
