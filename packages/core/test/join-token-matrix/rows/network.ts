import type { Row } from '../run-row.ts'
import { between, lost, meanWait, minute, ofCalls, second, silence, tenMinutes } from './units.ts'

const offline = (
  name: string,
  from: number,
  to: number,
  more: Pick<Row, 'most' | 'impossible'>,
  tells = true,
): Row => ({
  name,
  ...tenMinutes,
  watchMs: 40 * minute,
  happenings: [
    { at: from, do: ({ device }) => device.setOnline(false) },
    {
      at: to,
      do({ device, tabs }) {
        device.setOnline(true)
        if (tells) for (const tab of tabs) tab.wake('online')
      },
    },
  ],
  overAt: to,
  ...more,
})

/** Networks that come and go, and calls that take their time. */
export const networkRows: readonly Row[] = [
  offline('offline for 30 s, when a renewal is due', 450 * second, 480 * second, { most: [8, 20] }),
  offline('offline for 10 min, past the end of the token', 290 * second, 890 * second, {
    most: [25, 110],
    impossible: [[10 * minute, 891 * second]],
  }),
  offline('offline for 140 s, until just before the end of the token', 450 * second, 590 * second, {
    most: [11, 28],
  }),
  offline(
    'offline for 10 min, and nothing tells of the end',
    5 * minute,
    15 * minute,
    { most: [25, 110], impossible: [[10 * minute, 15 * minute + 30 * second]] },
    false,
  ),
  offline('offline from the start', 0, minute, { most: [10, 40], impossible: [[0, minute + second]] }),
  {
    name: 'a page that says it is offline, and is not',
    ...tenMinutes,
    most: [4, 4],
    happenings: [{ at: 0, do: ({ device }) => device.claimOnline(false) }],
  },
  {
    name: 'a network that is gone for 10 min while the page says it is online',
    ...tenMinutes,
    watchMs: 40 * minute,
    most: [60, 300],
    happenings: [
      { at: 0, do: ({ device }) => device.claimOnline(true) },
      { at: 5 * minute, do: ({ device }) => device.setOnline(false) },
      { at: 15 * minute, do: ({ device }) => device.setOnline(true) },
    ],
    impossible: [[10 * minute, 15 * minute + meanWait]],
    overAt: 15 * minute,
  },
  {
    name: 'no connection for the first 20 s',
    ...tenMinutes,
    watchMs: 10 * minute,
    most: [10, 40],
    fault: between(0, 20 * second, lost),
    impossible: [[0, 20 * second + meanWait]],
    overAt: 20 * second,
  },
  {
    name: 'every other call lost',
    ...tenMinutes,
    most: [10, 10],
    impossible: [[0, 2 * second]],
    fault: (call) => (call.number % 2 === 1 ? lost() : undefined),
  },
  {
    name: 'a first answer that stalls',
    ...tenMinutes,
    most: [5, 6],
    fault: ofCalls([1], silence),
    impossible: [[0, 10 * second + meanWait]],
    overAt: 10 * second,
  },
  { name: 'a renewal that stalls', ...tenMinutes, most: [5, 6], fault: ofCalls([2], silence) },
  {
    name: 'three renewals that stall, of a client that cannot be aborted',
    ...tenMinutes,
    most: [7, 14],
    isDeaf: true,
    fault: ofCalls([2, 3, 4], silence),
  },
  {
    name: 'answers that take 9 s, for which other tabs do not wait',
    ...tenMinutes,
    latencyMs: 9 * second,
    most: [4, 12],
    early: 8,
    impossible: [[0, 9_500]],
  },
  {
    name: 'answers that take 2 s, with a life of 10 s',
    lifeMs: 10 * second,
    watchMs: 2 * minute,
    latencyMs: 2 * second,
    most: [30, 30],
    impossible: [[0, 3 * second]],
  },
  {
    name: 'answers out of order: one that was given up comes after the next',
    ...tenMinutes,
    most: [5, 6],
    early: 1,
    isDeaf: true,
    fault: ofCalls([2], async ({ token, later }) => {
      const old = token()
      await later(12 * second)
      return old
    }),
  },
  {
    name: 'answers out of order, of tokens that do not tell when they were made',
    ...tenMinutes,
    most: [5, 6],
    isDeaf: true,
    fault: ofCalls([2], async ({ later }) => {
      await later(12 * second)
      return { token: 'late', expires_in_ms: 10 * minute }
    }),
  },
]
