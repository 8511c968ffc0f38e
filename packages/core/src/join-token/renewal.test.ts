import { describe, expect, it } from 'vitest'
import { advance, useVirtualTime } from '../../test/join-token-setup.ts'
import { openTabs } from '../../test/join-token-tabs.ts'

useVirtualTime()

describe('tokens that are rejected as soon as they arrive', () => {
  it('are not requested endlessly: renewal pauses after several within a minute', async () => {
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

  it('are requested immediately by refresh', async () => {
    const { tabs, server } = openTabs(1)
    const [source] = tabs
    for (let count = 0; count < 6; count++) source?.reportRejected((await source.refresh()) ?? '')
    const before = server.calls
    await source?.refresh()
    expect(server.calls).toBe(before + 1)
  })

  it('are requested immediately after invalidate', async () => {
    const { tabs, server } = openTabs(1)
    const [source] = tabs
    for (let count = 0; count < 6; count++) source?.reportRejected((await source.refresh()) ?? '')
    source?.invalidate()
    const before = server.calls
    await source?.getToken()
    expect(server.calls).toBe(before + 1)
  })

  it('do not include tokens of ten seconds, which are renewed every five seconds without a pause', async () => {
    const { events, watchAll } = openTabs(1, 10_000)
    watchAll()
    await advance(300_000)
    expect(events[0]?.some(({ type }) => type === 'paused')).toBe(false)
  })
})
