import type { Timers } from '@greenroom/core/join-token'

/** The page thinks that it has no network: this long at the most is believed. */
const offlineMs = 30_000

const wakeEvents = ['online', 'pageshow', 'focus', 'visibilitychange', 'resume']

/** Whether the page has a network, as far as it knows. */
export function isOnline(): boolean {
  return globalThis.navigator?.onLine !== false
}

/** Waits, until an attempt may succeed: for so long, or until the page comes online or wakes, or until there is no need any more. */
export function pause(ms: number, timers: Timers, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const places = [globalThis, globalThis.document].filter((place) => place?.addEventListener)
    const go = () => {
      timers.clearTimeout(timer)
      signal.removeEventListener('abort', go)
      for (const place of places) for (const type of wakeEvents) place.removeEventListener(type, go)
      resolve()
    }
    const timer = timers.setTimeout(go, isOnline() ? ms : offlineMs)
    for (const place of places) for (const type of wakeEvents) place.addEventListener(type, go)
    signal.addEventListener('abort', go)
    if (signal.aborted) go()
  })
}
