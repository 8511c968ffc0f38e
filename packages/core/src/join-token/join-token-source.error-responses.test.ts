import { describe, expect, it, vi } from 'vitest'
import { advance, fail, refusal, route, setUp, useVirtualTime } from '../../test/join-token-setup.ts'
import { InputError } from '../errors.ts'

useVirtualTime()

describe('a refresh token', () => {
  it('is replaced by one full mint, without an error, if the server reports that it has expired', async () => {
    const { server, source, events } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(fail(refusal(401, { code: 'refresh_expired', terminal: true })))
    await advance(465_000)
    expect(server.calls).toEqual(['mint', 'refresh sealed', 'mint'])
    expect(source.getSnapshot()).toMatchObject({ status: 'success', token: 'token-2', error: undefined })
    expect(events.map(({ type }) => type)).toEqual(['minted', 'minted'])
  })

  it('is not sent after it has expired, if its lifetime is known', async () => {
    const payload = btoa(JSON.stringify({ iat: 0, exp: 800 }))
    const { server, source } = setUp({
      mint: async ({ signal }) => ({ ...(await server.mint({ signal })), refresh_token: `h.${payload}.s` }),
    })
    source.subscribe(() => undefined)
    await advance(930_000)
    expect(server.calls).toEqual(['mint', `refresh h.${payload}.s`, 'mint'])
  })
})

describe('a 401', () => {
  it('waits for onUnauthorized, and then mints', async () => {
    const onUnauthorized = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 90_000)))
    const { server, source } = setUp({ onUnauthorized })
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(fail(refusal(401, { code: 'signed_out' })))
    await advance(465_000 + 89_999)
    expect(server.calls).toEqual(['mint', 'refresh sealed'])
    await advance(1)
    expect(server.calls).toEqual(['mint', 'refresh sealed', 'mint'])
    expect(source.getSnapshot().token).toBe('token-2')
    expect(onUnauthorized).toHaveBeenCalledTimes(1)
  })

  it('calls onUnauthorized again after a token has arrived', async () => {
    const onUnauthorized = vi.fn()
    const { server, source } = setUp({ onUnauthorized })
    source.subscribe(() => undefined)
    await advance(0)
    for (let time = 1; time <= 3; time++) {
      server.faults.push(fail(refusal(401)))
      await advance(465_000)
      expect(source.getSnapshot().token).toBe(`token-${time + 1}`)
    }
    expect(onUnauthorized).toHaveBeenCalledTimes(3)
  })

  it('leads to no call if the source is disposed meanwhile', async () => {
    const { server, source } = setUp({
      onUnauthorized: () => new Promise<void>((resolve) => setTimeout(resolve, 1_000)),
    })
    server.faults.push(fail(refusal(401)))
    source.subscribe(() => undefined)
    await advance(500)
    source.dispose()
    await advance(500)
    expect(server.calls).toHaveLength(1)
  })

  it('is final if the next attempt fails with a 401 too', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(refusal(401)), fail(refusal(401)))
    await expect(source.getToken()).rejects.toMatchObject({ status: 401 })
    expect(server.calls).toHaveLength(2)
  })

  it('calls onUnauthorized again after refresh was called', async () => {
    const onUnauthorized = vi.fn()
    const { server, source } = setUp({ onUnauthorized })
    server.faults.push(fail(refusal(401)), fail(refusal(401)), fail(refusal(401)))
    await expect(source.getToken()).rejects.toMatchObject({ status: 401 })
    expect(await source.refresh()).toBe('token-1')
    expect(onUnauthorized).toHaveBeenCalledTimes(2)
  })

  it('is final if onUnauthorized rejects', async () => {
    const { server, source } = setUp({ onUnauthorized: () => Promise.reject(new Error('closed')) })
    server.faults.push(fail(refusal(401)))
    await expect(source.getToken()).rejects.toMatchObject({ status: 401 })
    expect(server.calls).toHaveLength(1)
  })

  it('is followed by an attempt with a time limit', async () => {
    const { server, source } = setUp({ onUnauthorized: () => undefined })
    server.faults.push(fail(refusal(401)), () => new Promise(() => undefined))
    source.subscribe(() => undefined)
    await advance(10_000)
    expect(source.getSnapshot().error).toMatchObject({ code: 'timeout' })
  })
})

describe('an error that no attempt can change', () => {
  it('is final if the first token does not state its lifetime', async () => {
    const { source } = setUp({ mint: async () => ({ token: 'opaque' }) })
    await expect(source.getToken()).rejects.toMatchObject({ name: 'JoinTokenError', code: 'no_lifetime' })
  })

  it('is final if the call could not be made', async () => {
    const { source } = setUp({
      mint: () => {
        throw new InputError(route, [])
      },
    })
    await expect(source.getToken()).rejects.toMatchObject({ name: 'InputError' })
  })
})
