import type { JoinToken } from '../video/rooms.ts'
import type { Timers } from './clock.ts'
import { quietly } from './quietly.ts'

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
   * Resolves when this tab may make a call, to what is called when the call is over. It waits four seconds at most, and not at
   * all where there is no channel to other tabs; it never fails.
   */
  turn(signal: AbortSignal): Promise<(() => void) | undefined>
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

/** How long a lock is held: not as long as it is waited for, so that the next in the queue gets it in time. */
const longestHoldMs = 3_000
/** How long it is waited for: a tab that stops answering must not stop the others. */
const longestWaitMs = 3_200
/** How long those who waited in vain queue for another one, so that they do not all call at once. */
const secondWaitMs = 800
/** How long other tabs are given to say that they have a token. */
const askMs = 50

/** Makes the connection to the other tabs. Nothing is stored, and nothing is open until it is told to. */
export function createTabs(options: TabsOptions): Tabs {
  const { name, locks, timers } = options
  let channel: TabChannel | undefined

  // Where storage is blocked a browser may refuse a channel, and a token of the app's own making may not go through it.
  const connect = () =>
    quietly(() => {
      channel ??= options.openChannel(name)
    })
  const say = (message: Message) => quietly(() => channel?.postMessage(message))

  /** Calls back after a while, or when the signal aborts, or when what it answers is called. */
  const after = (ms: number, signal: AbortSignal, callback: () => void) => {
    const now = () => {
      timers.clearTimeout(timer)
      callback()
    }
    const timer = timers.setTimeout(now, ms)
    signal.addEventListener('abort', now)
    if (signal.aborted) now()
    return now
  }

  /** Waits for a lock, whether or not the platform keeps its word; resolves to what gives it up, if it came in time. */
  const lock = (lockName: string, waitMs: number, signal: AbortSignal) =>
    new Promise<(() => void) | undefined>((resolve) => {
      const waiting = new AbortController()
      const giveUp = after(waitMs, signal, () => {
        waiting.abort()
        resolve(undefined)
      })
      const hold = () =>
        new Promise<void>((release) => {
          resolve(after(longestHoldMs, signal, release))
          giveUp()
        })
      const request = async () => locks?.request(lockName, { signal: waiting.signal }, hold)
      request().then(giveUp, giveUp)
    })

  function close(): void {
    if (!channel) return
    // What is on its way comes too late.
    channel.onmessage = null
    channel.close()
    channel = undefined
  }

  return {
    open() {
      connect()
      if (!channel) return
      channel.onmessage = ({ data }) => {
        const message = data as Message
        const current = options.current()
        if (message === 'invalidate') options.onInvalidate()
        else if (message !== 'ask') options.onToken(message)
        else if (current) say(current)
      }
    },
    close,
    tell: say,
    invalidate() {
      // Also when this tab does not listen.
      connect()
      say('invalidate')
      close()
    },
    async turn(signal) {
      if (!channel) return undefined
      // Rather than not at all, a call is made without a lock.
      const done =
        (await lock(name, longestWaitMs, signal)) ?? (await lock(`${name} 2`, secondWaitMs, signal))
      // A lock changes hands faster than a token does: who had it before has one by now.
      say('ask')
      await new Promise<void>((resolve) => after(askMs, signal, resolve))
      return done
    },
  }
}

/** The platform's channel, where there is one. */
export function openBroadcastChannel(name: string): TabChannel | undefined {
  const { BroadcastChannel } = globalThis as { BroadcastChannel?: new (name: string) => TabChannel }
  return BroadcastChannel && new BroadcastChannel(name)
}
