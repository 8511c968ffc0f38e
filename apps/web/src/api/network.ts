import type { PageLifecycle } from '@greenroom/core/join-token'
import { onlineManager } from '@tanstack/react-query'

let isOffline = false
const listeners = new Set<() => void>()

/** The page's way to the server. In development it can be unplugged, as when the network is gone. */
export const network = {
  /** Sends a request, but for an unplugged page. */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    if (isOffline) return Promise.reject(new TypeError('The page is unplugged'))
    // What was deleted with the page's last breath is to be deleted all the same.
    const isLast = input instanceof Request && input.method === 'DELETE'
    return fetch(input, isLast ? { ...init, keepalive: true } : init)
  },

  isOffline: () => isOffline,

  /** Unplugs the page, or plugs it in again; who listens for the network's coming and going hears of it. */
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

/** The page as the join tokens watch it: an unplugged one is offline. */
export const page: PageLifecycle = {
  document,
  window,
  navigator: {
    get onLine() {
      return !isOffline && navigator.onLine
    },
  },
}
