/** Counts what comes in windows of a second; answers whether this one is still within the limit. */
export function createMessageLimit(maxPerSecond: number, now: () => number = Date.now): () => boolean {
  let windowStart = now()
  let count = 0
  return () => {
    const at = now()
    if (at - windowStart >= 1000 || at < windowStart) {
      windowStart = at
      count = 0
    }
    count += 1
    return count <= maxPerSecond
  }
}
