import { isApiError, isConnectionError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, renderHook, screen, waitFor } from '@testing-library/react'
import { Component, type ReactNode, StrictMode, Suspense } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useRoom, useRooms, useSuspenseRoom, useUpdateRoom } from '../src/index.ts'
import { query } from '../src/query.ts'
import { App, setUp, type TestEnv, withSession } from './set-up.tsx'

afterEach(cleanup)

interface BoundaryProps {
  readonly onReset: () => void
  readonly children: ReactNode
}

class Boundary extends Component<BoundaryProps, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {}
  static getDerivedStateFromError = (error: unknown) => ({ error })
  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    const again = () => {
      this.props.onReset()
      this.setState({ error: undefined })
    }
    const kind = isConnectionError(error) ? 'no connection' : isApiError(error) ? error.status : 'other'
    return (
      <button type="button" onClick={again}>
        {kind}
      </button>
    )
  }
}

const Suspending = ({ id }: { readonly id: string }) => <p>{useSuspenseRoom(id).data.unique_name}</p>
const Throwing = ({ id }: { readonly id: string }) => (
  <p>{useRoom(id, { throwOnError: true }).data?.unique_name ?? '…'}</p>
)

function inBoundary(env: TestEnv, child: ReactNode) {
  // React logs errors that a boundary has caught.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  return render(
    <StrictMode>
      <App env={env}>
        <QueryErrorResetBoundary>
          {({ reset }) => (
            <Boundary onReset={reset}>
              <Suspense fallback={<p>…</p>}>{child}</Suspense>
            </Boundary>
          )}
        </QueryErrorResetBoundary>
      </App>
    </StrictMode>,
  )
}

describe('error boundary', () => {
  it.each([
    ['of a Suspense hook', Suspending],
    ['of a hook with throwOnError', Throwing],
  ])('%s receives the client’s own error, and recovers after a reset', async (_, Child) => {
    const { env, room_id } = await withSession()
    env.network.isDown = true
    inBoundary(env, <Child id={room_id} />)
    const again = await screen.findByRole('button', { name: 'no connection' })
    env.network.isDown = false
    fireEvent.click(again)
    expect(await screen.findByText('standup')).toBeDefined()
  })

  it('receives the status of a rejected call, after one call', async () => {
    const env = setUp()
    inBoundary(env, <Suspending id={crypto.randomUUID()} />)
    expect(await screen.findByRole('button', { name: '404' })).toBeDefined()
    expect(env.calls(rooms.retrieve)).toBe(1)
  })
})

describe('component that unmounts during a call', () => {
  it('aborts the call of a query, and records no error', async () => {
    const env = setUp()
    const held = env.hold()
    const { unmount } = render(
      <App env={env}>
        <Throwing id={crypto.randomUUID()} />
      </App>,
    )
    await waitFor(() => expect(held).toHaveLength(1))
    unmount()
    expect(held[0]?.signal?.aborted).toBe(true)
    await act(async () => held[0]?.go())
    const [entry] = env.queryClient.getQueryCache().getAll()
    expect(entry?.state).toMatchObject({ status: 'pending', fetchStatus: 'idle', error: null })
  })

  it('lets a mutation finish, and invalidates its keys', async () => {
    const { env, room_id } = await withSession()
    await env.queryClient.fetchQuery(query(env.client, rooms.retrieve, { room_id }))
    const held = env.hold()
    const { result, unmount } = renderHook(() => useUpdateRoom(), {
      wrapper: ({ children }: { readonly children: ReactNode }) => <App env={env}>{children}</App>,
    })
    act(() => result.current.mutate({ room_id, unique_name: 'retro' }))
    await waitFor(() => expect(held).toHaveLength(1))
    unmount()
    expect(held[0]?.signal?.aborted).toBe(false)
    await act(async () => held[0]?.go())
    await waitFor(() => {
      const [entry] = env.queryClient.getQueryCache().getAll()
      expect(entry?.state).toMatchObject({ isInvalidated: true, data: { unique_name: 'retro' } })
    })
  })
})

describe('failed query', () => {
  it('is retried by the client, and not again by the hook', async () => {
    const env = setUp({}, { maxRetries: 2 })
    // The retry option of the app's own QueryClient does not add retries either.
    env.queryClient.setDefaultOptions({ queries: { retry: 3 }, mutations: { retry: 3 } })
    env.emulator.faults.add([{ status: 503, times: 9, headers: { 'retry-after': '0' } }])
    const { result } = renderHook(() => useRooms(), {
      wrapper: ({ children }: { readonly children: ReactNode }) => <App env={env}>{children}</App>,
    })
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(result.current.error).toMatchObject({ name: 'ApiError', status: 503 })
    expect(env.calls(rooms.list)).toBe(3)
  })
})
