/** The first wait at the most, and the longest. */
const firstMs = 500
const longestMs = 10_000

/** How long to wait before an attempt, the first being number 0: half of it by chance, so that a room full of people does not come at once. */
export function backoffMs(attempt: number, random: () => number): number {
  const most = Math.min(firstMs * 2 ** attempt, longestMs)
  return (most * (1 + random())) / 2
}
