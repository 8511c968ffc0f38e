/** Shares a recent mint with identical requests, such as those of a page that mounts twice. */
export interface RecentMints<T> {
  /** Resolves to the recent mint of the key, or mints. */
  share(key: string, mint: () => Promise<T>): Promise<Shared<T>>
}

/** A minted value and its age. */
export interface Shared<T> {
  readonly value: T
  readonly ageMs: number
}

/** Options of {@link createRecentMints}. */
export interface RecentMintsOptions {
  /** Returns the current time in milliseconds. */
  readonly now: () => number
  /** Maximum number of kept mints. Default: 1000. */
  readonly limit?: number | undefined
}

/** How long a mint is shared. */
const keptMs = 2_000
const pollMs = 20

interface Entry<T> {
  readonly at: number
  /** Absent while the mint is in progress. */
  readonly minted?: { readonly value: T }
}

/**
 * Creates the cache of recent mints. Only settled mints are shared: in workerd, a promise of another request
 * never settles once that request has ended. A request that finds a mint in progress polls with its own
 * timer, and mints itself if the result does not arrive in time.
 */
export function createRecentMints<T>({ now, limit = 1000 }: RecentMintsOptions): RecentMints<T> {
  const entries = new Map<string, Entry<T>>()

  const recent = (key: string): Entry<T> | undefined => {
    const entry = entries.get(key)
    return entry && now() - entry.at < keptMs ? entry : undefined
  }
  const put = (key: string, entry: Entry<T>) => {
    entries.delete(key)
    entries.set(key, entry)
    // Maps keep insertion order, so the oldest entries come first.
    for (const [other, { at }] of entries) {
      if (entries.size <= limit && now() - at < keptMs) break
      entries.delete(other)
    }
  }
  return {
    async share(key, mint) {
      const deadline = now() + keptMs
      for (let entry = recent(key); entry && now() < deadline; entry = recent(key)) {
        if (entry.minted) return { value: entry.minted.value, ageMs: now() - entry.at }
        await new Promise((resolve) => setTimeout(resolve, pollMs))
      }
      put(key, { at: now() })
      try {
        const value = await mint()
        put(key, { at: now(), minted: { value } })
        return { value, ageMs: 0 }
      } catch (error) {
        entries.delete(key)
        throw error
      }
    },
  }
}
