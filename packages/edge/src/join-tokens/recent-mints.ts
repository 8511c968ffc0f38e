/** Shares what was just minted with who asks for the same again at once, as a page that mounts twice does. */
export interface RecentMints<T> {
  /** Gives what was minted under the key a moment ago, or mints. */
  share(key: string, mint: () => Promise<T>): Promise<Shared<T>>
}

/** What was minted, and how long ago. */
export interface Shared<T> {
  readonly value: T
  readonly ageMs: number
}

/** What recent mints stand on. */
export interface RecentMintsOptions {
  /** The time, in milliseconds. */
  readonly now: () => number
  /** How many are kept at most. Default: 1000. */
  readonly limit?: number | undefined
}

/** How long a mint is shared. */
const keptMs = 2_000
const lookAgainMs = 20

interface Entry<T> {
  readonly at: number
  /** Absent while it is on its way. */
  readonly minted?: { readonly value: T }
}

/**
 * Makes the memory of recent mints. Only settled ones are handed on: a promise of another request never
 * settles in workerd once that request is gone. So who finds one on its way looks again now and then, on a
 * timer of their own, and mints after all if it stays away.
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
    // Oldest first, as maps keep the order of insertion.
    for (const [other, { at }] of entries) {
      if (entries.size <= limit && now() - at < keptMs) break
      entries.delete(other)
    }
  }
  return {
    async share(key, mint) {
      const patientUntil = now() + keptMs
      for (let entry = recent(key); entry && now() < patientUntil; entry = recent(key)) {
        if (entry.minted) return { value: entry.minted.value, ageMs: now() - entry.at }
        await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
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
