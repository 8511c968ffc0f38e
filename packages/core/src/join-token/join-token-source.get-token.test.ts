import { describe, expect, it, vi } from 'vitest'
import { advance, fail, refusal, setUp, useVirtualTime } from '../../test/join-token-setup.ts'

useVirtualTime()

describe('getToken', () => {
  it('makes no call before it is called, and leaves no timer', async () => {
    const { server, source } = setUp()
    await advance(60_000)
    expect(server.calls).toEqual([])
    expect(await source.getToken()).toBe('token-1')
    expect(vi.getTimerCount()).toBe(0)
    await advance(3_600_000)
    expect(server.calls).toEqual(['mint'])
  })

  it('makes one call for callers at the same time', async () => {
    const { server, source } = setUp()
    const tokens = await Promise.all(Array.from({ length: 50 }, () => source.getToken()))
    expect(new Set(tokens)).toEqual(new Set(['token-1']))
    expect(server.calls).toEqual(['mint'])
  })

  it('refreshes a token with too little remaining lifetime', async () => {
    const { server, source } = setUp()
    await source.getToken()
    await advance(569_000)
    expect(await source.getToken()).toBe('token-1')
    await advance(2_000)
    expect(await source.getToken()).toBe('token-2')
    expect(server.calls).toEqual(['mint', 'refresh sealed'])
  })

  it('limits minValidityMs to what the lifetime allows', async () => {
    const { server, source } = setUp({}, 10_000)
    expect(await source.getToken({ minValidityMs: 3_600_000 })).toBe('token-1')
    expect(await source.getToken({ minValidityMs: 3_600_000 })).toBe('token-1')
    expect(server.calls).toEqual(['mint'])
  })

  it('retries transient failures', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(new TypeError('Failed to fetch')), fail(refusal(503)), fail('no error at all'))
    const promise = source.getToken()
    await advance(10_000)
    expect(await promise).toBe('token-1')
    expect(server.calls).toHaveLength(4)
  })

  it('rejects with the failure after a minute, and makes no more calls without callers', async () => {
    const { server, source } = setUp({
      mint: () => {
        server.calls.push('mint')
        return Promise.reject(refusal(500))
      },
    })
    const promise = expect(source.getToken()).rejects.toMatchObject({ status: 500 })
    await advance(120_000)
    await promise
    const calls = server.calls.length
    await advance(3_600_000)
    expect(server.calls).toHaveLength(calls)
  })

  it('rejects immediately if the server requests a wait of more than a minute', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(refusal(429, { retryAfterMs: 120_000 })))
    await expect(source.getToken()).rejects.toMatchObject({ status: 429 })
    await expect(source.getToken()).rejects.toMatchObject({ status: 429 })
    expect(server.calls).toHaveLength(1)
  })

  it('resolves to a token that is still valid while its renewal fails', async () => {
    const { server, source } = setUp()
    await source.getToken()
    await advance(580_000)
    server.faults.push(fail(refusal(503)))
    expect(await source.getToken()).toBe('token-1')
    expect(source.getSnapshot()).toMatchObject({
      status: 'success',
      token: 'token-1',
      error: { status: 503 },
    })
  })

  it('makes another attempt when the wait after the last failure is over', async () => {
    const { server, source } = setUp()
    await source.getToken()
    await advance(580_000)
    server.faults.push(fail(refusal(503)))
    await source.getToken()
    await advance(1_000)
    expect(await source.getToken()).toBe('token-2')
  })

  it('leaves no listener on its signal', async () => {
    const { source } = setUp()
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    await source.getToken({ signal })
    expect(removed).toHaveBeenCalledWith('abort', added.mock.calls[0]?.[1])
  })

  it('rejects immediately when its signal aborts, while other callers continue to wait', async () => {
    const { server, source } = setUp()
    server.answerAfterMs = 1_000
    const abort = new AbortController()
    const abortedCall = expect(source.getToken({ signal: abort.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
    const other = source.getToken()
    abort.abort()
    await abortedCall
    await advance(1_000)
    expect(await other).toBe('token-1')
    await expect(source.getToken({ signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('leaves no timer when the last caller aborts', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(refusal(503)))
    const abort = new AbortController()
    const promise = expect(source.getToken({ signal: abort.signal })).rejects.toThrow()
    await advance(0)
    expect(vi.getTimerCount()).toBe(1)
    abort.abort()
    await promise
    expect(vi.getTimerCount()).toBe(0)
  })

  it('makes no call after a final failure until refresh is called', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(refusal(404)))
    await expect(source.getToken()).rejects.toMatchObject({ status: 404 })
    await expect(source.getToken()).rejects.toMatchObject({ status: 404 })
    expect(server.calls).toHaveLength(1)
    expect(await source.refresh()).toBe('token-1')
  })
})
