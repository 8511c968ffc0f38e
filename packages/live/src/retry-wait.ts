import type { Timers } from '@greenroom/core/join-token'

/** The page thinks that it has no network: this long at the most is believed. */
const offlineMs = 30_000

const wakeEvents = ['online', 'pageshow', 'visibilitychange']

/** Whether the page has a network, as far as it knows. */
export function isOnline(): boolean {
  return globalThis.navigator?.onLine !== false
}

/** Waits, until an attempt may succeed: for so long, or until the page comes online or wakes, or until there is no need any more. */
export function pause(ms: number, timers: Timers, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController()
    const go = () => {
      timers.clearTimeout(timer)
      over.abort()
      resolve()
    }
    const timer = timers.setTimeout(go, isOnline() ? ms : offlineMs)
    for (const place of [globalThis, globalThis.document]) {
      for (const type of wakeEvents) place?.addEventListener?.(type, go, { signal: over.signal })
    }
    signal.addEventListener('abort', go, { signal: over.signal })
    if (signal.aborted) go()
  })
}
