import { describe, expect, it, vi } from 'vitest'
import { advance, fail, refusal, setUp, sleep, useVirtualTime } from '../../test/join-token-setup.ts'

useVirtualTime()

describe('time', () => {
  it('renews the token after a sleep, although the monotonic clock stopped', async () => {
    const { server, source } = setUp()
    source.subscribe(() => undefined)
    await advance(0)
    sleep(8 * 3_600_000)
    expect(source.getSnapshot().token).toBeUndefined()
    await advance(60_000)
    expect(source.getSnapshot().token).toBe('token-2')
    expect(server.calls).toHaveLength(2)
  })

  it('does not depend on the device’s clock, even if it is set back', async () => {
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

  it('uses the given clocks and timers', async () => {
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
  ] as const)('has the token renewed after a sleep when its %s emits %s', async (target, type) => {
    const page = fakePage()
    const { server, source } = setUp({ page })
    source.subscribe(() => undefined)
    await advance(0)
    sleep(500_000)
    page[target].dispatchEvent(new Event(type))
    expect(server.calls).toHaveLength(2)
  })

  it('moves a retry forward when it wakes, to a second after the last attempt', async () => {
    const page = fakePage()
    const { server, source } = setUp({ page, random: () => 1 })
    server.faults.push(...Array.from({ length: 5 }, () => fail(new TypeError('Failed to fetch'))))
    source.subscribe(() => undefined)
    await advance(17_000)
    expect(server.calls).toHaveLength(4)
    for (let event = 0; event < 20; event++) page.window.dispatchEvent(new Event('focus'))
    expect(server.calls).toHaveLength(5)
  })

  it('does not shorten a wait that the server requested', async () => {
    const page = fakePage()
    const { server, source } = setUp({ page })
    server.faults.push(fail(refusal(503, { retryAfterMs: 20_000 })))
    source.subscribe(() => undefined)
    await advance(10_000)
    page.window.dispatchEvent(new Event('online'))
    expect(server.calls).toHaveLength(1)
  })

  it('leads to no call after a final error when it wakes', async () => {
    const page = fakePage()
    const { server, source } = setUp({ page })
    server.faults.push(fail(refusal(403)))
    source.subscribe(() => undefined)
    await advance(60_000)
    for (const type of ['focus', 'pageshow', 'online']) page.window.dispatchEvent(new Event(type))
    await advance(60_000)
    expect(server.calls).toHaveLength(1)
  })

  it('leads to an attempt every half minute while it reports that it is offline', async () => {
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

  it('is watched only while the source has subscribers', async () => {
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
