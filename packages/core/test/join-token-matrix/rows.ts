import { type Fault, type Row, refusal } from './world.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** A fault of all calls between two moments. */
const between =
  (from: number, to: number, fault: () => Promise<never>): Fault =>
  (at) =>
    at >= from && at < to ? fault() : undefined

/** A fault of the calls with these numbers, from 1. */
const ofCalls =
  (numbers: readonly number[], fault: Fault): Fault =>
  (at, call, token) =>
    numbers.includes(call) ? fault(at, call, token) : undefined

const lost = () => Promise.reject(new TypeError('fetch failed'))
/** The mean of the longest wait between two tries, and the longest itself. */
const longestWait = 30 * second

const lives: readonly (readonly [string, number, number, number])[] = [
  ['10 s', 10 * second, 2 * minute, 26],
  ['60 s', minute, 10 * minute, 17],
  ['600 s', 10 * minute, hour, 9],
  ['3600 s', hour, 3 * hour, 5],
  ['60 days', 60 * day, hour, 1],
]

/** All rows: what goes wrong, and what of it must not be felt. */
export const rows: readonly Row[] = [
  ...lives.map(
    ([name, lifeMs, watchMs, mostCalls]): Row => ({ name: `a life of ${name}`, lifeMs, watchMs, mostCalls }),
  ),
  ...[hour, -hour, 12 * hour, -12 * hour].map(
    (skewMs): Row => ({
      name: `a clock that is wrong by ${skewMs / hour} h`,
      lifeMs: 10 * minute,
      watchMs: 30 * minute,
      mostCalls: 5,
      skewMs,
    }),
  ),
  ...[-hour, -12 * hour].map(
    (byMs): Row => ({
      name: `a clock that is set back by ${-byMs / hour} h`,
      lifeMs: 10 * minute,
      watchMs: 30 * minute,
      mostCalls: 6,
      happenings: [{ at: 5 * minute, do: (world) => world.setClock(byMs) }],
    }),
  ),
  ...[hour, 12 * hour].map(
    (byMs): Row => ({
      name: `a clock that is set forward by ${byMs / hour} h, which counts as time that has passed`,
      lifeMs: 10 * minute,
      watchMs: 30 * minute,
      mostCalls: 8,
      happenings: [{ at: 5 * minute, do: (world) => world.setClock(byMs) }],
      mayLack: [[5 * minute, 6 * minute + 5 * second]],
    }),
  ),
  ...(
    [
      ['8 h', 8 * hour],
      ['10 min', 10 * minute],
    ] as const
  ).map(
    ([name, ms]): Row => ({
      name: `a sleep of ${name}, ended by somebody who looks`,
      lifeMs: 10 * minute,
      watchMs: 30 * minute,
      mostCalls: 9,
      happenings: [
        { at: 5 * minute, do: (world) => world.sleep(ms) },
        { at: 5 * minute + second, do: (world) => world.wake() },
      ],
      mayLack: [[5 * minute, 5 * minute + 3 * second]],
    }),
  ),
  {
    name: 'a sleep of 8 h that nobody notices, but for the next tick',
    lifeMs: 10 * minute,
    watchMs: 30 * minute,
    mostCalls: 9,
    happenings: [{ at: 5 * minute, do: (world) => world.sleep(8 * hour) }],
    mayLack: [[5 * minute, 6 * minute + 5 * second]],
  },
  {
    name: 'an hour in the background, where timers go off once a minute',
    lifeMs: 10 * minute,
    watchMs: hour,
    mostCalls: 14,
    leastTimerMs: minute,
    // The first token has to wait for a timer as well.
    mayLack: [[0, 2 * minute]],
  },
  {
    name: 'offline for 30 s',
    lifeMs: 10 * minute,
    watchMs: 30 * minute,
    mostCalls: 12,
    happenings: [
      { at: 440 * second, do: (world) => world.setOnline(false) },
      { at: 470 * second, do: (world) => world.setOnline(true) },
    ],
  },
  {
    name: 'offline for 10 min, past the end of the token',
    lifeMs: 10 * minute,
    watchMs: 40 * minute,
    mostCalls: 140,
    happenings: [
      { at: 5 * minute, do: (world) => world.setOnline(false) },
      { at: 15 * minute, do: (world) => world.setOnline(true) },
    ],
    mayLack: [[10 * minute, 15 * minute + 5 * second]],
  },
  ...lives.slice(1, 4).flatMap(([name, lifeMs]): Row[] => [
    {
      name: `500 for a minute, with a life of ${name}`,
      lifeMs,
      watchMs: 3 * lifeMs + 5 * minute,
      mostCalls: 90,
      fault: between(0.7 * lifeMs, 0.7 * lifeMs + minute, () => refusal(500)),
      ...(lifeMs > minute ? {} : { mayLack: [[lifeMs, 0.7 * lifeMs + minute + longestWait]] as const }),
    },
    {
      name: `429 for 20 s, with Retry-After, with a life of ${name}`,
      lifeMs,
      watchMs: 3 * lifeMs + minute,
      mostCalls: 40,
      fault: between(0.6 * lifeMs, 0.6 * lifeMs + 20 * second, () => refusal(429, { retryAfterMs: 5_000 })),
    },
    {
      name: `429 for 20 s, without Retry-After, with a life of ${name}`,
      lifeMs,
      watchMs: 3 * lifeMs + minute,
      mostCalls: 60,
      fault: between(0.6 * lifeMs, 0.6 * lifeMs + 20 * second, () => refusal(429)),
      ...(lifeMs > minute ? {} : { mayLack: [[lifeMs, lifeMs + longestWait]] as const }),
    },
  ]),
  {
    name: 'no connection for the first 20 s',
    lifeMs: 10 * minute,
    watchMs: 10 * minute,
    mostCalls: 60,
    fault: between(0, 20 * second, lost),
    mayLack: [[0, 20 * second + longestWait]],
  },
  {
    name: 'an answer that stalls',
    lifeMs: 10 * minute,
    watchMs: 30 * minute,
    mostCalls: 16,
    fault: ofCalls([2], () => new Promise(() => undefined)),
  },
  {
    name: 'the same token again, twice',
    lifeMs: 10 * minute,
    watchMs: 30 * minute,
    mostCalls: 16,
    fault: ofCalls([2, 3], () => Promise.resolve({ token: 'token-1', expires_in_ms: 10 * minute })),
  },
  {
    name: 'a token that is over already, twice',
    lifeMs: 10 * minute,
    watchMs: 30 * minute,
    mostCalls: 16,
    fault: ofCalls([2, 3], async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      return { token: 'dead', expires_in_ms: 10 }
    }),
  },
  {
    name: 'an answer without a token, twice',
    lifeMs: 10 * minute,
    watchMs: 30 * minute,
    mostCalls: 16,
    fault: ofCalls([2, 3], () => Promise.resolve({} as never)),
  },
  {
    name: 'a refresh token that is over in the middle of a call',
    lifeMs: 10 * minute,
    watchMs: 30 * minute,
    mostCalls: 12,
    fault: ofCalls([2], () => refusal(403, { code: 'refresh_expired' })),
  },
  ...[403, 404, 410].map(
    (status): Row => ({
      name: `${status} for good: the token works to its end, and nobody asks again`,
      lifeMs: 10 * minute,
      watchMs: 20 * minute,
      mostCalls: 11,
      fault: (at) => (at > minute ? refusal(status) : undefined),
      mayLack: [[10 * minute, 20 * minute]],
    }),
  ),
  {
    name: 'a tab that died with the lock in its hand',
    lifeMs: 10 * minute,
    watchMs: 30 * minute,
    mostCalls: 25,
    lockIsDead: true,
    mayLack: [[0, 6 * second]],
  },
]
