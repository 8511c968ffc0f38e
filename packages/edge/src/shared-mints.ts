/** Results that were settled a moment ago, by key. Never a promise: one of another request hangs in workerd. */
export interface SharedMints<T> {
  get(key: string): { readonly value: T; readonly ageMs: number } | undefined
  put(key: string, value: T): void
}

const shareForMs = 2_000
const most = 1_000

/** Makes an empty store. A page that asks twice, as React's StrictMode does, costs one mint. */
export function createSharedMints<T>(now: () => number): SharedMints<T> {
  const settled = new Map<string, { readonly value: T; readonly at: number }>()

  // In the order of their settling, so that the first that is fresh ends the walk.
  const forget = () => {
    for (const [key, { at }] of settled) {
      if (now() - at < shareForMs && settled.size < most) return
      settled.delete(key)
    }
  }
  return {
    get(key) {
      const found = settled.get(key)
      const ageMs = found ? now() - found.at : Number.POSITIVE_INFINITY
      return found && ageMs >= 0 && ageMs < shareForMs ? { value: found.value, ageMs } : undefined
    },
    put(key, value) {
      forget()
      settled.delete(key)
      settled.set(key, { value, at: now() })
    },
  }
}
