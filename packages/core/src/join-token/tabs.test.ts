import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../errors.ts'
import type { JoinToken } from '../video/rooms.ts'
import { createJoinTokenSource } from './join-token-source.ts'
import type { TabChannel, TabLocks } from './tabs.ts'
import type { JoinTokenEvent, JoinTokenSource, JoinTokenSourceOptions } from './types.ts'

/** A browser of several tabs: what they talk over, and what locks they have. */
function fakeBrowser() {
  const channels = new Map<string, Set<TabChannel>>()
  const queues = new Map<string, Promise<unknown>>()
  const openChannel = (name: string): TabChannel => {
    const all = channels.get(name) ?? new Set<TabChannel>()
    channels.set(name, all)
    const channel: TabChannel = {
      onmessage: null,
      postMessage(message) {
        const data: unknown = structuredClone(message)
        for (const other of all) {
          if (other !== channel) queueMicrotask(() => other.onmessage?.({ data }))
        }
      },
      close: () => void all.delete(channel),
    }
    all.add(channel)
    return channel
  }
  const locks: TabLocks = {
    request(name, { signal }, work) {
      const before = queues.get(name) ?? Promise.resolve()
      const aborted = new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      )
      aborted.catch(() => undefined)
      const held = Promise.race([before, aborted]).then(work)
      queues.set(name, Promise.all([before, held.catch(() => undefined)]))
      return held
    },
  }
  const openCount = () => [...channels.values()].reduce((sum, all) => sum + all.size, 0)
  return { openChannel, locks, queues, openCount }
}

/** A server that counts, and fails while it is told to. */
function fakeServer(lifeMs: number) {
  const server = { calls: 0, answerAfterMs: 0, failing: undefined as Error | undefined }
  const answer = async (more: Partial<JoinToken>): Promise<JoinToken> => {
    server.calls += 1
    if (server.answerAfterMs > 0) await new Promise((resolve) => setTimeout(resolve, server.answerAfterMs))
    if (server.failing) throw server.failing
    return { token: `token-${server.calls}`, expires_in_ms: lifeMs, ...more }
  }
  const mint = () => answer({ refresh_token: 'sealed' })
  const refresh = () => answer({})
  return { server, mint, refresh }
}

const sources: JoinTokenSource[] = []
const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)

