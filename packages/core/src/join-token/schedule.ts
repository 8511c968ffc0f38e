/**
 * Calculates when to renew and when to retry. All values are in milliseconds; `random` returns a number from
 * 0 up to, but not including, 1.
 */

/** Later than any time. */
export const never = Number.POSITIVE_INFINITY

/** The time limit of one attempt. */
export const attemptLimitMs = 10_000
/** How long a source stays active without subscribers: a component may remount immediately. */
export const graceMs = 5_000
/** The longest delay of the timer: clocks are read at least this often. */
export const longestTimerMs = 60_000
/** The shortest time between an attempt and a next one that a wake-up moved forward. */
export const wakeIntervalMs = 1_000
/** How long to wait between attempts while the browser reports that it is offline, which may be wrong. */
export const offlineProbeMs = 30_000
/** How long `getToken` retries before it rejects. */
export const patienceMs = 60_000
/** How long attempts wait for `onUnauthorized`. */
export const signInLimitMs = 120_000
/** The shortest wait after an old token: a cache serves its response again until it discards it. */
export const staleWaitMs = 5_000

const shortestRetryMs = 250
const longestBackoffMs = 30_000
const longestRequestedMs = 300_000
const shortestLifeLeftMs = 5_000

/** Returns the value within bounds; NaN counts as 0. */
export function clamp(value: number, least: number, most: number): number {
  // NaN counts as 0: a timer or a comparison with NaN would stop the source, or make it call without a pause.
  return Math.min(Math.max(value || 0, least), most)
}

/** Returns how long before its expiry a token is renewed: a fifth of its lifetime, within bounds. */
export function leadMs(lifeMs: number): number {
  return clamp(0.2 * lifeMs, Math.min(15_000, 0.5 * lifeMs), 300_000)
}

/**
 * Returns how long after its request a token is due for renewal. A random part makes it earlier than the
 * lead, so that tokens that were minted together are renewed at different times.
 */
export function dueAfterMs(lifeMs: number, random: () => number): number {
  const due = lifeMs - leadMs(lifeMs) - random() * Math.min(0.1 * lifeMs, 30_000)
  // A token with a very short lifetime is used for up to half of it.
  return Math.max(due, Math.min(5_000, 0.5 * lifeMs))
}

/** Returns the remaining lifetime that a token needs to be useful to a caller who has yet to send it. */
export function marginMs(lifeMs: number): number {
  return Math.min(shortestLifeLeftMs, 0.1 * lifeMs)
}

/** Returns the requested validity, limited to what a new token still has when it is due for renewal. */
export function validityMs(requestedMs: number, lifeMs: number): number {
  return clamp(requestedMs, marginMs(lifeMs), lifeMs - leadMs(lifeMs))
}

/** The window in which tokens are counted, to detect that they arrive too often. */
export const breakerWindowMs = 60_000

/**
 * Returns how long to pause renewals after so many tokens within the window: an app that rejects every token
 * would otherwise mint as fast as the network allows. Returns 0 for up to three times as many as the lifetime
 * requires, and for up to four.
 *
 * @param everyMs How long a token is used until it is due for renewal.
 */
export function pauseMs(count: number, everyMs: number, leftMs: number): number {
  const usual = Math.max(4, (3 * breakerWindowMs) / everyMs)
  return count > usual ? Math.min(breakerWindowMs, leftMs / 2) : 0
}

/**
 * Returns how long to wait before the next attempt. The wait has full jitter, so that clients that failed
 * together do not retry together. A wait that the server requested is honored as far as the token's lifetime
 * allows, except for waits under a second in a row. If the token is still valid, a second consecutive failure
 * is not a blip: the next attempt is left for the end of its lifetime, so that clients without a token go
 * first.
 *
 * @param failures Consecutive failures before this one.
 * @param leftMs The remaining lifetime of a token that is still valid; 0 without one.
 * @param requestedMs The wait that the server requested, if any.
 * @param leastMs The shortest wait, if the token's lifetime allows it. Default: 0.
 */
export function retryAfterMs(
  failures: number,
  leftMs: number,
  isOnline: boolean,
  random: () => number,
  requestedMs = -1,
  leastMs = 0,
): number {
  /** Whether there is time for another attempt before the token expires. */
  const isSoft = leftMs > 2 * shortestLifeLeftMs
  if (requestedMs >= (failures && 1_000)) {
    return clamp(requestedMs, shortestRetryMs, isSoft ? leftMs - shortestLifeLeftMs : longestRequestedMs)
  }
  if (!isOnline) return offlineProbeMs
  if (failures > 0 && isSoft) return leftMs * (0.8 + 0.1 * random())
  return Math.max(
    random() * Math.min(longestBackoffMs, 1_000 * 3 ** failures),
    leftMs > 0 ? Math.min(leastMs, leftMs / 2) : leastMs,
    shortestRetryMs,
  )
}
