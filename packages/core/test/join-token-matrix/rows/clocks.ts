import type { Row } from '../run-row.ts'
import { day, hour, inTabs, minute, second, tenMinutes } from './units.ts'

const lives: readonly Row[] = [
  { name: 'a lifetime of 10 s', lifeMs: 10 * second, watchMs: 2 * minute, most: [26, 26] },
  { name: 'a lifetime of 60 s', lifeMs: minute, watchMs: 10 * minute, most: [16, 16] },
  { name: 'a lifetime of 600 s', lifeMs: 10 * minute, watchMs: hour, most: [9, 9] },
  { name: 'a lifetime of 3600 s', lifeMs: hour, watchMs: 3 * hour, most: [4, 4] },
  { name: 'a lifetime of 60 days', lifeMs: 60 * day, watchMs: hour, most: [1, 1] },
  {
    name: 'the server shortens the lifetime from 600 s to 60 s',
    ...tenMinutes,
    watchMs: 20 * minute,
    most: [20, 20],
    events: [{ at: 5 * minute, do: ({ server }) => server.setLife(minute) }],
  },
]

const skews = [hour, -hour, 12 * hour, -12 * hour].map(
  (skewMs): Row => ({
    name: `the clock is ${Math.abs(skewMs) / hour} h ${skewMs > 0 ? 'fast' : 'slow'}`,
    ...tenMinutes,
    most: [4, 4],
    skewMs,
  }),
)

const setBack = (
  [
    ['1 min', minute],
    ['1 h', hour],
    ['12 h', 12 * hour],
  ] as const
).map(
  ([name, byMs]): Row => ({
    name: `the clock is set back by ${name}`,
    ...tenMinutes,
    most: [4, 4],
    events: [{ at: 5 * minute, do: ({ device }) => device.setClock(-byMs) }],
  }),
)

/** This counts as time that has passed, from the next timer of the source on: the token may have expired. */
const setForward = (
  [
    ['1 min', minute],
    ['1 h', hour],
    ['12 h', 12 * hour],
  ] as const
).map(
  ([name, byMs]): Row => ({
    name: `the clock is set forward by ${name}`,
    ...tenMinutes,
    most: [5, 5],
    early: 1,
    events: [{ at: 5 * minute, do: ({ device }) => device.setClock(byMs) }],
    ...(byMs < hour ? {} : { impossible: [[5 * minute, 6 * minute + second]], endsAt: 6 * minute }),
  }),
)

const steps: readonly Row[] = [
  {
    name: 'the clock is set forward by 1 h, and back again',
    ...tenMinutes,
    most: [5, 5],
    early: 1,
    events: [
      { at: 5 * minute, do: ({ device }) => device.setClock(hour) },
      { at: 5 * minute + 30 * second, do: ({ device }) => device.setClock(-hour) },
    ],
    impossible: [[5 * minute, 6 * minute + second]],
    endsAt: 6 * minute,
  },
  {
    name: 'the clock is set back by 1 h during a renewal',
    ...tenMinutes,
    latencyMs: 2 * second,
    impossible: [[0, 3 * second]],
    most: [4, 4],
    events: [{ at: 465 * second + second, do: ({ device }) => device.setClock(-hour) }],
  },
  {
    name: 'the clock gains 6 s each minute',
    ...tenMinutes,
    most: [5, 5],
    early: 4,
    events: [{ at: 0, do: ({ device }) => device.drift(6 * second) }],
  },
  {
    name: 'the clock loses 20 s each minute',
    ...tenMinutes,
    most: [4, 4],
    events: [{ at: 0, do: ({ device }) => device.drift(-20 * second) }],
  },
]

/** Between two timers of the source, which fire once a minute. */
const asleepAt = 5 * minute + 20 * second

const sleeps: readonly Row[] = [
  ...(
    [
      ['1 min', minute, [4, 4]],
      ['10 min', 10 * minute, [5, 5]],
      ['8 h', 8 * hour, [5, 5]],
    ] as const
  ).map(
    ([name, ms, most]): Row => ({
      name: `the device sleeps for ${name}, until the page becomes visible`,
      ...tenMinutes,
      most,
      events: [
        { at: asleepAt, do: ({ device }) => device.sleep(ms) },
        {
          at: asleepAt + second,
          do: inTabs((tab) => tab.wake('visibilitychange')),
        },
      ],
      ...(ms > minute ? { impossible: [[asleepAt, asleepAt + 1_500]] as const } : {}),
      endsAt: asleepAt + second,
    }),
  ),
  {
    name: 'the device sleeps for 8 h, and no event reports its end',
    ...tenMinutes,
    most: [5, 5],
    events: [{ at: asleepAt, do: ({ device }) => device.sleep(8 * hour) }],
    impossible: [[asleepAt, 6 * minute + second]],
    endsAt: 6 * minute,
  },
  {
    name: 'the clock is set back by 1 h, and then the device sleeps for 30 min',
    ...tenMinutes,
    most: [5, 5],
    events: [
      { at: 5 * minute, do: ({ device }) => device.setClock(-hour) },
      { at: 7 * minute + 20 * second, do: ({ device }) => device.sleep(30 * minute) },
      { at: 7 * minute + 21 * second, do: inTabs((tab) => tab.wake('visibilitychange')) },
    ],
    impossible: [[7 * minute + 20 * second, 7 * minute + 21_500]],
    endsAt: 7 * minute + 21 * second,
  },
  {
    name: 'the device falls asleep for 8 h during a renewal',
    ...tenMinutes,
    latencyMs: 2 * second,
    most: [6, 6],
    events: [
      { at: 466 * second, do: ({ device }) => device.sleep(8 * hour) },
      { at: 470 * second, do: inTabs((tab) => tab.wake('visibilitychange')) },
    ],
    impossible: [
      [0, 3 * second],
      [466 * second, 475 * second],
    ],
    endsAt: 470 * second,
  },
]

/** Lifetimes of tokens, and devices with clocks that differ from the server's. */
export const clockRows: readonly Row[] = [...lives, ...skews, ...setBack, ...setForward, ...steps, ...sleeps]
