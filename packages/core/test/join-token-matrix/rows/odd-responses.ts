import type { Row } from '../run-row.ts'
import type { Fault } from '../server.ts'
import { day, hour, meanWait, minute, ofCalls, second, tenMinutes } from './units.ts'

/** Responses without a usable token, and tokens that differ from the usual ones. */
export const oddResponseRows: readonly Row[] = [
  ...(
    [
      ['a response without a token', () => Promise.resolve({} as never)],
      ['an undefined response', () => Promise.resolve(undefined as never)],
      [
        'a response with a number as token',
        () => Promise.resolve({ token: 7, expires_in_ms: minute } as never),
      ],
      ['a thrown string', () => Promise.reject('no')],
      [
        'a token that expired on arrival',
        async ({ later }: { later: (ms: number) => Promise<void> }) => {
          await later(20)
          return { token: 'dead', expires_in_ms: 10 } as never
        },
      ],
      ['a token with a lifetime of 0', () => Promise.resolve({ token: 'dead', expires_in_ms: 0 } as never)],
      [
        'a token with a negative lifetime',
        () => Promise.resolve({ token: 'dead', expires_in_ms: -minute } as never),
      ],
      ['a token without a lifetime', () => Promise.resolve({ token: 'opaque' } as never)],
    ] as const
  ).map(
    ([name, fault]): Row => ({
      name: `${name}, twice`,
      ...tenMinutes,
      most: [6, 10],
      fault: ofCalls([2, 3], fault),
    }),
  ),
  {
    name: 'the first response has no token',
    ...tenMinutes,
    most: [5, 9],
    fault: ofCalls([1], () => Promise.resolve({} as never)),
    impossible: [[0, 2 * second]],
  },
  sameAgain(
    'the server responds with the same token twice',
    (_, number) => number === 2 || number === 3,
    [6, 10],
  ),
  {
    ...sameAgain(
      'the server responds with the same token until 10 min after it has expired',
      (at) => at < 20 * minute,
      [90, 400],
    ),
    watchMs: 40 * minute,
    impossible: [[10 * minute, 20 * minute + meanWait]],
    endsAt: 20 * minute,
  },
  {
    name: 'a token that was issued by a clock that is a day fast',
    ...tenMinutes,
    most: [6, 14],
    early: 9,
    fault: ofCalls([2], ({ token }) => Promise.resolve(token({ skewMs: day }))),
  },
  {
    name: 'a token with a lifetime of a thousand years',
    ...tenMinutes,
    most: [3, 3],
    early: 1,
    fault: ofCalls([2], ({ token }) =>
      Promise.resolve({ ...token({ lifeMs: hour }), expires_in_ms: 1_000 * 365 * day }),
    ),
  },
]

function sameAgain(name: string, isCached: (at: number, number: number) => boolean, most: Row['most']): Row {
  let first: ReturnType<Fault>
  return {
    name,
    ...tenMinutes,
    most,
    fault(call) {
      // The first response is repeated, as by a cache.
      if (call.number === 1) first = Promise.resolve(call.token())
      return call.number === 1 || isCached(call.at, call.number) ? first : undefined
    },
  }
}
