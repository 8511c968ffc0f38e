import { createJoinTokenSource } from '../src/join-token/join-token-source.ts'
import type { TabChannel, TabLocks } from '../src/join-token/tabs.ts'
import type { JoinTokenEvent, JoinTokenSourceOptions } from '../src/join-token/types.ts'
import type { JoinToken } from '../src/video/rooms.ts'
import { disposeAfterTest } from './join-token-setup.ts'

/** Creates the channels and locks of a browser with several tabs. */
export function fakeBrowser() {
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

/** Creates a server that counts its calls, and fails while `failing` is set. */
function countingServer(lifeMs: number) {
  const server = { calls: 0, answerAfterMs: 0, failing: undefined as Error | undefined }
  const respond = async (more: Partial<JoinToken>): Promise<JoinToken> => {
    server.calls += 1
    if (server.answerAfterMs > 0) await new Promise((resolve) => setTimeout(resolve, server.answerAfterMs))
    if (server.failing) throw server.failing
    return { token: `token-${server.calls}`, expires_in_ms: lifeMs, ...more }
  }
  const mint = () => respond({ refresh_token: 'sealed' })
  const refresh = () => respond({})
  return { server, mint, refresh }
}

/** Opens tabs of one user in one room, in one browser. */
export function openTabs(
  count: number,
  lifeMs = 600_000,
  more: (tab: number) => Partial<JoinTokenSourceOptions> = () => ({}),
) {
  const browser = fakeBrowser()
  const { server, ...calls } = countingServer(lifeMs)
  const events: JoinTokenEvent[][] = []
  const open = (tab: number) => {
    const received: JoinTokenEvent[] = []
    events[tab] = received
    const source = createJoinTokenSource({
      roomId: 'r1',
      identity: 'u1',
      random: () => 0.5,
      page: {},
      openChannel: browser.openChannel,
      locks: browser.locks,
      onEvent: (event) => received.push(event),
      ...calls,
      ...more(tab),
    })
    return disposeAfterTest(source)
  }
  const tabs = Array.from({ length: count }, (_, tab) => open(tab))
  const watchAll = () => tabs.map((tab) => tab.subscribe(() => undefined))
  const tokens = () => tabs.map((tab) => tab.getSnapshot().token)
  return { browser, server, tabs, open, watchAll, tokens, events }
}
