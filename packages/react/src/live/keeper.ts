/** Holds something open while anybody keeps it. */
export interface Keeper {
  /** Keeps it, until the function that it returns is called. */
  keep(): () => void
}

/**
 * Makes a keeper that calls `drop` once nobody keeps it, and nobody does so again at once, as StrictMode does.
 */
export function createKeeper(drop: () => void): Keeper {
  let count = 0
  return {
    keep() {
      count += 1
      return () => {
        count -= 1
        queueMicrotask(() => {
          if (count === 0) drop()
        })
      }
    },
  }
}