function openTabs(
  count: number,
  lifeMs = 600_000,
  more: (tab: number) => Partial<JoinTokenSourceOptions> = () => ({}),
) {
  const browser = fakeBrowser()
  const { server, ...calls } = fakeServer(lifeMs)
  const events: JoinTokenEvent[][] = []
  const open = (tab: number) => {
    const told: JoinTokenEvent[] = []
    events[tab] = told
    const source = createJoinTokenSource({
      room_id: 'r1',
      identity: 'u1',
      random: () => 0.5,
      page: {},
      openChannel: browser.openChannel,
      locks: browser.locks,
      onEvent: (event) => told.push(event),
      ...calls,
      ...more(tab),
    })
    sources.push(source)
    return source
  }
  const tabs = Array.from({ length: count }, (_, tab) => open(tab))
  const watchAll = () => tabs.map((tab) => tab.subscribe(() => undefined))
  const tokens = () => tabs.map((tab) => tab.getSnapshot().token)
  return { browser, server, tabs, open, watchAll, tokens, events }
}

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }))
afterEach(() => {
  for (const source of sources.splice(0)) source.dispose()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('tabs of one person in one room', () => {
  it('make one call when they all come up at once', async () => {
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
    // Every 450 s of ten minutes: due at 480 s, and 30 s earlier by what is drawn.
    expect(server.calls).toBeGreaterThanOrEqual(7)
    expect(server.calls).toBeLessThanOrEqual(9)
    expect(new Set(tokens()).size).toBe(1)
  })

  it('leave it to the one that is looked at', async () => {
    const page = (tab: number) => ({
      page: { document: { hidden: tab !== 3, hasFocus: () => tab === 3 } },
    })
    const { server, watchAll, events } = openTabs(5, 600_000, page)
    watchAll()
    await advance(500_000)
    expect(server.calls).toBe(2)
    expect(events.map((told) => told.some(({ type }) => type === 'refreshed'))).toEqual([
      false,
      false,
      false,
      true,
      false,
    ])
  })

  it('give a tab that comes later the token that they have', async () => {
    const { server, watchAll, open } = openTabs(2)
    watchAll()
    await advance(100_000)
    const late = open(2)
    late.subscribe(() => undefined)
    await advance(100)
    expect(late.getSnapshot()).toMatchObject({ token: 'token-1', expiresAt: expect.any(Number) })
    expect(server.calls).toBe(1)
  })

  it('count its life by what is left, wherever their clocks stand', async () => {
    const clock = (tab: number) => ({
      clock: { now: () => Date.now() + tab * 43_200_000, monotonic: () => performance.now() },
    })
    const { tabs, watchAll } = openTabs(2, 600_000, clock)
    watchAll()
    await advance(1_000)
    const [one, two] = tabs.map((tab) => tab.getSnapshot().expiresAt ?? 0)
    expect((two ?? 0) - (one ?? 0)).toBe(43_200_000)
  })

  it('go on without a tab that died with the lock in its hand', async () => {
    const { browser, server, watchAll, tokens } = openTabs(2)
    browser.queues.set('greenroom.join-token r1 u1', new Promise(() => undefined))
    watchAll()
    await advance(5_000)
    expect(server.calls).toBeGreaterThanOrEqual(1)
    expect(tokens().every((token) => token !== undefined)).toBe(true)
  })

  it('hold the lock for four seconds at most, however long the call takes', async () => {
    const { server, tabs, watchAll } = openTabs(2)
    server.answerAfterMs = 9_000
    watchAll()
    await advance(15_000)
    expect(tabs.map((tab) => tab.getSnapshot().status)).toEqual(['success', 'success'])
  })

  it('work where there are no locks, or no channel', async () => {
    const noLocks = openTabs(2, 600_000, () => ({ locks: undefined as never }))
    noLocks.watchAll()
    await advance(1_000)
    expect(noLocks.tokens().every(Boolean)).toBe(true)
    const alone = openTabs(2, 600_000, () => ({ openChannel: () => undefined }))
    alone.watchAll()
    await advance(1_000)
    expect(alone.server.calls).toBe(2)
  })

  it('all forget the token when one is told to', async () => {
    const { tabs, watchAll, tokens } = openTabs(3)
    watchAll()
    await advance(1_000)
    tabs[1]?.invalidate()
    await advance(1)
    expect(tokens()).toEqual([undefined, undefined, undefined])
  })

  it('tell of a logout though nobody watches there', async () => {
    const { tabs, tokens, browser } = openTabs(2)
    tabs[0]?.subscribe(() => undefined)
    await advance(1_000)
    tabs[1]?.invalidate()
    await advance(1)
    expect(tokens()[0]).toBeUndefined()
    expect(browser.openCount()).toBe(0)
  })

  it('take no older token for a newer one', async () => {
    const { tabs, browser, watchAll } = openTabs(1)
    watchAll()
    await advance(480_000)
    const other = browser.openChannel('greenroom.join-token r1 u1')
    other.postMessage({ answer: { token: 'token-2' }, lifeMs: 600_000, leftMs: 1_000 })
    await advance(1)
    expect(tabs[0]?.getSnapshot().token).toBe('token-2')
    expect(tabs[0]?.getSnapshot().expiresAt).toBeGreaterThan(Date.now() + 500_000)
  })

  it('are each by themselves without an identity, and with another', async () => {
    const nameless = openTabs(2, 600_000, () => ({ identity: undefined }))
    nameless.watchAll()
    await advance(1_000)
    expect([nameless.server.calls, nameless.browser.openCount()]).toEqual([2, 0])
    const others = openTabs(2, 600_000, (tab) => ({ identity: `u${tab}` }))
    others.watchAll()
    await advance(1_000)
    expect(others.server.calls).toBe(2)
  })

  it('close their channel when nobody watches any more', async () => {
    const { watchAll, browser } = openTabs(3)
    const stops = watchAll()
    await advance(1_000)
    expect(browser.openCount()).toBe(3)
    for (const stop of stops) stop()
    await advance(5_000)
    expect(browser.openCount()).toBe(0)
  })

  it('all live through an outage, and one of them ends it', async () => {
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

describe('tokens that somebody turns away as soon as they come', () => {
  it('are not got without end: after some within a minute there is a pause', async () => {
    const { tabs, server, events } = openTabs(1)
    const [source] = tabs
    source?.subscribe(() => {
      const { token } = source.getSnapshot()
      if (token !== undefined) queueMicrotask(() => source.reportRejected(token))
    })
    await advance(30_000)
    expect(server.calls).toBeLessThanOrEqual(6)
    expect(events[0]?.filter(({ type }) => type === 'paused').length).toBeGreaterThanOrEqual(1)
    await advance(60_000)
    expect(server.calls).toBeGreaterThan(4)
  })

  it('are got at once when somebody asks for one in so many words', async () => {
    const { tabs, server } = openTabs(1)
    const [source] = tabs
    for (let count = 0; count < 6; count++) source?.reportRejected((await source.refresh()) ?? '')
    const before = server.calls
    await source?.refresh()
    expect(server.calls).toBe(before + 1)
  })

  it('may be those of ten seconds, which are renewed every five without a pause', async () => {
    const { events, watchAll } = openTabs(1, 10_000)
    watchAll()
    await advance(300_000)
    expect(events[0]?.some(({ type }) => type === 'paused')).toBe(false)
  })
})
