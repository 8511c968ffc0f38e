import { describe, expect, it } from 'vitest'
import { advance, useVirtualTime } from '../../test/join-token-setup.ts'
import { fakeBrowser, openTabs } from '../../test/join-token-tabs.ts'
import type { TabLocks } from './tabs.ts'

useVirtualTime()

const channelName = 'greenroom.join-token r1 u1'

describe('a platform with failing locks or channels', () => {
  const deadLocks: readonly (readonly [string, TabLocks['request']])[] = [
    ['are never granted, and ignore the signal', () => new Promise(() => undefined)],
    ['fail', () => Promise.reject(new Error('no access to locks'))],
    [
      'throw',
      () => {
        throw new Error('no access to locks')
      },
    ],
  ]
  it('has lock requests aborted that were not granted in time', async () => {
    const signals: AbortSignal[] = []
    const request: TabLocks['request'] = (_, { signal }) => {
      signals.push(signal)
      return new Promise(() => undefined)
    }
    const { watchAll } = openTabs(1, 600_000, () => ({ locks: { request } }))
    watchAll()
    await advance(4_050)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
  })

  it('leaves no timer if the request of a granted lock never settles', async () => {
    const request: TabLocks['request'] = (_, __, work) => {
      void work()
      return new Promise(() => undefined)
    }
    const { tabs, watchAll } = openTabs(1, 600_000, () => ({ locks: { request } }))
    watchAll()
    await advance(100)
    expect(tabs[0]?.getSnapshot().token).toBe('token-1')
    // `useVirtualTime` counts the timers after each test, when all sources are disposed.
  })

  it.each(deadLocks)('delays a token by at most four seconds if locks %s', async (_, request) => {
    const { tokens, watchAll } = openTabs(2, 600_000, () => ({ locks: { request } }))
    watchAll()
    await advance(4_050)
    expect(tokens().every(Boolean)).toBe(true)
  })

  it('lets a tab work alone if it denies a channel', async () => {
    const { tabs, server } = openTabs(2, 600_000, () => ({
      openChannel: () => {
        throw new Error('storage is blocked')
      },
    }))
    for (const tab of tabs) expect(() => tab.subscribe(() => undefined)).not.toThrow()
    expect(await tabs[0]?.getToken()).toMatch(/^token-/)
    tabs[1]?.invalidate()
    expect(server.calls).toBe(2)
  })

  it('lets a tab keep a token that cannot be sent to others', async () => {
    const answer = { token: 'token-1', expires_in_ms: 600_000, when: () => undefined }
    const { tabs, watchAll } = openTabs(1, 600_000, () => ({ mint: async () => answer }))
    watchAll()
    await advance(100)
    expect(tabs[0]?.getSnapshot().token).toBe('token-1')
  })
})

describe('a lock', () => {
  it('is released immediately if the call throws synchronously', async () => {
    const browser = fakeBrowser()
    const { watchAll, server } = openTabs(2, 600_000, (tab) => ({
      locks: browser.locks,
      ...(tab === 0 && {
        mint: () => {
          throw new Error('no network module')
        },
      }),
    }))
    watchAll()
    // Each tab waits 50 ms for responses of the others, one after the other.
    await advance(100)
    expect(server.calls).toBe(1)
  })

  it('is held for at most three seconds, however long the call takes', async () => {
    const heldMs: number[] = []
    const request: TabLocks['request'] = async (_, __, work) => {
      const from = Date.now()
      await work()
      heldMs.push(Date.now() - from)
    }
    const { server, watchAll } = openTabs(1, 600_000, () => ({ locks: { request } }))
    server.answerAfterMs = 9_000
    watchAll()
    await advance(9_100)
    expect(heldMs).toEqual([3_000])
  })

  it('that is never granted lets waiting tabs call one after the other', async () => {
    const { browser, server, watchAll, tokens } = openTabs(5)
    server.answerAfterMs = 500
    browser.queues.set(channelName, new Promise(() => undefined))
    watchAll()
    await advance(5_000)
    expect(server.calls).toBe(1)
    expect(tokens()).toEqual(Array(5).fill('token-1'))
  })

  it('leaves no timer if the source is disposed while it waits', async () => {
    const { tabs, watchAll, browser } = openTabs(1)
    browser.queues.set(channelName, new Promise(() => undefined))
    watchAll()
    await advance(1_000)
    tabs[0]?.dispose()
    // `useVirtualTime` checks after each test that no timer is left.
    expect(tabs[0]?.getSnapshot().status).toBe('pending')
  })
})

describe('a message of unknown form', () => {
  const foreign = { token: 'foreign', expires_in_ms: 600_000 }
  it.each<[unknown]>([
    [undefined],
    [null],
    [7],
    ['hello'],
    [[]],
    [{}],
    [{ response: null, lifeMs: 1_000, leftMs: 1_000 }],
    [{ response: {}, lifeMs: 600_000, leftMs: 600_000 }],
    [{ response: foreign }],
    [{ response: foreign, lifeMs: 600_000 }],
    [{ response: foreign, lifeMs: 600_000, leftMs: Number.NaN }],
    [{ response: foreign, lifeMs: 'long', leftMs: 'long' }],
    [{ response: foreign, lifeMs: 600_000, leftMs: 0 }],
    [{ response: foreign, lifeMs: -1, leftMs: -1 }],
    [{ response: { token: 42 }, lifeMs: 600_000, leftMs: 600_000 }],
    [{ response: { token: ['foreign'] }, lifeMs: 600_000, leftMs: 600_000 }],
    [{ response: { token: '  ' }, lifeMs: 600_000, leftMs: 600_000 }],
  ])('changes nothing, and does not throw: %j', async (message) => {
    let receive: ((data: unknown) => void) | undefined
    const { tabs, watchAll } = openTabs(1, 600_000, () => ({
      openChannel() {
        const channel = { onmessage: null, postMessage: () => undefined, close: () => undefined }
        receive = (data) => (channel.onmessage as ((event: { data: unknown }) => void) | null)?.({ data })
        return channel
      },
    }))
    watchAll()
    await advance(100)
    const before = tabs[0]?.getSnapshot()
    expect(before?.token).toBe('token-1')
    expect(() => receive?.(message)).not.toThrow()
    expect(tabs[0]?.getSnapshot()).toBe(before)
  })

  it('is ignored after the source was disposed', async () => {
    const { tabs, watchAll, browser } = openTabs(1)
    watchAll()
    await advance(100)
    const message = { response: { token: 'token-9' }, lifeMs: 600_000, leftMs: 600_000 }
    browser.openChannel(channelName).postMessage(message)
    tabs[0]?.dispose()
    await advance(1)
    expect(tabs[0]?.getSnapshot()).toMatchObject({ status: 'pending', token: undefined })
  })

  it('does not extend a token beyond its total lifetime', async () => {
    const { tabs, watchAll, browser } = openTabs(1)
    watchAll()
    await advance(100)
    const message = { response: { token: 'token-9' }, lifeMs: 60_000, leftMs: Number.POSITIVE_INFINITY }
    browser.openChannel(channelName).postMessage(message)
    await advance(1)
    expect(tabs[0]?.getSnapshot()).toMatchObject({ token: 'token-9', expiresAt: Date.now() - 1 + 60_000 })
  })
})
