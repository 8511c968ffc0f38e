/** How long something has left at a moment, in milliseconds; never less than nothing. */
export function getRemainingMs(expiresAt: number, now: number): number {
  return Math.max(0, expiresAt - now)
}

/**
 * How much of a lifetime is left, 0 to 100.
 *
 * @param lifeMs The whole lifetime in milliseconds.
 */
export function getPercentLeft(expiresAt: number, lifeMs: number, now: number): number {
  if (lifeMs <= 0) return 0
  return Math.min(100, (getRemainingMs(expiresAt, now) / lifeMs) * 100)
}

/** Says what is left like a clock that runs down: `0:07`, `9:59`, `1:00:00`. A second counts until it is over. */
export function formatCountdown(ms: number): string {
  const total = Math.ceil(Math.max(0, ms) / 1000)
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor(total / 60) % 60
  const seconds = String(total % 60).padStart(2, '0')
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`
}
