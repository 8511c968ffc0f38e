import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, InputError } from '../errors.ts'
import type { JoinToken } from '../video/rooms.ts'
import { createJoinTokenSource } from './join-token-source.ts'
import type { JoinTokenEvent, JoinTokenSource, JoinTokenSourceOptions } from './types.ts'

const route = 'POST /rooms/{room_id}/actions/generate_join_client_token'
const refusal = (status: number, more: { code?: string; retryAfterMs?: number; terminal?: boolean } = {}) =>
  new ApiError({ route, status, outcome: 'rejected', ...more })

/** A server whose tokens are numbered. What is queued in `faults` befalls its next calls. */
function fakeServer(lifeMs = 600_000) {
  const calls: string[] = []
  const faults: (() => Promise<JoinToken> | JoinToken)[] = []
  const server = { lifeMs, calls, faults, issued: 0, answerAfterMs: 0 }
  const answer = async (call: string, more: Partial<JoinToken>): Promise<JoinToken> => {
    calls.push(call)
    const fault = faults.shift()
    if (fault) return fault()
    if (server.answerAfterMs > 0) await new Promise((resolve) => setTimeout(resolve, server.answerAfterMs))
    return { token: `token-${++server.issued}`, expires_in_ms: server.lifeMs, ...more }
  }
  const mint: JoinTokenSourceOptions['mint'] = () => answer('mint', { refresh_token: 'sealed' })
  const refresh: JoinTokenSourceOptions['refresh'] = ({ refresh_token }) =>
    answer(`refresh ${refresh_token}`, {})
  return Object.assign(server, { mint, refresh })
}

const sources: JoinTokenSource[] = []

function setUp(options: Partial<JoinTokenSourceOptions> = {}, lifeMs?: number) {
  const server = fakeServer(lifeMs)
  const events: JoinTokenEvent[] = []
  const source = createJoinTokenSource({
    room_id: 'room-1',
    mint: server.mint,
    refresh: server.refresh,
    random: () => 0.5,
    onEvent: (event) => events.push(event),
    ...options,
  })
  sources.push(source)
  return { server, source, events }
}

const fail = (error: unknown) => () => Promise.reject(error)
const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
/** The device sleeps: its wall clock goes on, timers and the monotonic clock do not. */
const sleep = (ms: number) => vi.setSystemTime(Date.now() + ms)

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})

afterEach(() => {
  for (const source of sources.splice(0)) source.dispose()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

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

  it('does not ask again after a final failure until refresh is called', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(refusal(404)))
    await expect(source.getToken()).rejects.toMatchObject({ status: 404 })
    await expect(source.getToken()).rejects.toMatchObject({ status: 404 })
    expect(server.calls).toHaveLength(1)
    expect(await source.refresh()).toBe('token-1')
  })
})

