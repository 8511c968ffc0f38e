const firstMs = 500
const maxMs = 10_000

/**
 * Returns how long to wait before an attempt, in milliseconds; the first attempt is number 0. Half of the
 * wait is random, so that participants of a large room do not reconnect at the same moment.
 */
export function backoffMs(attempt: number, random: () => number): number {
  const most = Math.min(firstMs * 2 ** attempt, maxMs)
  return (most * (1 + random())) / 2
}
