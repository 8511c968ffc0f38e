import { describe, expect, it, vi } from 'vitest'
import { advance, fail, refusal, setUp, useVirtualTime } from '../../test/join-token-setup.ts'

useVirtualTime()

describe('subscribe', () => {
  it('mints immediately, and renews the token before it expires while there are subscribers', async () => {
    const { server, source } = setUp()
    const statuses: string[] = []
    const stop = source.subscribe(() => statuses.push(source.getSnapshot().status))
    expect(server.calls).toEqual(['mint'])
    await advance(0)
    expect(statuses).toEqual(['success'])
    // A fifth of the lifetime before its end, and half of the jitter earlier.
    await advance(464_999)
    expect(server.calls).toHaveLength(1)
    await advance(1)
    expect(server.calls).toEqual(['mint', 'refresh sealed'])
    expect(source.getSnapshot().token).toBe('token-2')
    await advance(24 * 3_600_000)
    expect(server.calls).toHaveLength(2 + Math.floor((24 * 3_600_000) / 465_000))
    stop()
  })

  it('notifies only when the snapshot changes, and returns the same snapshot until then', async () => {
    const { source } = setUp()
    const listener = vi.fn()
    source.subscribe(listener)
    await advance(0)
    const snapshot = source.getSnapshot()
    await advance(300_000)
    expect(source.getSnapshot()).toBe(snapshot)
    expect(listener).toHaveBeenCalledTimes(1)
    expect(snapshot).toEqual({
      token: 'token-1',
      status: 'success',
      error: undefined,
      expiresAt: 1_700_000_600_000,
      isRefreshing: false,
      context: undefined,
    })
  })

  it('counts a lifetime from the moment the request was sent', async () => {
    const { server, source } = setUp()
    server.answerAfterMs = 4_000
    source.subscribe(() => undefined)
    await advance(4_000)
    expect(source.getSnapshot().expiresAt).toBe(1_700_000_600_000)
  })

  it('keeps the token if a listener returns within five seconds, as in StrictMode', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)()
    source.subscribe(() => undefined)
    await advance(1_000_000)
    expect(server.calls).toEqual(['mint', 'refresh sealed', 'refresh sealed'])
  })

  it('stops five seconds after the last listener has left, and continues when one returns', async () => {
    const { server, source, events } = setUp()
    const stop = source.subscribe(() => undefined)
    await advance(0)
    stop()
    stop()
    await advance(5_000)
    expect(vi.getTimerCount()).toBe(0)
    expect(events.at(-1)).toEqual({ type: 'rested', at: 1_700_000_005_000 })
    await advance(500_000)
    expect(server.calls).toHaveLength(1)
    source.subscribe(() => undefined)
    await advance(0)
    expect(server.calls).toEqual(['mint', 'refresh sealed'])
  })

  it('continues while other listeners remain', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    source.subscribe(() => undefined)()
    await advance(500_000)
    expect(server.calls).toHaveLength(2)
  })

  it('calls a listener that subscribes again once for each change', async () => {
    const { source } = setUp()
    let calls = 0
    let stop = () => {}
    const listener = () => {
      calls += 1
      if (calls > 10) return
      stop()
      stop = source.subscribe(listener)
    }
    stop = source.subscribe(listener)
    await advance(0)
    expect(calls).toBe(1)
  })

  it('calls other listeners if one throws', async () => {
    const { source } = setUp({
      onEvent: () => {
        throw new Error('mine')
      },
    })
    const listener = vi.fn()
    source.subscribe(() => {
      throw new Error('mine')
    })
    source.subscribe(listener)
    await advance(0)
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('sets no timer for more than a minute, whatever the lifetime', async () => {
    const setTimeout = vi.spyOn(globalThis, 'setTimeout')
    const { server, source } = setUp({}, 60 * 86_400_000)
    source.subscribe(() => undefined)
    await advance(86_400_000)
    expect(Math.max(...setTimeout.mock.calls.map(([, ms]) => ms ?? 0))).toBe(60_000)
    expect(server.calls).toHaveLength(1)
  })

  it('renews a ten-second token every five seconds', async () => {
    const { server, source } = setUp({}, 10_000)
    source.subscribe(() => undefined)
    await advance(60_000)
    expect(server.calls).toHaveLength(13)
  })

  it('keeps a valid token during an outage, until it expires', async () => {
    const { server, source, events } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(...Array.from({ length: 1_000 }, () => fail(refusal(503))))
    await advance(599_999)
    expect(source.getSnapshot()).toMatchObject({
      status: 'success',
      token: 'token-1',
      error: { status: 503 },
    })
    await advance(1)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', token: undefined, expiresAt: undefined })
    expect(events.map(({ type }) => type)).toContain('lost')
    server.faults.length = 0
    await advance(30_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'success', token: 'token-2', error: undefined })
  })

  it('keeps a valid token after a final error, makes no more calls, and then reports the error', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(fail(refusal(403, { terminal: true })))
    await advance(599_999)
    expect(source.getSnapshot()).toMatchObject({ status: 'success', error: { status: 403 } })
    await advance(1)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', error: { status: 403 } })
    await advance(3_600_000)
    expect(server.calls).toHaveLength(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('honors the wait that the server requests', async () => {
    const { server, source, events } = setUp()
    server.faults.push(fail(refusal(429, { retryAfterMs: 45_000 })))
    source.subscribe(() => undefined)
    await advance(44_999)
    expect(server.calls).toHaveLength(1)
    expect(events[0]).toMatchObject({ type: 'failed', retryAt: 1_700_000_045_000 })
    await advance(1)
    expect(source.getSnapshot().status).toBe('success')
  })

  it('aborts an attempt after ten seconds, and ignores its late response', async () => {
    const { server, source } = setUp({
      mint: ({ signal }) => {
        signals.push(signal)
        return server.mint({ signal })
      },
    })
    const signals: AbortSignal[] = []
    server.answerAfterMs = 15_000
    source.subscribe(() => undefined)
    await advance(10_000)
    expect(signals[0]?.aborted).toBe(true)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'timeout' } })
    server.answerAfterMs = 100
    await advance(600)
    expect(source.getSnapshot().token).toBe('token-1')
    await advance(5_000)
    expect(source.getSnapshot().token).toBe('token-1')
    expect(server.issued).toBe(2)
  })
})

describe('onEvent', () => {
  it('reports what happened, without secrets', async () => {
    const { server, events, source } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(fail(new TypeError('Failed to fetch')))
    await advance(466_000)
    expect(events).toEqual([
      {
        type: 'minted',
        at: 1_700_000_000_000,
        expiresAt: 1_700_000_600_000,
        dueAt: 1_700_000_465_000,
        lifeMs: 600_000,
      },
      {
        type: 'failed',
        at: 1_700_000_465_000,
        error: new TypeError('Failed to fetch'),
        retryAt: 1_700_000_465_500,
      },
      expect.objectContaining({ type: 'refreshed', at: 1_700_000_465_500 }),
    ])
    expect(JSON.stringify(events)).not.toMatch(/token-|sealed/)
  })
})
