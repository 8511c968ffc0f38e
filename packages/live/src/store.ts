import { type Happening, idleLiveRoom, reduce } from './state.ts'
import type { LiveRoomSnapshot } from './types.ts'

/** Holds a snapshot, and tells of each new one. */
export interface Store {
  getSnapshot(): LiveRoomSnapshot
  subscribe(listener: () => void): () => void
  tell(happening: Happening): void
  close(): void
}

export function createStore(): Store {
  const listeners = new Set<{ readonly notify: () => void }>()
  let snapshot = idleLiveRoom
  return {
    getSnapshot: () => snapshot,
    subscribe(notify) {
      const listener = { notify }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell(happening) {
      const next = reduce(snapshot, happening)
      if (next === snapshot) return
      snapshot = next
      for (const { notify } of [...listeners]) {
        try {
          notify()
        } catch {
          // A listener's fault is not the room's.
        }
      }
    },
    close: () => listeners.clear(),
  }
}
