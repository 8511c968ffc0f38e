import { describe, expect, it, vi } from 'vitest'
import { advance, fail, refusal, setUp, useVirtualTime } from '../../test/join-token-setup.ts'
import { createClient } from '../client.ts'
import { joinTokenFrom } from './join-token-from.ts'
import type { JoinTokenSource, JoinTokenSourceOptions } from './types.ts'

useVirtualTime()

const minute = 60_000
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const forever = () => new Promise<void>(() => undefined)

/** Sets up a source with a token that is due for renewal. The server answers 401 until the user signs in. */
async function signedOut(
  onUnauthorized: (app: { source: JoinTokenSource; signIn: () => void }) => void | Promise<void>,
) {
  let isSignedIn = true
  const callback = vi.fn(() => onUnauthorized(app))
  const mint: JoinTokenSourceOptions['mint'] = async (call) => {
    if (isSignedIn) return server.mint(call)
    server.calls.push('401')
    throw refusal(401, { code: 'signed_out' })
  }
  const { server, source, events } = setUp({ mint, refresh: undefined, onUnauthorized: callback })
  const signIn = () => {
    isSignedIn = true
  }
  const app = { source, signIn }
  source.subscribe(() => undefined)
  await advance(464_999)
  isSignedIn = false
  return { server, source, events, callback, signIn }
}

describe('onUnauthorized', () => {
  it.each([
    ['refresh', ({ source }) => source.refresh()],
    ['getToken', ({ source }) => source.getToken({ minValidityMs: 400_000 })],
  ] as [string, (app: { source: JoinTokenSource }) => Promise<string>][])(
    'may wait for %s after it has signed the user in',
    async (_, request) => {
      const requested = vi.fn()
      const { server, source, callback } = await signedOut(async ({ source, signIn }) => {
        source.reportRejected('token-1')
        await pause(5_000)
        signIn()
        requested(await request({ source }))
      })
      await advance(10_000)
      expect(requested).toHaveBeenCalledExactlyOnceWith('token-2')
      expect(server.calls).toEqual(['mint', '401', 'mint'])
      expect(source.getSnapshot()).toMatchObject({ status: 'success', token: 'token-2', error: undefined })
      await advance(440_000)
      expect(server.calls).toHaveLength(3)
      expect(callback).toHaveBeenCalledTimes(1)
    },
  )

  it('may call refresh before the user has signed in, which rejects and does not ask again', async () => {
    const rejected = vi.fn()
    const { server, source, callback } = await signedOut(async ({ source, signIn }) => {
      await source.refresh().catch(rejected)
      await pause(5_000)
      signIn()
    })
    await advance(10_000)
    expect(rejected).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 401 }))
    expect(server.calls).toEqual(['mint', '401', '401', 'mint'])
    expect(source.getSnapshot()).toMatchObject({ token: 'token-2', error: undefined })
    expect(callback).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['refresh', ({ source }) => void source.refresh()],
    ['getToken', ({ source }) => void source.getToken()],
    [
      'invalidate and getToken',
      async ({ source }) => {
        source.invalidate()
        await source.getToken()
      },
    ],
    [
      'reportRejected and refresh',
      async ({ source }) => {
        source.reportRejected('token-1')
        await source.refresh()
      },
    ],
    ['subscribe', ({ source }) => void source.subscribe(() => void source.getToken())],
    ['invalidate', ({ source }) => source.invalidate()],
    ['dispose', ({ source }) => source.dispose()],
    [
      'dispose and refresh',
      ({ source }) => {
        source.dispose()
        void source.refresh()
      },
    ],
  ] as [string, (app: { source: JoinTokenSource }) => void | Promise<void>][])(
    'does not repeat calls without end if it calls %s while the user stays signed out',
    async (_, call) => {
      const { server, callback } = await signedOut(call)
      await advance(5 * minute)
      expect(server.calls.length).toBeLessThan(7)
      expect(callback.mock.calls.length).toBeLessThan(3)
    },
  )

  it('leaves no timer if it disposes the source', async () => {
    const { events } = await signedOut(({ source }) => source.dispose())
    await advance(1)
    expect(vi.getTimerCount()).toBe(0)
    expect(events.map(({ type }) => type)).toEqual(['minted', 'lost'])
  })

  it('does not stop refresh if it never settles', async () => {
    const { server, source, signIn, callback } = await signedOut(forever)
    await advance(10_000)
    const rejected = expect(source.refresh()).rejects.toMatchObject({ status: 401 })
    await advance(0)
    await rejected
    signIn()
    expect(await source.refresh()).toBe('token-2')
    expect(server.calls).toEqual(['mint', '401', '401', 'mint'])
    expect(callback).toHaveBeenCalledTimes(1)
    await advance(60 * minute)
    expect(source.getSnapshot()).toMatchObject({ status: 'success', error: undefined })
  })

  it('does not stop getToken if it never settles', async () => {
    const { source, signIn } = await signedOut(forever)
    source.reportRejected('token-1')
    await advance(100_000)
    signIn()
    expect(await source.getToken()).toBe('token-2')
  })

  it('has two minutes, after which the source requests a token without it', async () => {
    const { server, source, signIn, events } = await signedOut(forever)
    await advance(119_999)
    signIn()
    expect(server.calls).toEqual(['mint', '401'])
    await advance(2)
    expect(server.calls).toEqual(['mint', '401', 'mint'])
    expect(source.getSnapshot()).toMatchObject({ status: 'success', token: 'token-2' })
    expect(events.map(({ type }) => type)).toEqual(['minted', 'minted'])
  })

  it('leads to a final error if it never settles and the user stays signed out', async () => {
    const { server, source, callback } = await signedOut(forever)
    source.reportRejected('token-1')
    await advance(1)
    const promise = expect(source.getToken()).rejects.toMatchObject({ status: 401 })
    await advance(10 * minute)
    await promise
    expect(source.getSnapshot()).toMatchObject({
      status: 'error',
      error: { status: 401 },
      isRefreshing: false,
    })
    expect(server.calls.length).toBeLessThan(5)
    expect(callback).toHaveBeenCalledTimes(1)
  })

  it('leads to a token even if it settles after its limit', async () => {
    const { server, source } = await signedOut(async ({ signIn }) => {
      await pause(10 * minute)
      signIn()
    })
    await advance(10 * minute + 2)
    expect(source.getSnapshot()).toMatchObject({ status: 'success', token: 'token-2' })
    expect(server.calls).toEqual(['mint', '401', '401', 'mint'])
  })

  it('may be called again by refresh after its limit', async () => {
    const { source, callback } = await signedOut(forever)
    await advance(3 * minute)
    void source.refresh()
    await advance(1)
    expect(callback).toHaveBeenCalledTimes(2)
  })

  it('does not keep getToken from a token that is valid', async () => {
    const { source } = await signedOut(forever)
    await advance(115_000)
    expect(await source.getToken()).toBe('token-1')
    expect(source.getSnapshot()).toMatchObject({ status: 'success', token: 'token-1', isRefreshing: true })
  })

  it('does not drop the token of an attempt that it overlaps', async () => {
    const { server, source } = await signedOut(async ({ signIn }) => {
      await pause(1_000)
      signIn()
    })
    await advance(500)
    server.answerAfterMs = 2_000
    const token = source.refresh()
    await advance(0)
    expect(server.calls).toEqual(['mint', '401', '401'])
    await expect(token).rejects.toMatchObject({ status: 401 })
    await advance(10_000)
    expect(server.calls).toEqual(['mint', '401', '401', 'mint'])
    expect(source.getSnapshot().token).toBe('token-2')
  })

  it('leads to another attempt if the 401 of an earlier one arrives after it', async () => {
    const onUnauthorized = vi.fn(() => pause(1_000))
    const { server, source } = setUp({ onUnauthorized })
    server.faults.push(fail(refusal(401)), async () => {
      await pause(800)
      throw refusal(401)
    })
    source.subscribe(() => undefined)
    await advance(500)
    const token = source.refresh()
    await advance(800)
    expect(await token).toBe('token-1')
    expect(server.calls).toEqual(['mint', 'mint', 'mint'])
    expect(onUnauthorized).toHaveBeenCalledTimes(1)
  })
})

