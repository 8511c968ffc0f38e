import type { JoinToken } from '../video/rooms.ts'
import type { Timers } from './clock.ts'
import { quietly } from './quietly.ts'
import { unref } from './unref.ts'

/** A channel between tabs of one origin; a browser's `BroadcastChannel` has this form. */
export interface TabChannel {
  postMessage(message: unknown): void
  onmessage: ((event: { readonly data: unknown }) => void) | null
  close(): void
}

/** Locks that one tab at a time can acquire; a browser's `navigator.locks` has this form. */
export interface TabLocks {
  request(
    name: string,
    options: { readonly signal: AbortSignal },
    work: () => Promise<void>,
  ): Promise<unknown>
}

/** A token as tabs share it: with its remaining lifetime, because their clocks may differ. */
export interface SharedToken {
  readonly answer: JoinToken
  readonly lifeMs: number
  readonly leftMs: number
}

/** A token, a request of a tab for a token, or an instruction to all tabs to discard theirs. */
type Message = SharedToken | 'ask' | 'invalidate'

/** The other tabs with the same identity and room. */
export interface Tabs {
  /** Starts to listen. */
  open(): void
  close(): void
  share(shared: SharedToken): void
  /** Makes all tabs discard their token. */
  invalidate(): void
  /**
   * Resolves when this tab may make a call, to a function to call when the call is over. It waits four
   * seconds at most, and not at all without a channel to other tabs. It never rejects.
   */
  turn(signal: AbortSignal): Promise<(() => void) | undefined>
}

/** Options of {@link createTabs}. */
export interface TabsOptions {
  readonly name: string
  readonly openChannel: (name: string) => TabChannel | undefined
  readonly locks: TabLocks | undefined
  readonly timers: Timers
  /** Returns this tab's token, for a tab that requests it. */
  readonly current: () => SharedToken | undefined
  readonly onToken: (shared: SharedToken) => void
  readonly onInvalidate: () => void
}

/**
 * How long a tab keeps a lock: less than others wait for it, so that the next tab in the queue acquires it in
 * time.
 */
const longestHoldMs = 3_000
/** How long a tab waits for the lock: a tab that stops responding must not block the others. */
const longestWaitMs = 3_200
/** How long tabs that timed out wait for a second lock, so that they do not all call at once. */
const secondWaitMs = 800
/** How long a tab waits for other tabs to share their token. */
const askMs = 50

/** Creates the connection to the other tabs. It stores nothing, and opens no channel before `open()`. */
export function createTabs(options: TabsOptions): Tabs {
  const { name, locks, timers } = options
  let channel: TabChannel | undefined

  // A browser that blocks storage may deny a channel, and a channel may be unable to clone an app's custom
  // token.
  const connect = () =>
    quietly(() => {
      channel ??= options.openChannel(name)
    })
  const send = (message: Message) => quietly(() => channel?.postMessage(message))

  /** Calls back after a delay, when the signal aborts, or when the returned function is called. */
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

  /**
   * Waits for a lock, even if the platform never settles. Resolves to its release function if acquired in
   * time.
   */
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
    // Messages that arrive from now on are ignored.
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
        else if (current) send(current)
      }
    },
    close,
    share: send,
    invalidate() {
      // The channel may be closed, because this tab is not listening.
      connect()
      send('invalidate')
      close()
    },
    async turn(signal) {
      if (!channel) return undefined
      // If no lock can be acquired, the call is made without one.
      const done =
        (await lock(name, longestWaitMs, signal)) ?? (await lock(`${name} 2`, secondWaitMs, signal))
      // The lock is released before the token reaches the other tabs, so the previous holder may have one by
      // now.
      send('ask')
      await new Promise<void>((resolve) => after(askMs, signal, resolve))
      return done
    },
  }
}

/** Opens the platform's channel, if it has one. It does not keep a Node process alive. */
export function openBroadcastChannel(name: string): TabChannel | undefined {
  const { BroadcastChannel } = globalThis as { BroadcastChannel?: new (name: string) => TabChannel }
  const channel = BroadcastChannel && new BroadcastChannel(name)
  unref(channel)
  return channel
}
