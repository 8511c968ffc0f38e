/**
 * When to renew and when to try again: numbers in, numbers out. All of them are milliseconds; `random`
 * draws from 0 up to 1.
 */

/** Later than anything. */
export const never = Number.POSITIVE_INFINITY

/** The limit of one attempt. */
export const attemptLimitMs = 10_000
/** How long a source that nobody observes any more stays up: a component may come right back. */
export const graceMs = 5_000
/** The longest that the one timer is set for: clocks are read anew at least this often. */
export const longestTimerMs = 60_000
/** How soon after an attempt a wake-up may bring the next one forward. */
export const wakeIntervalMs = 1_000
/** How long to wait between attempts where the page says that it is offline; it may be wrong. */
export const offlineProbeMs = 30_000
/** How long a call of `getToken` puts up with failures. */
export const patienceMs = 60_000

const shortestRetryMs = 250
const longestBackoffMs = 30_000
const longestAskedMs = 300_000
const shortestLifeLeftMs = 5_000

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

/** How long before its end a token is renewed: a fifth of its life, within bounds. */
export function leadMs(lifeMs: number): number {
  return clamp(0.2 * lifeMs, Math.min(15_000, 0.5 * lifeMs), 300_000)
}

/** How long after it was asked for a token is due; drawn earlier than the lead, so that tokens minted together part. */
export function dueAfterMs(lifeMs: number, random: () => number): number {
  const due = lifeMs - leadMs(lifeMs) - random() * Math.min(0.1 * lifeMs, 30_000)
  // Of a very short life, half may be used before the next.
  return Math.max(due, Math.min(5_000, 0.5 * lifeMs))
}

/** What must be left of a life for the token to be of use to somebody who has yet to send it. */
export function marginMs(lifeMs: number): number {
  return Math.min(shortestLifeLeftMs, 0.1 * lifeMs)
}

/** How much validity may be asked of a token: no more than a new one keeps until it is due. */
export function validityMs(askedMs: number, lifeMs: number): number {
  return clamp(askedMs, marginMs(lifeMs), lifeMs - leadMs(lifeMs))
}

/** How far back tokens are counted, to see whether they come too often. */
export const breakerWindowMs = 60_000
const fewestInWindow = 4

/**
 * How long to do without renewals when so many tokens came within the window: a page that turns every token away would
 * otherwise mint as fast as the network allows. 0 up to three times what the token's life calls for.
 *
 * @param everyMs How long a token serves until it is due.
 */
export function pauseMs(count: number, everyMs: number, leftMs: number): number {
  const usual = Math.max(fewestInWindow, (3 * breakerWindowMs) / everyMs)
  return count > usual ? Math.min(breakerWindowMs, leftMs / 2) : 0
}

/** What a failed attempt knows about the next. */
export interface Setback {
  /** Failures before it, in a row. */
  readonly failures: number
  /** How long the server asks to wait, where it does. */
  readonly askedMs: number | undefined
  /** What is left of a token that still works; 0 without one. */
  readonly leftMs: number
  readonly online: boolean
}

/**
 * How long to wait before the next attempt. Full jitter, so that clients that failed together do not
 * come back together; what the server asks for is honoured as far as the token's life allows. Where a token still works, a second
 * failure in a row is no blip, and the next attempt is left for the last of its life: those who wait for a token go first.
 */
export function retryAfterMs({ failures, askedMs, leftMs, online }: Setback, random: () => number): number {
  /** Whether there is time for another attempt before the end. */
  const isSoft = leftMs > 2 * shortestLifeLeftMs
  if (askedMs !== undefined) {
    return clamp(askedMs, shortestRetryMs, isSoft ? leftMs - shortestLifeLeftMs : longestAskedMs)
  }
  if (!online) return offlineProbeMs
  if (failures > 0 && isSoft) return leftMs * (0.8 + 0.1 * random())
  return Math.max(random() * Math.min(longestBackoffMs, 1_000 * 3 ** failures), shortestRetryMs)
}
