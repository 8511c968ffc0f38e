import type { JoinToken } from '../video/rooms.ts'
import type { Timers } from './clock.ts'

/** What tabs of one origin talk over; a browser's `BroadcastChannel` has this form. */
export interface TabChannel {
  postMessage(message: unknown): void
  onmessage: ((event: { readonly data: unknown }) => void) | null
  close(): void
}

/** What lets one tab at a time do something; a browser's `navigator.locks` has this form. */
export interface TabLocks {
  request(
    name: string,
    options: { readonly signal: AbortSignal },
    work: () => Promise<void>,
  ): Promise<unknown>
}

/** A token as one tab tells it to the others: with what is left of its life, since their clocks may differ. */
export interface SharedToken {
  readonly answer: JoinToken
  readonly lifeMs: number
  readonly leftMs: number
}

/** A token; or that a tab which has just come up asks who has one; or that all are to forget theirs. */
type Message = SharedToken | 'ask' | 'invalidate'

/** The other tabs in which the same person is in the same room. */
export interface Tabs {
  /** Begins to listen. */
  open(): void
  close(): void
  tell(shared: SharedToken): void
  /** Makes all tabs forget their token. */
  invalidate(): void
  /**
   * Resolves when this tab may make a call, to what says that the call is over. It waits some seconds at most, and is
   * over at once where there are no other tabs.
   */
  turn(delayMs: number, signal: AbortSignal): Promise<() => void>
}

/** What tabs stand on, and what they are told. */
export interface TabsOptions {
  readonly name: string
  readonly openChannel: (name: string) => TabChannel | undefined
  readonly locks: TabLocks | undefined
  readonly timers: Timers
  /** What this tab has, for one that asks. */
  readonly current: () => SharedToken | undefined
  readonly onToken: (shared: SharedToken) => void
  readonly onInvalidate: () => void
}

/** How long a lock is waited for, and how long it is held: a tab that stops answering must not stop the others. */
const longestLockMs = 4_000

const nothing = () => undefined

/** Makes the connection to the other tabs. Nothing is stored, and nothing is open until it is told to. */
export function createTabs(options: TabsOptions): Tabs {
  const { name, locks, timers } = options
  let channel: TabChannel | undefined

  const connect = () => options.openChannel(name)
  const say = (message: Message, to = channel) => to?.postMessage(message)

  /** Calls back after a while, or when the signal aborts; answers how to do without. */
  const after = (ms: number, signal: AbortSignal, callback: () => void) => {
    const timer = timers.setTimeout(callback, ms)
    const stop = () => timers.clearTimeout(timer)
    signal.addEventListener('abort', () => {
      stop()
      callback()
    })
    return stop
  }

  return {
    open() {
      channel ??= connect()
      if (!channel) return
      channel.onmessage = ({ data }) => {
        const message = data as Message
        const current = options.current()
        if (message === 'invalidate') options.onInvalidate()
        else if (message !== 'ask') options.onToken(message)
        else if (current) say(current)
      }
    },
    close() {
      channel?.close()
      channel = undefined
    },
    tell: say,
    invalidate() {
      const to = channel ?? connect()
      say('invalidate', to)
      if (to !== channel) to?.close()
    },
    async turn(delayMs, signal) {
      if (!channel) return nothing
      say('ask')
      await new Promise<void>((resolve) => after(delayMs, signal, resolve))
      if (!locks) return nothing
      const waiting = new AbortController()
      const acquired = after(longestLockMs, signal, () => waiting.abort())
      return new Promise((resolve) => {
        const hold = () => {
          acquired()
          return new Promise<void>((release) => {
            const released = after(longestLockMs, signal, release)
            resolve(() => {
              released()
              release()
            })
          })
        }
        // Without the lock, rather than not at all.
        locks.request(name, { signal: waiting.signal }, hold).catch(() => resolve(nothing))
      })
    },
  }
}

/** The platform's channel, where there is one. */
export function openBroadcastChannel(name: string): TabChannel | undefined {
  const { BroadcastChannel } = globalThis as { BroadcastChannel?: new (name: string) => TabChannel }
  return BroadcastChannel && new BroadcastChannel(name)
}
