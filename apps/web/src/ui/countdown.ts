/** Returns the time from `now` until `expiresAt` in milliseconds, at least 0. */
export function getRemainingMs(expiresAt: number, now: number): number {
  return Math.max(0, expiresAt - now)
}

/**
 * Returns the rest of a lifetime in percent, 0 to 100.
 *
 * @param lifeMs The whole lifetime, in milliseconds.
 */
export function getPercentLeft(expiresAt: number, lifeMs: number, now: number): number {
  if (lifeMs <= 0) return 0
  return Math.min(100, (getRemainingMs(expiresAt, now) / lifeMs) * 100)
}

/** Formats a remaining time as a countdown: `0:07`, `9:59`, `1:00:00`. Rounds up to full seconds. */
export function formatCountdown(ms: number): string {
  const total = Math.ceil(Math.max(0, ms) / 1000)
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor(total / 60) % 60
  const seconds = String(total % 60).padStart(2, '0')
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`
}
