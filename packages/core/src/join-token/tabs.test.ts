import { describe, expect, it } from 'vitest'
import { advance, useVirtualTime } from '../../test/join-token-setup.ts'
import { openTabs } from '../../test/join-token-tabs.ts'
import { ApiError } from '../errors.ts'

useVirtualTime()

describe('tabs of one user in one room', () => {
  it('make one call when they open at the same time', async () => {
    const { server, watchAll, tokens } = openTabs(5)
    watchAll()
    await advance(1_000)
    expect(server.calls).toBe(1)
    expect(tokens()).toEqual(Array(5).fill('token-1'))
  })

  it('make one call for each renewal, for as long as they are open', async () => {
    const { server, watchAll, tokens } = openTabs(5)
    watchAll()
    await advance(3_600_000)
    // Every 450 s: due at 480 s, and up to 30 s earlier at random.
    expect(server.calls).toBeGreaterThanOrEqual(7)
    expect(server.calls).toBeLessThanOrEqual(9)
    expect(new Set(tokens()).size).toBe(1)
  })

  it('leave the renewal to the visible tab', async () => {
    const page = (tab: number) => ({
      page: { document: { hidden: tab !== 3, hasFocus: () => tab === 3 } },
    })
    const { server, watchAll, events } = openTabs(5, 600_000, page)
    watchAll()
    await advance(500_000)
    expect(server.calls).toBe(2)
    expect(events.map((received) => received.some(({ type }) => type === 'refreshed'))).toEqual([
      false,
      false,
      false,
      true,
      false,
    ])
  })

  it('share their token with a tab that opens later', async () => {
    const { server, watchAll, open, events } = openTabs(2)
    watchAll()
    await advance(100_000)
    const late = open(2)
    late.subscribe(() => undefined)
    await advance(100)
    const { token, expiresAt } = late.getSnapshot()
    expect(token).toBe('token-1')
    expect(events[2]).toEqual([
      { type: 'shared', at: Date.now() - 100, expiresAt, dueAt: expect.any(Number), lifeMs: 600_000 },
    ])
    expect(server.calls).toBe(1)
  })

  it('share each token once, and do not share a token that they received', async () => {
    const { server, tabs, watchAll, browser } = openTabs(1)
    const peer = browser.openChannel('greenroom.join-token r1 u1')
    const shared: unknown[] = []
    peer.onmessage = ({ data }) => void (data !== 'request' && shared.push(data))
    watchAll()
    await advance(100)
    server.failing = new ApiError({ route: 'POST /x', status: 503, outcome: 'unknown' })
    await advance(590_000)
    expect(server.calls).toBeGreaterThan(2)
    expect(shared).toMatchObject([{ response: { token: 'token-1' } }])
    peer.postMessage({ response: { token: 'token-9' }, lifeMs: 600_000, leftMs: 100_000 })
    await advance(90_000)
    expect(tabs[0]?.getSnapshot().token).toBe('token-9')
    expect(server.calls).toBeGreaterThan(4)
    expect(shared).toHaveLength(1)
  })

  it('do not share a signed context, because each participant needs its own', async () => {
    let mints = 0
    const mint = async () => {
      mints += 1
      return { token: `token-${mints}`, expires_in_ms: 600_000, context: `signed ${mints}` }
    }
    const { tabs, watchAll } = openTabs(2, 600_000, () => ({ mint }))
    watchAll()
    await advance(1_000)
    const snapshots = () => tabs.map((tab) => tab.getSnapshot())
    expect(snapshots().map(({ token }) => token)).toEqual(['token-1', 'token-1'])
    expect(
      snapshots()
        .map(({ context }) => context)
        .sort(),
    ).toEqual(['', 'signed 1'])
    const other = tabs[snapshots().findIndex(({ context }) => context === '')]
    void other?.refresh()
    await advance(1_000)
    expect(other?.getSnapshot()).toMatchObject({ token: 'token-2', context: 'signed 2' })
  })

  it('do not wait for each other longer than a short lifetime allows, even if hidden', async () => {
    const page = () => ({ page: { document: { hidden: true } }, random: () => 0.99 })
    const { watchAll, events } = openTabs(2, 4_000, page)
    watchAll()
    await advance(120_000)
    expect(events.flat().filter(({ type }) => type === 'lost')).toEqual([])
  })

  it('count the lifetime by what remains, whatever their clocks show', async () => {
    const clock = (tab: number) => ({
      clock: { now: () => Date.now() + tab * 43_200_000, monotonic: () => performance.now() },
    })
    const { tabs, watchAll } = openTabs(2, 600_000, clock)
    watchAll()
    await advance(1_000)
    const [one, two] = tabs.map((tab) => tab.getSnapshot().expiresAt ?? 0)
    expect((two ?? 0) - (one ?? 0)).toBe(43_200_000)
  })

  it('continue without a tab that crashed while it held the lock', async () => {
    const { browser, server, watchAll, tokens } = openTabs(2)
    browser.queues.set('greenroom.join-token r1 u1', new Promise(() => undefined))
    watchAll()
    await advance(5_000)
    expect(server.calls).toBeGreaterThanOrEqual(1)
    expect(tokens().every((token) => token !== undefined)).toBe(true)
  })

  it('do not wait for a slow call of another tab', async () => {
    const { server, tabs, watchAll } = openTabs(2)
    server.answerAfterMs = 9_000
    watchAll()
    await advance(15_000)
    expect(tabs.map((tab) => tab.getSnapshot().status)).toEqual(['success', 'success'])
  })

  it('work without locks or without a channel', async () => {
    const noLocks = openTabs(2, 600_000, () => ({ locks: undefined as never }))
    noLocks.watchAll()
    await advance(1_000)
    expect(noLocks.tokens().every(Boolean)).toBe(true)
    const alone = openTabs(2, 600_000, () => ({ openChannel: () => undefined }))
    alone.watchAll()
    await advance(1_000)
    expect(alone.server.calls).toBe(2)
  })

  it('all discard the token when one is invalidated', async () => {
    const { tabs, watchAll, tokens } = openTabs(3)
    watchAll()
    await advance(1_000)
    tabs[1]?.invalidate()
    await advance(1)
    expect(tokens()).toEqual([undefined, undefined, undefined])
  })

  it('report a logout even without subscribers', async () => {
    const { tabs, tokens, browser } = openTabs(2)
    tabs[0]?.subscribe(() => undefined)
    await advance(1_000)
    tabs[1]?.invalidate()
    await advance(1)
    expect(tokens()[0]).toBeUndefined()
    expect(browser.openCount()).toBe(0)
  })

  it('do not replace a newer token by an older one', async () => {
    const { tabs, browser, watchAll } = openTabs(1)
    watchAll()
    await advance(480_000)
    const other = browser.openChannel('greenroom.join-token r1 u1')
    other.postMessage({ response: { token: 'token-2' }, lifeMs: 600_000, leftMs: 1_000 })
    await advance(1)
    expect(tabs[0]?.getSnapshot().token).toBe('token-2')
    expect(tabs[0]?.getSnapshot().expiresAt).toBeGreaterThan(Date.now() + 500_000)
  })

  it('work alone without an identity, or with different ones', async () => {
    const nameless = openTabs(2, 600_000, () => ({ identity: undefined }))
    nameless.watchAll()
    await advance(1_000)
    expect([nameless.server.calls, nameless.browser.openCount()]).toEqual([2, 0])
    const others = openTabs(2, 600_000, (tab) => ({ identity: `u${tab}` }))
    others.watchAll()
    await advance(1_000)
    expect(others.server.calls).toBe(2)
  })

  it('close their channel when they have no more subscribers', async () => {
    const { watchAll, browser } = openTabs(3)
    const stops = watchAll()
    await advance(1_000)
    expect(browser.openCount()).toBe(3)
    for (const stop of stops) stop()
    await advance(5_000)
    expect(browser.openCount()).toBe(0)
  })

  it('keep their token through an outage, and then share a new one', async () => {
    const { server, watchAll, tokens } = openTabs(5)
    watchAll()
    await advance(440_000)
    const route = 'POST /x'
    server.failing = new ApiError({ route, status: 503, outcome: 'unknown' })
    await advance(60_000)
    server.failing = undefined
    expect(tokens().every(Boolean)).toBe(true)
    await advance(30_000)
    expect(new Set(tokens()).size).toBe(1)
  })
})
