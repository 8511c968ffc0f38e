import { describe, expect, it, vi } from 'vitest'
import { advance, fail, refusal, setUp, useVirtualTime } from '../../test/join-token-setup.ts'
import type { JoinTokenSourceOptions } from './types.ts'

useVirtualTime()

describe('reportRejected', () => {
  it('discards the token immediately and replaces it', async () => {
    const { server, source, events } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    source.reportRejected('token-1')
    expect(source.getSnapshot()).toMatchObject({ status: 'pending', token: undefined })
    expect(await source.getToken()).toBe('token-2')
    expect(server.calls).toEqual(['mint', 'refresh sealed'])
    expect(events.map(({ type }) => type)).toEqual(['minted', 'lost', 'refreshed'])
  })

  it('shortens the wait after a failed renewal', async () => {
    const { server, source } = setUp({ random: () => 1 })
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(...Array.from({ length: 5 }, () => fail(refusal(503))))
    await advance(450_000 + 17_000)
    expect(server.calls).toHaveLength(3)
    source.reportRejected('token-1')
    expect(server.calls).toHaveLength(4)
  })

  it('is followed by retries soon, whatever lifetime the rejected token had left', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(fail(refusal(503)), fail(refusal(503)), fail(refusal(503)))
    source.reportRejected('token-1')
    await advance(20_000)
    expect(source.getSnapshot().token).toBe('token-2')
  })

  it('ignores a token that is not the current one, and a second report', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    source.reportRejected('token-0')
    expect(source.getSnapshot().token).toBe('token-1')
    source.reportRejected('token-1')
    source.reportRejected('token-1')
    await advance(0)
    source.reportRejected('token-1')
    expect(source.getSnapshot().token).toBe('token-2')
    expect(server.calls).toHaveLength(2)
  })

  it('never returns a rejected token again, even if a cache responds with it', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(() => ({ token: 'token-1', expires_in_ms: 600_000 }))
    source.reportRejected('token-1')
    await advance(4_999)
    expect(source.getSnapshot().token).toBeUndefined()
    await advance(1)
    expect(source.getSnapshot().token).toBe('token-2')
  })
})

describe('refresh', () => {
  it('renews the token now, and rejects if the attempt fails', async () => {
    const { server, source } = setUp()
    await source.getToken()
    expect(await source.refresh()).toBe('token-2')
    server.faults.push(fail(refusal(503)))
    await expect(source.refresh()).rejects.toMatchObject({ status: 503 })
    expect(source.getSnapshot().token).toBe('token-2')
  })

  it('causes no unhandled rejection', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(refusal(403)), fail(refusal(403)))
    void source.refresh()
    void source.getToken()
    await advance(0)
    expect(source.getSnapshot().status).toBe('error')
  })
})

describe('invalidate', () => {
  it('discards the token, and requests none until a caller does', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    source.invalidate()
    expect(source.getSnapshot()).toMatchObject({ status: 'pending', token: undefined })
    await advance(3_600_000)
    expect(server.calls).toEqual(['mint'])
    expect(await source.getToken()).toBe('token-2')
    await advance(465_000)
    expect(server.calls).toEqual(['mint', 'mint', 'refresh sealed'])
  })

  it('aborts the attempt in progress, and ignores its failure', async () => {
    const { source } = setUp({
      mint: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    })
    source.subscribe(() => undefined)
    source.invalidate()
    await advance(1_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'pending', error: undefined })
  })

  it('rejects waiting callers, and ignores the result of the attempt in progress', async () => {
    const { server, source } = setUp()
    server.answerAfterMs = 1_000
    const promise = expect(source.getToken()).rejects.toMatchObject({ code: 'invalidated' })
    source.invalidate()
    await promise
    await advance(2_000)
    expect(source.getSnapshot().token).toBeUndefined()
  })
})

describe('dispose', () => {
  it('aborts the attempt in progress', () => {
    const mint = vi.fn<JoinTokenSourceOptions['mint']>(() => new Promise(() => undefined))
    const { source } = setUp({ mint })
    source.subscribe(() => undefined)
    source.dispose()
    expect(mint.mock.calls[0]?.[0].signal.aborted).toBe(true)
  })

  it('rejects waiting callers, and returns no token from then on', async () => {
    const { server, source } = setUp()
    const listener = vi.fn()
    source.subscribe(listener)
    await advance(0)
    server.answerAfterMs = 1_000
    const promise = expect(source.refresh()).rejects.toMatchObject({ code: 'disposed' })
    listener.mockClear()
    source.dispose()
    await promise
    await expect(source.getToken()).rejects.toMatchObject({ code: 'disposed' })
    source.subscribe(listener)
    await advance(3_600_000)
    expect(source.getSnapshot().status).toBe('pending')
    expect(listener).not.toHaveBeenCalled()
    expect(server.calls).toHaveLength(2)
  })
})
