import type { Row } from '../run-row.ts'
import { connectionLost, day, hour, inApps, inTabs, minute, second, tenMinutes } from './units.ts'

const hidden = (throttledAt: number): Row['events'] => [
  { at: 0, do: inTabs((tab) => tab.hide()) },
  { at: throttledAt, do: inTabs((tab) => tab.throttle()) },
]

const freeze = (from: number, to: number, then: 'resume' | 'pageshow'): Row['events'] => [
  { at: from, do: inTabs((tab) => tab.freeze()) },
  {
    at: to,
    do({ tabs }) {
      for (const tab of tabs) tab.thaw()
      for (const tab of tabs) tab.wake(then)
    },
  },
]

const pages: readonly Row[] = [
  {
    name: 'the page is in the background for a day, where timers fire once a minute',
    lifeMs: 10 * minute,
    watchMs: day,
    stepMs: 2 * second,
    most: [190, 190],
    events: hidden(5 * minute),
  },
  {
    name: 'the page is in the background, with a lifetime of 3600 s',
    lifeMs: hour,
    watchMs: 3 * hour,
    stepMs: second,
    most: [4, 4],
    events: hidden(5 * minute),
  },
  {
    name: 'the page is in the background, with a lifetime of 10 s, before the browser throttles its timers',
    lifeMs: 10 * second,
    watchMs: 10 * minute,
    most: [130, 130],
    events: hidden(day),
  },
  {
    name: 'the page is frozen for 4 min, when a renewal is due',
    ...tenMinutes,
    most: [5, 5],
    events: freeze(5 * minute, 9 * minute, 'resume'),
    endsAt: 9 * minute,
  },
  {
    name: 'the page is frozen for an hour',
    ...tenMinutes,
    watchMs: 90 * minute,
    most: [5, 5],
    events: freeze(5 * minute, 65 * minute, 'resume'),
    impossible: [[10 * minute, 65 * minute + second]],
    endsAt: 65 * minute,
  },
  {
    name: 'the page is in the back/forward cache for 20 min',
    ...tenMinutes,
    watchMs: hour,
    most: [6, 6],
    events: freeze(5 * minute, 25 * minute, 'pageshow'),
    impossible: [[10 * minute, 25 * minute + second]],
    endsAt: 25 * minute,
  },
  {
    name: 'the page is frozen during a renewal',
    ...tenMinutes,
    latencyMs: 2 * second,
    watchMs: hour,
    most: [7, 10],
    events: freeze(466 * second, 25 * minute, 'resume'),
    impossible: [
      [0, 3 * second],
      [10 * minute, 25 * minute + 5 * second],
    ],
    endsAt: 25 * minute,
  },
  {
    name: 'the page gets the focus twice a second for a minute while the server is unavailable',
    ...tenMinutes,
    most: [75, 360],
    fault: ({ at }) => (at >= 450 * second && at < 510 * second ? connectionLost() : undefined),
    events: Array.from({ length: 120 }, (_, index) => ({
      at: 450 * second + index * 500,
      do: ({ tabs }) => tabs[0]?.wake('focus'),
    })),
    endsAt: 510 * second,
  },
]

const tabs: readonly Row[] = [
  {
    name: 'the browser has no locks: each tab requests a first token',
    ...tenMinutes,
    hasLocks: false,
    most: [4, 8],
    early: 4,
  },
  {
    name: 'the browser has no channel: each tab works alone',
    ...tenMinutes,
    hasChannel: false,
    most: [4, 20],
    early: 20,
  },
  {
    name: 'a tab never releases the lock',
    ...tenMinutes,
    isLockStuck: true,
    most: [4, 4],
    impossible: [[0, 4_500]],
  },
  {
    name: 'a tab crashes while it holds the lock',
    ...tenMinutes,
    latencyMs: 2 * second,
    most: [5, 5],
    // The token of the tab is lost with it.
    early: 1,
    impossible: [[0, 3 * second]],
    events: [
      {
        at: 466 * second,
        do(world) {
          // With one tab there is no other to continue.
          if (world.tabs.length > 1) world.crash(0)
        },
      },
    ],
  },
  {
    name: 'a tab hangs while it holds the lock',
    ...tenMinutes,
    latencyMs: 2 * second,
    most: [5, 6],
    early: 1,
    impossible: [
      [0, 3 * second],
      [8 * minute, 19 * minute + 30 * second],
    ],
    events: [
      { at: 466 * second, do: ({ tabs: [first] }) => first?.freeze() },
      {
        at: 19 * minute,
        do({ tabs: [first] }) {
          first?.thaw()
          first?.wake('resume')
        },
      },
    ],
    endsAt: 19 * minute,
  },
]

