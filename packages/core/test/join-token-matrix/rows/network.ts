import type { Row } from '../run-row.ts'
import {
  between,
  connectionLost,
  meanWait,
  minute,
  noResponse,
  ofCalls,
  second,
  tenMinutes,
} from './units.ts'

const offline = (
  name: string,
  from: number,
  to: number,
  more: Pick<Row, 'most' | 'impossible'>,
  isReported = true,
): Row => ({
  name,
  ...tenMinutes,
  watchMs: 40 * minute,
  events: [
    { at: from, do: ({ device }) => device.setOnline(false) },
    {
      at: to,
      do({ device, tabs }) {
        device.setOnline(true)
        if (isReported) for (const tab of tabs) tab.wake('online')
      },
    },
  ],
  endsAt: to,
  ...more,
})

/** Networks that fail, and slow calls. */
export const networkRows: readonly Row[] = [
  offline('the device is offline for 30 s when a renewal is due', 450 * second, 480 * second, {
    most: [8, 20],
  }),
  offline('the device is offline for 10 min, until after the token has expired', 290 * second, 890 * second, {
    most: [25, 110],
    impossible: [[10 * minute, 891 * second]],
  }),
  offline(
    'the device is offline for 140 s, until just before the token expires',
    450 * second,
    590 * second,
    {
      most: [11, 28],
    },
  ),
  offline(
    'the device is offline for 10 min, and no event reports the end',
    5 * minute,
    15 * minute,
    { most: [25, 110], impossible: [[10 * minute, 15 * minute + 30 * second]] },
    false,
  ),
  offline('the device is offline at first', 0, minute, {
    most: [10, 40],
    impossible: [[0, minute + second]],
  }),
  {
    name: 'the page reports that it is offline, but it is online',
    ...tenMinutes,
    most: [4, 4],
    events: [{ at: 0, do: ({ device }) => device.claimOnline(false) }],
  },
  {
    name: 'the network fails for 10 min while the page reports that it is online',
    ...tenMinutes,
    watchMs: 40 * minute,
    most: [60, 300],
    events: [
      { at: 0, do: ({ device }) => device.claimOnline(true) },
      { at: 5 * minute, do: ({ device }) => device.setOnline(false) },
      { at: 15 * minute, do: ({ device }) => device.setOnline(true) },
    ],
    impossible: [[10 * minute, 15 * minute + meanWait]],
    endsAt: 15 * minute,
  },
  {
    name: 'there is no connection for the first 20 s',
    ...tenMinutes,
    watchMs: 10 * minute,
    most: [10, 40],
    fault: between(0, 20 * second, connectionLost),
    impossible: [[0, 20 * second + meanWait]],
    endsAt: 20 * second,
  },
  {
    name: 'every other call loses its connection',
    ...tenMinutes,
    most: [10, 10],
    impossible: [[0, 2 * second]],
    fault: (call) => (call.number % 2 === 1 ? connectionLost() : undefined),
  },
  {
    name: 'the first response stalls',
    ...tenMinutes,
    most: [5, 6],
    fault: ofCalls([1], noResponse),
    impossible: [[0, 10 * second + meanWait]],
    endsAt: 10 * second,
  },
  { name: 'a renewal stalls', ...tenMinutes, most: [5, 6], fault: ofCalls([2], noResponse) },
  {
    name: 'three renewals stall, and the client ignores the abort',
    ...tenMinutes,
    most: [7, 14],
    ignoresAbort: true,
    fault: ofCalls([2, 3, 4], noResponse),
  },
  {
    name: 'responses take 9 s, longer than other tabs wait',
    ...tenMinutes,
    latencyMs: 9 * second,
    most: [4, 12],
    early: 8,
    impossible: [[0, 9_500]],
  },
  {
    name: 'responses take 2 s, with a lifetime of 10 s',
    lifeMs: 10 * second,
    watchMs: 2 * minute,
    latencyMs: 2 * second,
    most: [30, 30],
    impossible: [[0, 3 * second]],
  },
  {
    name: 'the response of an aborted call arrives after the next response',
    ...tenMinutes,
    most: [5, 6],
    early: 1,
    ignoresAbort: true,
    fault: ofCalls([2], async ({ token, later }) => {
      const old = token()
      await later(12 * second)
      return old
    }),
  },
  {
    name: 'the response of an aborted call arrives after the next, with an opaque token',
    ...tenMinutes,
    most: [5, 6],
    ignoresAbort: true,
    fault: ofCalls([2], async ({ later }) => {
      await later(12 * second)
      return { token: 'late', expires_in_ms: 10 * minute }
    }),
  },
]
