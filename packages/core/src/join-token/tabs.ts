import type { JoinToken } from '../video/rooms.ts'
import { after } from './after.ts'
import type { Timers } from './clock.ts'
import { ignoreErrors } from './ignore-errors.ts'

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
  readonly response: JoinToken
  readonly lifeMs: number
  readonly leftMs: number
}

/** A token, a request of a tab for a token, or an instruction to all tabs to discard theirs. */
export type TabMessage = SharedToken | 'request' | 'invalidate'

/** The other tabs with the same identity and room. */
export interface Tabs {
  /** Starts to listen. */
  open(): void
  close(): void
  /** Sends a message to all other tabs, if this tab listens. */
  send(message: TabMessage): void
  /**
   * Waits until this tab may make a call, for four seconds at most. Resolves to a function to call when the
   * call is over, and never rejects. Returns undefined without a channel to other tabs.
   */
  waitForTurn(signal: AbortSignal): Promise<(() => void) | undefined> | undefined
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

/**
 * Creates the connection to the other tabs. It stores nothing, and opens no channel before `open()`.
 *
 * @param onMessage Called with each message of another tab; another script of this origin may send any value.
 */
export function createTabs(
  name: string,
  openChannel: (name: string) => TabChannel | undefined,
  locks: TabLocks | undefined,
  timers: Timers,
  onMessage: (message: TabMessage) => void,
): Tabs {
  let channel: TabChannel | undefined

  // A channel may be unable to clone an app's custom token.
  const send = (message: TabMessage) => ignoreErrors(() => channel?.postMessage(message))

  /**
   * Waits for a lock, even if the platform never settles. Resolves to its release function if acquired in
   * time.
   */
  const lock = (lockName: string, waitMs: number, signal: AbortSignal) =>
    new Promise<(() => void) | undefined>((resolve) => {
      const waiting = new AbortController()
      const giveUp = after(timers, waitMs, signal, () => {
        waiting.abort()
        resolve(undefined)
      })
      const hold = () =>
        new Promise<void>((release) => {
          resolve(after(timers, longestHoldMs, signal, release))
          giveUp()
        })
      const request = async () => locks?.request(lockName, { signal: waiting.signal }, hold)
      request().then(giveUp, giveUp)
    })

  return {
    open() {
      // A browser that blocks storage may deny a channel.
      ignoreErrors(() => {
        channel ??= openChannel(name)
      })
      if (channel) channel.onmessage = ({ data }) => onMessage(data as TabMessage)
    },
    close() {
      if (!channel) return
      // Messages that arrive from now on are ignored.
      channel.onmessage = null
      channel.close()
      channel = undefined
    },
    send,
    waitForTurn(signal) {
      const wait = async () => {
        // If no lock can be acquired, the call is made without one.
        const done =
          (await lock(name, longestWaitMs, signal)) ?? (await lock(`${name} 2`, secondWaitMs, signal))
        // The lock is released before the token reaches the other tabs, so the previous holder may have one.
        send('request')
        await new Promise<void>((resolve) => after(timers, askMs, signal, resolve))
        return done
      }
      return channel && wait()
    },
  }
}