const people: readonly Row[] = [
  {
    name: 'another user signs in',
    ...tenMinutes,
    most: [5, 5],
    events: [{ at: 5 * minute, do: (world) => world.changeUser('u2') }],
    impossible: [[5 * minute, 5 * minute + 500]],
    endsAt: 5 * minute,
  },
  {
    name: 'another user signs in during a renewal',
    ...tenMinutes,
    latencyMs: 2 * second,
    most: [6, 6],
    events: [{ at: 466 * second, do: (world) => world.changeUser('u2') }],
    impossible: [
      [0, 3 * second],
      [466 * second, 469 * second],
    ],
    endsAt: 466 * second,
  },
  {
    name: 'the user signs out in one tab: no tab has a token or makes a call',
    ...tenMinutes,
    most: [1, 1],
    isGreenroomOnly: true,
    events: [{ at: 5 * minute, do: ({ clients }) => clients[0]?.logout?.() }],
    impossible: [[5 * minute, 30 * minute]],
  },
  {
    name: 'a token is revoked, and every tab reports it as rejected',
    ...tenMinutes,
    most: [5, 5],
    isGreenroomOnly: true,
    events: [
      {
        at: 5 * minute,
        do({ server, clients }) {
          server.revoke()
          for (const client of clients) client.reject?.(client.token() ?? '')
        },
      },
    ],
    impossible: [[5 * minute, 5 * minute + 500]],
    endsAt: 5 * minute,
  },
  {
    name: 'every token is rejected for 5 min',
    ...tenMinutes,
    most: [50, 50],
    early: 50,
    isGreenroomOnly: true,
    events: Array.from({ length: 1_200 }, (_, index) => ({
      at: 5 * minute + index * 250,
      do({ server, clients }) {
        server.revoke()
        for (const client of clients) client.reject?.(client.token() ?? '')
      },
    })),
    impossible: [[5 * minute, 11 * minute]],
    endsAt: 10 * minute,
  },
  {
    name: 'every tab calls refresh()',
    ...tenMinutes,
    most: [6, 10],
    early: 5,
    isGreenroomOnly: true,
    events: [{ at: 5 * minute, do: inApps((client) => client.refresh?.()) }],
  },
  {
    name: 'there are no subscribers for 4 s',
    ...tenMinutes,
    most: [4, 4],
    isGreenroomOnly: true,
    events: [
      { at: 5 * minute, do: inApps((client) => client.leave?.()) },
      { at: 5 * minute + 4 * second, do: inApps((client) => client.comeBack?.()) },
    ],
  },
  {
    name: 'there are no subscribers for 15 min, and no calls meanwhile',
    ...tenMinutes,
    most: [3, 3],
    isGreenroomOnly: true,
    events: [
      { at: 5 * minute, do: inApps((client) => client.leave?.()) },
      { at: 20 * minute, do: inApps((client) => client.comeBack?.()) },
    ],
    impossible: [[10 * minute, 20 * minute + 500]],
    endsAt: 20 * minute,
  },
]

/** Pages in the background, tabs that share tokens, and users who sign in and out. */
export const pageRows: readonly Row[] = [...pages, ...tabs, ...people]
