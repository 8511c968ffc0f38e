import { describe, expect, it, vi } from 'vitest'
import { advance, fail, refusal, route, setUp, useVirtualTime } from '../../test/join-token-setup.ts'
import { InputError } from '../errors.ts'

useVirtualTime()

describe('a refresh token', () => {
  it('that is refused as over leads to one full mint, unseen', async () => {
    const { server, source, events } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(fail(refusal(401, { code: 'refresh_expired', terminal: true })))
    await advance(465_000)
    expect(server.calls).toEqual(['mint', 'refresh sealed', 'mint'])
    expect(source.getSnapshot()).toMatchObject({ status: 'success', token: 'token-2', error: undefined })
    expect(events.map(({ type }) => type)).toEqual(['minted', 'minted'])
  })

  it('whose life is known is not sent after it', async () => {
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
  it('lets the app sign the user in, as long as that takes, and then mints anew', async () => {
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

  it('may come again after a token', async () => {
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

  it('leads to no call when the source is disposed meanwhile', async () => {
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

  it('is final when it comes again', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(refusal(401)), fail(refusal(401)))
    await expect(source.getToken()).rejects.toMatchObject({ status: 401 })
    expect(server.calls).toHaveLength(2)
  })

  it('lets the app sign the user in once more after refresh was called', async () => {
    const onUnauthorized = vi.fn()
    const { server, source } = setUp({ onUnauthorized })
    server.faults.push(fail(refusal(401)), fail(refusal(401)), fail(refusal(401)))
    await expect(source.getToken()).rejects.toMatchObject({ status: 401 })
    expect(await source.refresh()).toBe('token-1')
    expect(onUnauthorized).toHaveBeenCalledTimes(2)
  })

  it('is final when the app cannot sign the user in', async () => {
    const { server, source } = setUp({ onUnauthorized: () => Promise.reject(new Error('closed')) })
    server.faults.push(fail(refusal(401)))
    await expect(source.getToken()).rejects.toMatchObject({ status: 401 })
    expect(server.calls).toHaveLength(1)
  })

  it('limits the attempt after it too', async () => {
    const { server, source } = setUp({ onUnauthorized: () => undefined })
    server.faults.push(fail(refusal(401)), () => new Promise(() => undefined))
    source.subscribe(() => undefined)
    await advance(10_000)
    expect(source.getSnapshot().error).toMatchObject({ code: 'timeout' })
  })
})

describe('bad answers and bad input', () => {
  it('are final when a token does not tell its life', async () => {
    const { source } = setUp({ mint: async () => ({ token: 'opaque' }) })
    await expect(source.getToken()).rejects.toMatchObject({ name: 'JoinTokenError', code: 'no_lifetime' })
  })

  it('are final when the call could not even be made', async () => {
    const { source } = setUp({
      mint: () => {
        throw new InputError(route, [])
      },
    })
    await expect(source.getToken()).rejects.toMatchObject({ name: 'InputError' })
  })
})
