import { describe, expect, it, vi } from 'vitest'
import {
  advance,
  failWith,
  fakePage,
  sse,
  streamServer,
  subscribe,
  useVirtualTime,
} from '../../test/updates-setup.ts'

useVirtualTime()

describe('subscribeToUpdates with a signal', () => {
  it('is closed without a request if its signal has aborted already', async () => {
    const server = streamServer()
    const { statuses } = subscribe({ client: server.client, signal: AbortSignal.abort() })
    await advance(0)
    expect([server.requests, statuses]).toEqual([0, ['closed']])
  })

  it.each(['connecting', 'open', 'waiting'] as const)(
    'leaves nothing when a listener aborts it while it is %s',
    async (moment) => {
      const server = streamServer()
      server.faults.push(failWith(500))
      const page = fakePage()
      const controller = new AbortController()
      const statuses: string[] = []
      const add = vi.spyOn(controller.signal, 'addEventListener')
      const remove = vi.spyOn(controller.signal, 'removeEventListener')
      subscribe({
        client: server.client,
        page,
        signal: controller.signal,
        onStatus(status) {
          statuses.push(status)
          if (status === moment) controller.abort()
        },
      })
      await advance(moment === 'open' ? 500 : 0)
      expect(statuses.at(-1)).toBe('closed')
      expect([vi.getTimerCount(), page.listenerCount(), server.openCount()]).toEqual([0, 0, 0])
      expect(remove.mock.calls.length).toBeGreaterThanOrEqual(add.mock.calls.length)
    },
  )

  it('reports nothing after it was aborted, not even the rest of what arrived', async () => {
    const server = streamServer()
    const received: string[] = []
    const controller = new AbortController()
    subscribe({
      client: server.client,
      signal: controller.signal,
      onUpdate({ id }) {
        received.push(id)
        controller.abort()
      },
    })
    await advance(0)
    server.last().write(sse('e1') + sse('e2'))
    await advance(0)
    expect([received, server.openCount()]).toEqual([['e1'], 0])
  })

  it('cancels a response that arrives after it was aborted', async () => {
    const server = streamServer()
    const cancel = vi.fn()
    const late = () =>
      new Response(new ReadableStream({ cancel }), { headers: { 'content-type': 'text/event-stream' } })
    server.faults.push(() => new Promise((resolve) => setTimeout(() => resolve(late()), 1_000)))
    const { abort, statuses } = subscribe({ client: server.client })
    await advance(500)
    abort()
    await advance(0)
    expect(statuses).toEqual(['connecting', 'closed'])
    await advance(500)
    expect(cancel).toHaveBeenCalledOnce()
  })
})
