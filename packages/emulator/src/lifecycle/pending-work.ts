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
  /** Those who wait share one promise: waiting for every tracked promise takes time with each of them. */
  let idle: { readonly reached: Promise<void>; readonly resolve: () => void } | undefined
  const reportIdle = () => {
    idle?.resolve()
    idle = undefined
  }
  return {
    get size() {
      return pending.size
    },
    track(work) {
      pending.add(work)
      const forget = () => {
        pending.delete(work)
        if (pending.size === 0) reportIdle()
      }
      work.then(forget, forget)
      return work
    },
    async settled() {
      while (pending.size > 0) {
        idle ??= createSignal()
        await idle.reached
      }
    },
    clear() {
      pending.clear()
      reportIdle()
    },
  }
}

function createSignal() {
  let resolve: () => void = () => undefined
  const reached = new Promise<void>((done) => {
    resolve = done
  })
  return { reached, resolve }
}
