import { idleLiveRoom } from './state.ts'
import type { LiveRoomSnapshot } from './types.ts'

/** Stores a snapshot and notifies listeners of each new one. */
export interface Store {
  getSnapshot(): LiveRoomSnapshot
  subscribe(listener: () => void): () => void
  /** Replaces the snapshot. */
  change(next: LiveRoomSnapshot): void
}

export function createStore(): Store {
  const listeners = new Set<() => void>()
  let snapshot = idleLiveRoom
  return {
    getSnapshot: () => snapshot,
    subscribe(notify) {
      // A listener that subscribes twice is called twice.
      const listener = () => notify()
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    change(next) {
      if (next === snapshot) return
      snapshot = next
      for (const listener of [...listeners]) listener()
    },
  }
}
