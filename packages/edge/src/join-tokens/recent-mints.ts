import { refusals } from '../refusals/refusals.ts'

/** Mints once at a time for a recipient, and shares recent mints with identical requests. */
export interface RecentMints<T> {
  /**
   * Resolves to the recent mint of the key, or mints. Waits while another mint of the same owner is in
   * progress.
   *
   * @param key Identifies the mint: only an identical one is shared.
   * @param owner One mint at a time is in progress for it, such as a user and a room. Default: the key.
   * @throws {Refusal} 503 after {@link RecentMintsOptions.waitMs}.
   */
  share(key: string, mint: () => Promise<T>, owner?: string): Promise<Shared<T>>
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
  /** How long a request waits for the owner's other mints, in milliseconds. Default: 10_000. */
  readonly waitMs?: number | undefined
  /** Maximum number of kept mints. Default: 1000. */
  readonly limit?: number | undefined
}

/** How long a mint is shared. */
const keptMs = 2_000
const pollMs = 20
/** How often a mint in progress shows that its request is alive, and after which silence it is given up. */
const beatMs = 500
const silenceMs = 2_000

/**
 * Creates the cache of recent mints. Only settled mints are shared: in workerd, a promise of another request
 * never settles once that request has ended. So a request that finds a mint in progress polls with its own
 * timer. The request that mints updates a time with its own timer, which stops when the request ends.
 */
export function createRecentMints<T>({
  now,
  waitMs = 10_000,
  limit = 1000,
}: RecentMintsOptions): RecentMints<T> {
  const minted = new Map<string, { readonly value: T; readonly at: number }>()
  /** By owner: when its mint in progress was last seen alive. */
  const running = new Map<string, { aliveAt: number }>()

  const isRunning = (owner: string) => now() - (running.get(owner)?.aliveAt ?? -silenceMs) < silenceMs
  const keep = (key: string, value: T) => {
    minted.delete(key)
    minted.set(key, { value, at: now() })
    // Maps keep insertion order, so the oldest entries come first.
    for (const [other, { at }] of minted) {
      if (minted.size <= limit && now() - at < keptMs) break
      minted.delete(other)
    }
  }
  const run = async (owner: string, mint: () => Promise<T>): Promise<T> => {
    if (running.size >= limit)
      for (const other of running.keys()) if (!isRunning(other)) running.delete(other)
    const own = { aliveAt: now() }
    running.set(owner, own)
    const timer = setInterval(() => {
      own.aliveAt = now()
    }, beatMs)
    try {
      return await mint()
    } finally {
      clearInterval(timer)
      if (running.get(owner) === own) running.delete(owner)
    }
  }
  return {
    async share(key, mint, owner = key) {
      const deadline = now() + waitMs
      for (;;) {
        const recent = minted.get(key)
        const ageMs = recent ? now() - recent.at : keptMs
        if (recent && ageMs < keptMs) return { value: recent.value, ageMs }
        if (!isRunning(owner)) break
        if (now() >= deadline) throw refusals.unavailable(new Error('Another mint takes too long'), keptMs)
        await new Promise((resolve) => setTimeout(resolve, pollMs))
      }
      const value = await run(owner, mint)
      keep(key, value)
      return { value, ageMs: 0 }
    },
  }
}