describe('subscribe', () => {
  it('mints at once, and renews ahead of the end for as long as it lasts', async () => {
    const { server, source } = setUp()
    const statuses: string[] = []
    const stop = source.subscribe(() => statuses.push(source.getSnapshot().status))
    expect(server.calls).toEqual(['mint'])
    await advance(0)
    expect(statuses).toEqual(['success'])
    // A fifth of the life ahead, and half of the jitter earlier still.
    await advance(464_999)
    expect(server.calls).toHaveLength(1)
    await advance(1)
    expect(server.calls).toEqual(['mint', 'refresh sealed'])
    expect(source.getSnapshot().token).toBe('token-2')
    await advance(24 * 3_600_000)
    expect(server.calls).toHaveLength(2 + Math.floor((24 * 3_600_000) / 465_000))
    stop()
  })

  it('notifies only when the snapshot changes, and gives the same snapshot until then', async () => {
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

  it('counts a life from when the request was sent', async () => {
    const { server, source } = setUp()
    server.answerAfterMs = 4_000
    source.subscribe(() => undefined)
    await advance(4_000)
    expect(source.getSnapshot().expiresAt).toBe(1_700_000_600_000)
  })

  it('outlives a listener that comes back within five seconds, as in StrictMode', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)()
    source.subscribe(() => undefined)
    await advance(1_000_000)
    expect(server.calls).toEqual(['mint', 'refresh sealed', 'refresh sealed'])
  })

  it('rests five seconds after the last listener has gone, and takes up where it left', async () => {
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

  it('goes on for those who stay', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    source.subscribe(() => undefined)()
    await advance(500_000)
    expect(server.calls).toHaveLength(2)
  })

  it('goes on when a listener throws', async () => {
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

  it('sets no timer for more than a minute, whatever the life', async () => {
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

  it('keeps a token that works through an outage, and takes it away when its life is over', async () => {
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

  it('keeps a token that works after a final refusal, asks no more, and ends with the error', async () => {
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

  it('honours what the server asks to wait', async () => {
    const { server, source, events } = setUp()
    server.faults.push(fail(refusal(429, { retryAfterMs: 45_000 })))
    source.subscribe(() => undefined)
    await advance(44_999)
    expect(server.calls).toHaveLength(1)
    expect(events[0]).toMatchObject({ type: 'failed', retryAt: 1_700_000_045_000 })
    await advance(1)
    expect(source.getSnapshot().status).toBe('success')
  })

  it('gives an attempt up after ten seconds, aborts it, and ignores its late answer', async () => {
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

describe('an old token', () => {
  it('is not taken for a new one, and ends the attempts when it comes three times', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    const same = () => ({ token: 'token-1', expires_in_ms: 600_000 })
    server.faults.push(same, same, same)
    await advance(475_000)
    expect(server.calls).toHaveLength(4)
    expect(source.getSnapshot()).toMatchObject({ status: 'success', error: { name: 'StaleTokenError' } })
    await advance(600_000)
    expect(server.calls).toHaveLength(4)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', error: { name: 'StaleTokenError' } })
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

describe('reportRejected', () => {
  it('gives the token up at once and renews it', async () => {
    const { server, source, events } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    source.reportRejected('token-1')
    expect(source.getSnapshot()).toMatchObject({ status: 'pending', token: undefined })
    expect(await source.getToken()).toBe('token-2')
    expect(server.calls).toEqual(['mint', 'refresh sealed'])
    expect(events.map(({ type }) => type)).toEqual(['minted', 'lost', 'refreshed'])
  })

  it('cuts the wait after a failed renewal short', async () => {
    const { server, source } = setUp({ random: () => 1 })
    source.subscribe(() => undefined)
    await advance(0)
    server.faults.push(...Array.from({ length: 5 }, () => fail(refusal(503))))
    await advance(450_000 + 17_000)
    expect(server.calls).toHaveLength(3)
    source.reportRejected('token-1')
    expect(server.calls).toHaveLength(4)
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

  it('never gives a rejected token again, though a cache answers it', async () => {
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
  it('renews now, and fails with its attempt', async () => {
    const { server, source } = setUp()
    await source.getToken()
    expect(await source.refresh()).toBe('token-2')
    server.faults.push(fail(refusal(503)))
    await expect(source.refresh()).rejects.toMatchObject({ status: 503 })
    expect(source.getSnapshot().token).toBe('token-2')
  })

  it('needs nobody to look at its failure', async () => {
    const { server, source } = setUp()
    server.faults.push(fail(refusal(403)), fail(refusal(403)))
    void source.refresh()
    void source.getToken()
    await advance(0)
    expect(source.getSnapshot().status).toBe('error')
  })
})

describe('time', () => {
  it('renews on the first tick after a sleep, though the monotonic clock stood still', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    sleep(8 * 3_600_000)
    expect(source.getSnapshot().token).toBeUndefined()
    await advance(60_000)
    expect(source.getSnapshot().token).toBe('token-2')
    expect(server.calls).toHaveLength(2)
  })

  it('does not care where the device’s clock stands, nor when it is set back', async () => {
    vi.setSystemTime(1_700_000_000_000 - 12 * 3_600_000)
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    await advance(100_000)
    sleep(-6 * 3_600_000)
    await advance(364_999)
    expect(server.calls).toHaveLength(1)
    await advance(1)
    expect(server.calls).toHaveLength(2)
    expect(source.getSnapshot().expiresAt).toBe(Date.now() + 600_000)
  })

  it('runs on clocks and timers that are given', async () => {
    const clock = { now: () => 5_000, monotonic: () => 0 }
    const setTimeout = vi.fn(() => 7)
    const clearTimeout = vi.fn()
    const { source } = setUp({ clock, timers: { setTimeout, clearTimeout } })
    source.subscribe(() => undefined)
    await Promise.resolve().then(() => advance(0))
    expect(source.getSnapshot().expiresAt).toBe(605_000)
    expect(setTimeout).toHaveBeenLastCalledWith(expect.any(Function), 60_000)
    source.dispose()
    expect(clearTimeout).toHaveBeenLastCalledWith(7)
  })
})

describe('the page', () => {
  function fakePage() {
    const document = new EventTarget()
    const window = new EventTarget()
    const navigator = { onLine: true }
    const watched = vi.spyOn(window, 'addEventListener')
    const unwatched = vi.spyOn(window, 'removeEventListener')
    return { document, window, navigator, watched, unwatched }
  }

  it.each([
    ['document', 'visibilitychange'],
    ['document', 'resume'],
    ['window', 'pageshow'],
    ['window', 'focus'],
    ['window', 'online'],
  ] as const)('has the token renewed after a sleep when its %s says %s', async (target, type) => {
    const page = fakePage()
    const { server, source } = setUp({ page })
    source.subscribe(() => undefined)
    await advance(0)
    sleep(500_000)
    page[target].dispatchEvent(new Event(type))
    expect(server.calls).toHaveLength(2)
  })

  it('brings a retry forward when it wakes, to a second after the last attempt', async () => {
    const page = fakePage()
    const { server, source } = setUp({ page, random: () => 1 })
    server.faults.push(...Array.from({ length: 5 }, () => fail(new TypeError('Failed to fetch'))))
    source.subscribe(() => undefined)
    await advance(17_000)
    expect(server.calls).toHaveLength(4)
    for (let event = 0; event < 20; event++) page.window.dispatchEvent(new Event('focus'))
    expect(server.calls).toHaveLength(5)
  })

  it('does not cut short a wait that the server asked for', async () => {
    const page = fakePage()
    const { server, source } = setUp({ page })
    server.faults.push(fail(refusal(503, { retryAfterMs: 20_000 })))
    source.subscribe(() => undefined)
    await advance(10_000)
    page.window.dispatchEvent(new Event('online'))
    expect(server.calls).toHaveLength(1)
  })

  it('is asked again every half minute while it says that it is offline', async () => {
    const page = fakePage()
    page.navigator.onLine = false
    const { server, source } = setUp({ page })
    server.faults.push(fail(new TypeError('Failed to fetch')), fail(new TypeError('Failed to fetch')))
    source.subscribe(() => undefined)
    await advance(59_999)
    expect(server.calls).toHaveLength(2)
    page.window.dispatchEvent(new Event('online'))
    await advance(0)
    expect(source.getSnapshot().status).toBe('success')
  })

  it('is watched only while the token is observed', async () => {
    const page = fakePage()
    const { source } = setUp({ page })
    await source.getToken()
    expect(page.watched).not.toHaveBeenCalled()
    const stop = source.subscribe(() => undefined)
    const types = page.watched.mock.calls.map(([type]) => type)
    expect(types).toEqual(expect.arrayContaining(['pageshow', 'focus', 'online']))
    stop()
    await advance(5_000)
    expect(page.unwatched.mock.calls.map(([type]) => type)).toEqual(types)
  })
})

describe('invalidate', () => {
  it('forgets the token and asks for none until somebody does', async () => {
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

  it('ends what is under way, and takes no note of how that fails', async () => {
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

  it('fails those who wait, and ignores what was under way', async () => {
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
  it('aborts what is under way', () => {
    const mint = vi.fn<JoinTokenSourceOptions['mint']>(() => new Promise(() => undefined))
    const { source } = setUp({ mint })
    source.subscribe(() => undefined)
    source.dispose()
    expect(mint.mock.calls[0]?.[0].signal.aborted).toBe(true)
  })

  it('ends everything, for good', async () => {
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

describe('onEvent', () => {
  it('tells what happens, and no secret', async () => {
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
