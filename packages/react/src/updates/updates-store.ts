import type { UpdatesStatus } from '@greenroom/core/updates'

/** The status of a provider's updates, for `useSyncExternalStore`. */
export interface UpdatesStore {
  getStatus(): UpdatesStatus
  subscribe(listener: () => void): () => void
  set(status: UpdatesStatus): void
}

/** Creates a store that begins as closed: without updates, hooks poll. */
export function createUpdatesStore(): UpdatesStore {
  let status: UpdatesStatus = 'closed'
  const listeners = new Set<() => void>()
  return {
    getStatus: () => status,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(next) {
      if (next === status) return
      status = next
      for (const listener of listeners) listener()
    },
  }
}
