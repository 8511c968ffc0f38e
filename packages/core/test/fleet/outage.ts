import { retryAfterMs, type Setback } from '../../src/join-token/schedule.ts'
import { type FleetOptions, type FleetResult, steadyRate } from './simulate.ts'

const second = 1_000

/** Five minutes without a server, of tokens that live for ten. */
export const outage = {
  lifeMs: 600 * second,
  downAt: 600 * second,
  upAt: 900 * second,
  endAt: 1_500 * second,
}

/** What an outage came to. */
export interface Figures {
  /** The most calls in a second from the outage's end on, and during it, as multiples of the calls while nothing fails. */
  readonly peak: number
  readonly peakWhileDown: number
  /** How long those without a token waited for one after the outage's end, in milliseconds. */
  readonly medianMs: number
  readonly mostMs: number
  /** Which part of all clients was without a token at the end of the outage. */
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

/** A gateway that answers for a server that is gone, and spreads those who come over up to so long. */
export const askedBy = (mostMs: number, random: () => number) => () => mostMs * (0.2 + 0.8 * random())

/** The schedule with another longest wait than its own. */
export const withLongestWait =
  (longestMs: number): typeof retryAfterMs =>
  (setback: Setback, random) =>
    setback.leftMs > 10 * second
      ? retryAfterMs(setback, random)
      : Math.max(250, random() * Math.min(longestMs, second * 3 ** setback.failures))

/** Draws the same numbers each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
