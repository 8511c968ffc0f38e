/**
 * Returns a function that counts each call and returns whether it is within the limit. The limit applies to
 * windows of one second.
 */
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
