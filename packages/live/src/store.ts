import { idleLiveRoom } from './state.ts'
import type { LiveRoomSnapshot } from './types.ts'

/** Holds a snapshot, and tells of each new one. */
export interface Store {
  getSnapshot(): LiveRoomSnapshot
  subscribe(listener: () => void): () => void
  /** Puts another snapshot in the place of the one that there is. */
  change(next: LiveRoomSnapshot): void
}

export function createStore(): Store {
  const listeners = new Set<() => void>()
  let snapshot = idleLiveRoom
  return {
    getSnapshot: () => snapshot,
    subscribe(notify) {
      // Whoever subscribes twice is told twice.
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
