import { tabBrowser } from '@greenroom/testing/tab-browser'
import { describe, expect, it, vi } from 'vitest'
import { json } from '../../test/test-client.ts'
import { advance, sse, streamServer, subscribe, useVirtualTime } from '../../test/updates-setup.ts'
import type { SubscribeToUpdatesOptions } from './types.ts'

useVirtualTime()

/** Opens tabs of one user, one after the other. */
async function openTabs(count: number, more: Partial<SubscribeToUpdatesOptions> = {}) {
  const browser = tabBrowser()
  const server = streamServer()
  const open = async (options: Partial<SubscribeToUpdatesOptions> = {}) => {
    const { freeze, thaw, ...tab } = browser.openTab()
    const record = subscribe({ client: server.client, identity: 'ann', ...tab, ...more, ...options })
    // The code for tabs is loaded first.
    await vi.dynamicImportSettled()
    await advance(0)
    return Object.assign(record, { freeze, thaw })
  }
  const tabs: Awaited<ReturnType<typeof open>>[] = []
  for (let tab = 0; tab < count; tab++) tabs.push(await open())
  return { browser, server, open, tabs: tabs as [(typeof tabs)[0], (typeof tabs)[0], (typeof tabs)[0]] }
}

/** Keeps a connection open for some time. */
async function beat(server: ReturnType<typeof streamServer>, ms: number) {
  for (let passed = 0; passed < ms; passed += 15_000) {
    await advance(15_000)
    server.last().write(':\n\n')
  }
  await advance(0)
}

