import type { Timers } from '@greenroom/core/join-token'

/** The longest wait while the browser reports that it is offline, which may be wrong. */
const offlineMs = 30_000

const wakeEvents = ['online', 'pageshow', 'visibilitychange', 'abort']

/** Returns whether the browser reports a network connection. Defaults to true. */
export function isOnline(): boolean {
  return globalThis.navigator?.onLine !== false
}

/**
 * Waits before the next attempt. Resolves after `ms` (after 30 s while offline), or earlier when the browser
 * goes online, the tab wakes up, or the signal aborts.
 */
export function waitForRetry(ms: number, timers: Timers, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      timers.clearTimeout(timer)
      each('removeEventListener')
      resolve()
    }
    const timer = timers.setTimeout(finish, isOnline() ? ms : offlineMs)
    const each = (method: 'addEventListener' | 'removeEventListener') => {
      for (const target of [globalThis, globalThis.document, signal]) {
        // Test environments combine jsdom with Node's AbortSignal, which jsdom rejects as an option.
        for (const type of wakeEvents) target?.[method]?.(type, finish)
      }
    }
    each('addEventListener')
    if (signal.aborted) finish()
  })
}
