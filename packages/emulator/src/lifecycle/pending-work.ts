/** Work that waits for a response, such as the delivery of a webhook or the fetch of instructions. */
export interface PendingWork {
  /** Number of tracked promises that are pending. */
  readonly size: number
  /** Tracks a promise until it settles, and returns it. */
  track<T>(work: Promise<T>): Promise<T>
  /** Resolves once no tracked promise is pending, including those that were added in the meantime. */
  settled(): Promise<void>
  /** Forgets all tracked promises. */
  clear(): void
}

/** Creates a tracker without work. */
export function createPendingWork(): PendingWork {
  const pending = new Set<Promise<unknown>>()
  return {
    get size() {
      return pending.size
    },
    track(work) {
      pending.add(work)
      const forget = () => void pending.delete(work)
      work.then(forget, forget)
      return work
    },
    async settled() {
      while (pending.size > 0) await Promise.allSettled(pending)
    },
    clear: () => pending.clear(),
  }
}