describe('tabs of one identity', () => {
  it('share one connection: updates, resets and the status reach each of them', async () => {
    const { server, tabs } = await openTabs(3)
    server.last().write(`${sse('e1')}id: c2\nevent: reset\ndata: {}\n\n`)
    await advance(0)
    for (const { received, resets, statuses } of tabs) {
      expect([received, resets, statuses.at(-1)]).toEqual([['e1'], 1, 'open'])
    }
    await beat(server, 300_000)
    expect(server.requests).toBe(1)
  })

  it.each([
    ['another identity', { identity: 'ben' }],
    ['other rooms', { rooms: ['r1'] }],
  ])('share nothing with tabs of %s', async (_, other) => {
    const { server, open } = await openTabs(1)
    await open(other)
    expect(server.requests).toBe(2)
  })

  it('that open late learn the status, of which the others hear nothing again', async () => {
    const { server, tabs, open } = await openTabs(2)
    server.faults.push(() => json({}, { status: 503, headers: { 'retry-after': '20' } }))
    server.last().end()
    await advance(500)
    const before = tabs[1].statuses.length
    const late = await open()
    expect([late.statuses, tabs[1].statuses.length]).toEqual([['waiting'], before])
    expect(tabs[1].statuses.at(-1)).toBe('waiting')
  })

  it('continue after the last cursor without loss or repetition when the connected tab closes', async () => {
    const { server, tabs } = await openTabs(3)
    server.last().write(sse('e1'))
    await advance(0)
    tabs[0].abort()
    await advance(0)
    expect(server.last().cursor).toBe('c-e1')
    server.last().write(sse('e1') + sse('e2'))
    await advance(0)
    expect(tabs.map(({ received }) => received)).toEqual([['e1'], ['e1', 'e2'], ['e1', 'e2']])
    expect(tabs.map(({ statuses }) => statuses.at(-1))).toEqual(['closed', 'open', 'open'])
    expect([server.requests, server.openCount()]).toEqual([2, 1])
  })

  it('report a reset when they continue without a cursor', async () => {
    const browser = tabBrowser()
    const server = streamServer('')
    const open = () => subscribe({ client: server.client, identity: 'ann', ...browser.openTab() })
    const first = open()
    await advance(0)
    const second = open()
    await advance(0)
    first.abort()
    await advance(0)
    expect([first.resets, second.resets, server.requests]).toEqual([0, 1, 2])
  })

  it('take over from a frozen tab, which follows them when it wakes', async () => {
    const { server, tabs } = await openTabs(2)
    const [first, second] = tabs
    server.last().write(sse('e1'))
    await advance(0)
    first.freeze()
    await advance(50_000)
    expect([server.requests, server.last().cursor]).toEqual([2, 'c-e1'])
    first.thaw()
    await advance(0)
    expect(server.openCount()).toBe(1)
    server.last().write(sse('e2'))
    await advance(0)
    await beat(server, 300_000)
    expect([first.received, second.received]).toEqual([
      ['e1', 'e2'],
      ['e1', 'e2'],
    ])
    expect(first.statuses).toEqual(['connecting', 'open'])
    expect(server.requests).toBe(2)
    second.abort()
    await advance(0)
    expect([server.requests, first.statuses.at(-1)]).toEqual([3, 'open'])
  })

  it('do not take over while the connected tab waits as long as the server requests', async () => {
    const { server, tabs } = await openTabs(2)
    server.faults.push(() => json({}, { status: 429, headers: { 'retry-after': '600' } }))
    server.last().end()
    await advance(600_000)
    expect(server.requests).toBe(2)
    await advance(1_000)
    expect([server.requests, tabs[1].statuses.at(-1)]).toEqual([3, 'open'])
  })

  it('that sleep together continue with one connection', async () => {
    const { server, tabs } = await openTabs(3)
    for (const tab of tabs) tab.freeze()
    await advance(3_600_000)
    for (const tab of tabs) tab.thaw()
    await advance(60_000)
    expect(server.openCount()).toBe(1)
    server.last().write(sse('e1'))
    await advance(0)
    for (const { received, statuses } of tabs) expect([received, statuses.at(-1)]).toEqual([['e1'], 'open'])
  })

  it('all end after a terminal error, without another request', async () => {
    const { browser, server, tabs } = await openTabs(3)
    server.faults.push(() => json({}, { status: 403 }))
    server.last().end()
    await advance(600_000)
    for (const { statuses, errors } of tabs) expect([statuses.at(-1), errors.length]).toEqual(['closed', 1])
    expect([server.requests, browser.openCount(), vi.getTimerCount()]).toEqual([2, 0, 0])
  })

  it('leave nothing when they are closed, connected or not', async () => {
    const { browser, server, tabs } = await openTabs(3)
    tabs[1].abort()
    await advance(0)
    expect([tabs[1].statuses.at(-1), server.openCount()]).toEqual(['closed', 1])
    for (const tab of tabs) tab.abort()
    await advance(0)
    expect(tabs.map(({ statuses }) => statuses.at(-1))).toEqual(['closed', 'closed', 'closed'])
    expect([server.openCount(), browser.openCount(), vi.getTimerCount()]).toEqual([0, 0, 0])
  })

  it.each([
    ['reject', () => Promise.reject(new DOMException('denied', 'SecurityError'))],
    [
      'throw',
      () => {
        throw new DOMException('denied', 'SecurityError')
      },
    ],
  ])('work alone if locks %s', async (_, request) => {
    const { server, tabs, browser } = await openTabs(2, { locks: { request } })
    for (const stream of server.streams) stream.write(sse('e1'))
    await advance(0)
    expect(tabs.map(({ received }) => received)).toEqual([['e1'], ['e1']])
    for (const tab of tabs) tab.abort()
    await advance(0)
    expect([server.openCount(), browser.openCount()]).toEqual([0, 0])
  })

  it('stay connected if the channel cannot send', async () => {
    const openChannel = () => ({
      onmessage: null,
      postMessage() {
        throw new DOMException('closed', 'InvalidStateError')
      },
      close: () => undefined,
    })
    const { server, tabs } = await openTabs(1, { openChannel })
    server.last().write(sse('e1'))
    await advance(0)
    expect([tabs[0].received, tabs[0].statuses]).toEqual([['e1'], ['connecting', 'open']])
  })

  it('share a status without its error if that cannot be cloned', async () => {
    const { server, tabs } = await openTabs(2)
    const error = Object.assign(new Error('lost'), { cause: () => undefined })
    server.last().fail(error)
    await advance(0)
    expect(tabs.map(({ statuses }) => statuses.at(-1))).toEqual(['waiting', 'waiting'])
  })

  it('ignore what other scripts send on their channel', async () => {
    const { browser, server, tabs } = await openTabs(2)
    const name = 'greenroom updates ["ann",null]'
    const channel = browser.openTab().openChannel(name)
    for (const message of [null, 'x', 5, {}, { type: 'other' }, []]) channel.postMessage(message)
    await advance(0)
    server.last().write(sse('e1'))
    await advance(0)
    expect(tabs.map(({ received }) => received)).toEqual([['e1'], ['e1']])
    channel.close()
  })
})
