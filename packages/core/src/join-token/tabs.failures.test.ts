import { describe, expect, it } from 'vitest'
import { advance, useVirtualTime } from '../../test/join-token-setup.ts'
import { fakeBrowser, openTabs } from '../../test/join-token-tabs.ts'
import type { TabLocks } from './tabs.ts'

useVirtualTime()

const channelName = 'greenroom.join-token r1 u1'

describe('a platform that does not keep its word', () => {
  const deadLocks: readonly (readonly [string, TabLocks['request']])[] = [
    ['never grant one, and do not listen to a signal', () => new Promise(() => undefined)],
    ['fail', () => Promise.reject(new Error('no access to locks'))],
    [
      'throw',
      () => {
        throw new Error('no access to locks')
      },
    ],
  ]
  it('asks for no lock any more that did not come in time', async () => {
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

  it('leaves no timer behind where a lock is granted and never said to be over', async () => {
    const request: TabLocks['request'] = (_, __, work) => {
      void work()
      return new Promise(() => undefined)
    }
    const { tabs, watchAll } = openTabs(1, 600_000, () => ({ locks: { request } }))
    watchAll()
    await advance(100)
    expect(tabs[0]?.getSnapshot().token).toBe('token-1')
    // Timers are counted after each test, when all sources are disposed of.
  })

  it.each(deadLocks)('holds a token up for four seconds at most where locks %s', async (_, request) => {
    const { tokens, watchAll } = openTabs(2, 600_000, () => ({ locks: { request } }))
    watchAll()
    await advance(4_050)
    expect(tokens().every(Boolean)).toBe(true)
  })

  it('lets a tab work by itself where it refuses a channel', async () => {
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

  it('lets a tab keep what cannot be sent to others', async () => {
    const answer = { token: 'token-1', expires_in_ms: 600_000, when: () => undefined }
    const { tabs, watchAll } = openTabs(1, 600_000, () => ({ mint: async () => answer }))
    watchAll()
    await advance(100)
    expect(tabs[0]?.getSnapshot().token).toBe('token-1')
  })
})

describe('a lock', () => {
  it('is given back at once when the call throws before it has begun', async () => {
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
    // Each asks the others for 50 ms, one after the other.
    await advance(100)
    expect(server.calls).toBe(1)
  })

  it('is held for three seconds at most, however long the call takes', async () => {
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

  it('that never comes has those who waited for it call one after the other', async () => {
    const { browser, server, watchAll, tokens } = openTabs(5)
    server.answerAfterMs = 500
    browser.queues.set(channelName, new Promise(() => undefined))
    watchAll()
    await advance(5_000)
    expect(server.calls).toBe(1)
    expect(tokens()).toEqual(Array(5).fill('token-1'))
  })

  it('leaves no timer behind when the source ends while it is waited for', async () => {
    const { tabs, watchAll, browser } = openTabs(1)
    browser.queues.set(channelName, new Promise(() => undefined))
    watchAll()
    await advance(1_000)
    tabs[0]?.dispose()
    // That no timer is left is looked at after each test.
    expect(tabs[0]?.getSnapshot().status).toBe('pending')
  })
})

describe('a message of another form', () => {
  const evil = { token: 'evil', expires_in_ms: 600_000 }
  it.each<[unknown]>([
    [undefined],
    [null],
    [7],
    ['hello'],
    [[]],
    [{}],
    [{ response: null, lifeMs: 1_000, leftMs: 1_000 }],
    [{ response: {}, lifeMs: 600_000, leftMs: 600_000 }],
    [{ response: evil }],
    [{ response: evil, lifeMs: 600_000 }],
    [{ response: evil, lifeMs: 600_000, leftMs: Number.NaN }],
    [{ response: evil, lifeMs: 'long', leftMs: 'long' }],
    [{ response: evil, lifeMs: 600_000, leftMs: 0 }],
    [{ response: evil, lifeMs: -1, leftMs: -1 }],
    [{ response: { token: 42 }, lifeMs: 600_000, leftMs: 600_000 }],
    [{ response: { token: ['evil'] }, lifeMs: 600_000, leftMs: 600_000 }],
    [{ response: { token: '  ' }, lifeMs: 600_000, leftMs: 600_000 }],
  ])('takes no token away, and throws nothing: %j', async (message) => {
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

  it('comes too late once the source is disposed of', async () => {
    const { tabs, watchAll, browser } = openTabs(1)
    watchAll()
    await advance(100)
    const message = { response: { token: 'token-9' }, lifeMs: 600_000, leftMs: 600_000 }
    browser.openChannel(channelName).postMessage(message)
    tabs[0]?.dispose()
    await advance(1)
    expect(tabs[0]?.getSnapshot()).toMatchObject({ status: 'pending', token: undefined })
  })

  it('gives no token a longer life than it has in all', async () => {
    const { tabs, watchAll, browser } = openTabs(1)
    watchAll()
    await advance(100)
    const message = { response: { token: 'token-9' }, lifeMs: 60_000, leftMs: Number.POSITIVE_INFINITY }
    browser.openChannel(channelName).postMessage(message)
    await advance(1)
    expect(tabs[0]?.getSnapshot()).toMatchObject({ token: 'token-9', expiresAt: Date.now() - 1 + 60_000 })
  })
})
