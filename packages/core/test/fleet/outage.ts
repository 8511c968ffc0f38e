import { retryAfterMs } from '../../src/join-token/schedule.ts'
import { type FleetOptions, type FleetResult, steadyRate } from './simulate.ts'

const second = 1_000

/** A server outage of five minutes, with tokens that are valid for ten. */
export const outage = {
  lifeMs: 600 * second,
  downAt: 600 * second,
  upAt: 900 * second,
  endAt: 1_500 * second,
}

/** The results of an outage. */
export interface Figures {
  /** Peak calls per second after the outage, and during it, as multiples of the steady rate. */
  readonly peak: number
  readonly peakWhileDown: number
  /** How long clients without a token waited for one after the outage, in milliseconds. */
  readonly medianMs: number
  readonly mostMs: number
  /** Share of the clients without a token at the end of the outage. */
  readonly without: number
}

export function figuresOf(result: FleetResult, options: Pick<FleetOptions, 'clients' | 'lifeMs'>): Figures {
  const { callsPerSecond, recoveries } = result
  const steady = steadyRate(options)
  const most = (from: number, to: number) =>
    Math.max(...callsPerSecond.subarray(from / second, to / second)) / steady
  return {
    peak: most(outage.upAt, outage.endAt),
    peakWhileDown: most(outage.downAt, outage.upAt),
    medianMs: recoveries[recoveries.length >> 1] ?? 0,
    mostMs: recoveries.at(-1) ?? 0,
    without: recoveries.length / options.clients,
  }
}

/** Returns the waits that a gateway requests while its server is down, spread up to `mostMs`. */
export const requestedWaits = (mostMs: number, random: () => number) => () => mostMs * (0.2 + 0.8 * random())

/** Returns the schedule with another maximum wait. */
export const withLongestWait =
  (longestMs: number): typeof retryAfterMs =>
  (failures, leftMs, isOnline, random, ...more) =>
    leftMs > 10 * second
      ? retryAfterMs(failures, leftMs, isOnline, random, ...more)
      : Math.max(250, random() * Math.min(longestMs, second * 3 ** failures))

/** Returns a deterministic random number generator (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
