import { describe, expect, it, vi } from 'vitest'
import { advance, fail, refusal, setUp, useVirtualTime } from '../../test/join-token-setup.ts'

useVirtualTime()

describe('getToken', () => {
  it('does nothing until it is called, and leaves no timer behind', async () => {
    const { server, source } = setUp()
    await advance(60_000)
    expect(server.calls).toEqual([])
    expect(await source.getToken()).toBe('token-1')
    expect(vi.getTimerCount()).toBe(0)
    await advance(3_600_000)
    expect(server.calls).toEqual(['mint'])
  })

  it('makes one call for all who ask at once', async () => {
    const { server, source } = setUp()
    const tokens = await Promise.all(Array.from({ length: 50 }, () => source.getToken()))
    expect(new Set(tokens)).toEqual(new Set(['token-1']))
    expect(server.calls).toEqual(['mint'])
  })

  it('renews on demand a token that has not enough left, with the refresh token', async () => {
    const { server, source } = setUp()
    await source.getToken()
    await advance(569_000)
    expect(await source.getToken()).toBe('token-1')
    await advance(2_000)
    expect(await source.getToken()).toBe('token-2')
    expect(server.calls).toEqual(['mint', 'refresh sealed'])
  })

  it('asks no more validity of a token than its life allows', async () => {
    const { server, source } = setUp({}, 10_000)
    expect(await source.getToken({ minValidityMs: 3_600_000 })).toBe('token-1')
    expect(await source.getToken({ minValidityMs: 3_600_000 })).toBe('token-1')
    expect(server.calls).toEqual(['mint'])
  })

  it('puts up with failures that pass', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(new TypeError('Failed to fetch')), fail(refusal(503)), fail('no error at all'))
    const promise = source.getToken()
    await advance(10_000)
    expect(await promise).toBe('token-1')
    expect(server.calls).toHaveLength(4)
  })

  it('passes the failure on after a minute, and stops trying for nobody', async () => {
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

  it('passes a failure on at once whose wait is longer than a minute', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(refusal(429, { retryAfterMs: 120_000 })))
    await expect(source.getToken()).rejects.toMatchObject({ status: 429 })
    await expect(source.getToken()).rejects.toMatchObject({ status: 429 })
    expect(server.calls).toHaveLength(1)
  })

  it('gives the token that still works while its renewal fails', async () => {
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

  it('tries again first when the last failure is over, however recent', async () => {
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

  it('ends at once when its signal aborts, and leaves the others waiting', async () => {
    const { server, source } = setUp()
    server.answerAfterMs = 1_000
    const abort = new AbortController()
    const one = expect(source.getToken({ signal: abort.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
    const other = source.getToken()
    abort.abort()
    await one
    await advance(1_000)
    expect(await other).toBe('token-1')
    await expect(source.getToken({ signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('leaves no timer behind when the last who waits gives up', async () => {
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

  it('does not ask again after a final failure until refresh is called', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(refusal(404)))
    await expect(source.getToken()).rejects.toMatchObject({ status: 404 })
    await expect(source.getToken()).rejects.toMatchObject({ status: 404 })
    expect(server.calls).toHaveLength(1)
    expect(await source.refresh()).toBe('token-1')
  })
})