describe('a redirect', () => {
  const statuses = [301, 302, 303, 307, 308]

  function behindSignIn(respond: () => Response) {
    let isSignedIn = false
    const onUnauthorized = vi.fn(() => {
      isSignedIn = true
    })
    const client = createClient({
      baseUrl: 'http://127.0.0.1/telnyx',
      fetch: async () =>
        isSignedIn
          ? Response.json({ data: { token: 'token-1', expires_in_ms: 600_000 } }, { status: 201 })
          : respond(),
    })
    const { source } = setUp({ ...joinTokenFrom(client, 'room-1'), onUnauthorized })
    return { source, onUnauthorized }
  }

  it.each(statuses)('with status %i has the app sign the user in', async (status) => {
    const { source, onUnauthorized } = behindSignIn(
      () => new Response(null, { status, headers: { location: 'https://sign-in.example' } }),
    )
    expect(await source.getToken()).toBe('token-1')
    expect(onUnauthorized).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ status, code: 'redirect' }),
    )
  })

  it('that a browser reports as opaque has the app sign the user in', async () => {
    const { source, onUnauthorized } = behindSignIn(() =>
      Object.defineProperties(new Response(), {
        type: { value: 'opaqueredirect' },
        status: { value: 0 },
        ok: { value: false },
      }),
    )
    expect(await source.getToken()).toBe('token-1')
    expect(onUnauthorized).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 0 }))
  })

  it('of a refresh has the app sign the user in, and then leads to a full mint', async () => {
    const onUnauthorized = vi.fn()
    const { server, source } = setUp({ onUnauthorized })
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(fail(refusal(302, { code: 'redirect' })))
    await advance(465_000)
    expect(server.calls).toEqual(['mint', 'refresh sealed', 'mint'])
    expect(onUnauthorized).toHaveBeenCalledTimes(1)
    expect(source.getSnapshot()).toMatchObject({ status: 'success', token: 'token-2', error: undefined })
  })

  it('is final when it comes again', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(refusal(302)), fail(refusal(302)))
    await expect(source.getToken()).rejects.toMatchObject({ status: 302 })
    expect(server.calls).toHaveLength(2)
  })
})
