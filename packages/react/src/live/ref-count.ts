/** Counts the users of a shared resource. */
export interface RefCount {
  /** Adds a user. Returns a function that removes it again. */
  retain(): () => void
}

/**
 * Creates a reference count that calls `onUnused` when no user is left. It waits for a microtask first,
 * because StrictMode unmounts a component and mounts it again at once.
 */
export function createRefCount(onUnused: () => void): RefCount {
  let count = 0
  return {
    retain() {
      count += 1
      return () => {
        count -= 1
        queueMicrotask(() => {
          if (count === 0) onUnused()
        })
      }
    },
  }
}
