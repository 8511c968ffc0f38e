import type { PageLifecycle } from '@greenroom/core/join-token'
import { onlineManager } from '@tanstack/react-query'

let isOffline = false
const listeners = new Set<() => void>()

/** The page's access to the network. In development it can simulate being offline. */
export const network = {
  /** Sends a request. Rejects with a `TypeError`, as `fetch` does, while the page simulates being offline. */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    if (isOffline) return Promise.reject(new TypeError('The page simulates being offline'))
    // A deletion must complete even when the user closes the page right after it.
    const isDeletion = input instanceof Request && input.method === 'DELETE'
    return fetch(input, isDeletion ? { ...init, keepalive: true } : init)
  },

  isOffline: () => isOffline,

  /**
   * Starts or stops simulating being offline, and notifies TanStack Query, the window and all subscribers.
   */
  setOffline(value: boolean): void {
    if (value === isOffline) return
    isOffline = value
    onlineManager.setOnline(!value)
    dispatchEvent(new Event(value ? 'offline' : 'online'))
    for (const listener of listeners) listener()
  },

  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** The page life cycle for join token sources. It reports a page that simulates being offline as offline. */
export const page: PageLifecycle = {
  document,
  window,
  navigator: {
    get onLine() {
      return !isOffline && navigator.onLine
    },
  },
}
