import type { Row } from '../run-row.ts'
import { day, hour, inApps, inTabs, lost, minute, second, tenMinutes } from './units.ts'

const hidden = (throttledAt: number): Row['happenings'] => [
  { at: 0, do: inTabs((tab) => tab.hide()) },
  { at: throttledAt, do: inTabs((tab) => tab.throttle()) },
]

const freeze = (from: number, to: number, then: 'resume' | 'pageshow'): Row['happenings'] => [
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
    name: 'a day in the background, where timers go off once a minute',
    lifeMs: 10 * minute,
    watchMs: day,
    stepMs: 2 * second,
    most: [190, 190],
    happenings: hidden(5 * minute),
  },
  {
    name: 'an hour in the background, with a life of 3600 s',
    lifeMs: hour,
    watchMs: 3 * hour,
    stepMs: second,
    most: [4, 4],
    happenings: hidden(5 * minute),
  },
  {
    name: 'ten minutes in the background, with a life of 10 s, before the browser slows its timers down',
    lifeMs: 10 * second,
    watchMs: 10 * minute,
    most: [130, 130],
    happenings: hidden(day),
  },
  {
    name: 'frozen for 5 min, past the moment that a renewal is due',
    ...tenMinutes,
    most: [5, 5],
    happenings: freeze(5 * minute, 9 * minute, 'resume'),
    overAt: 9 * minute,
  },
  {
    name: 'frozen for an hour, and resumed',
    ...tenMinutes,
    watchMs: 90 * minute,
    most: [5, 5],
    happenings: freeze(5 * minute, 65 * minute, 'resume'),
    impossible: [[10 * minute, 65 * minute + second]],
    overAt: 65 * minute,
  },
  {
    name: 'put aside for 20 min, and gone back to',
    ...tenMinutes,
    watchMs: hour,
    most: [6, 6],
    happenings: freeze(5 * minute, 25 * minute, 'pageshow'),
    impossible: [[10 * minute, 25 * minute + second]],
    overAt: 25 * minute,
  },
  {
    name: 'frozen with a renewal under way',
    ...tenMinutes,
    latencyMs: 2 * second,
    watchMs: hour,
    most: [7, 10],
    happenings: freeze(466 * second, 25 * minute, 'resume'),
    impossible: [
      [0, 3 * second],
      [10 * minute, 25 * minute + 5 * second],
    ],
    overAt: 25 * minute,
  },
  {
    name: 'focused twice a second for a minute while the server is gone',
    ...tenMinutes,
    most: [75, 360],
    fault: ({ at }) => (at >= 450 * second && at < 510 * second ? lost() : undefined),
    happenings: Array.from({ length: 120 }, (_, index) => ({
      at: 450 * second + index * 500,
      do: ({ tabs }) => tabs[0]?.wake('focus'),
    })),
    overAt: 510 * second,
  },
]

const tabs: readonly Row[] = [
  {
    name: 'no locks: the first token is got in each tab',
    ...tenMinutes,
    hasLocks: false,
    most: [4, 8],
    early: 4,
  },
  { name: 'no channel: each tab by itself', ...tenMinutes, hasChannel: false, most: [4, 20], early: 20 },
  {
    name: 'a lock in the hand of a tab that never lets go',
    ...tenMinutes,
    lockIsDead: true,
    most: [4, 4],
    impossible: [[0, 4_500]],
  },
  {
    name: 'a tab that crashes with the lock in its hand',
    ...tenMinutes,
    latencyMs: 2 * second,
    most: [5, 5],
    // What the tab got died with it.
    early: 1,
    impossible: [[0, 3 * second]],
    happenings: [
      {
        at: 466 * second,
        do(world) {
          // With one tab there is nobody to go on.
          if (world.tabs.length > 1) world.crash(0)
        },
      },
    ],
  },
  {
    name: 'a tab that hangs with the lock in its hand',
    ...tenMinutes,
    latencyMs: 2 * second,
    most: [5, 6],
    early: 1,
    impossible: [
      [0, 3 * second],
      [8 * minute, 19 * minute + 30 * second],
    ],
    happenings: [
      { at: 466 * second, do: ({ tabs: [first] }) => first?.freeze() },
      {
        at: 19 * minute,
        do({ tabs: [first] }) {
          first?.thaw()
          first?.wake('resume')
        },
      },
    ],
    overAt: 19 * minute,
  },
]

const people: readonly Row[] = [
  {
    name: 'another user signs in',
    ...tenMinutes,
    most: [5, 5],
    happenings: [{ at: 5 * minute, do: (world) => world.changeUser('u2') }],
    impossible: [[5 * minute, 5 * minute + 500]],
    overAt: 5 * minute,
  },
  {
    name: 'another user signs in while a renewal is under way',
    ...tenMinutes,
    latencyMs: 2 * second,
    most: [6, 6],
    happenings: [{ at: 466 * second, do: (world) => world.changeUser('u2') }],
    impossible: [
      [0, 3 * second],
      [466 * second, 469 * second],
    ],
    overAt: 466 * second,
  },
  {
    name: 'a logout in one tab: no token in any, and no call',
    ...tenMinutes,
    most: [1, 1],
    isOurs: true,
    happenings: [{ at: 5 * minute, do: ({ keepers }) => keepers[0]?.logout?.() }],
    impossible: [[5 * minute, 30 * minute]],
  },
  {
    name: 'a token that is revoked, and turned away in every tab',
    ...tenMinutes,
    most: [5, 5],
    isOurs: true,
    happenings: [
      {
        at: 5 * minute,
        do({ server, keepers }) {
          server.revoke()
          for (const keeper of keepers) keeper.reject?.(keeper.held() ?? '')
        },
      },
    ],
    impossible: [[5 * minute, 5 * minute + 500]],
    overAt: 5 * minute,
  },
  {
    name: 'every token turned away for 5 min',
    ...tenMinutes,
    most: [50, 50],
    early: 50,
    isOurs: true,
    happenings: Array.from({ length: 1_200 }, (_, index) => ({
      at: 5 * minute + index * 250,
      do({ server, keepers }) {
        server.revoke()
        for (const keeper of keepers) keeper.reject?.(keeper.held() ?? '')
      },
    })),
    impossible: [[5 * minute, 11 * minute]],
    overAt: 10 * minute,
  },
  {
    name: 'refresh() by hand in every tab',
    ...tenMinutes,
    most: [6, 10],
    early: 5,
    isOurs: true,
    happenings: [{ at: 5 * minute, do: inApps((keeper) => keeper.refresh?.()) }],
  },
  {
    name: 'nobody looks for 4 s',
    ...tenMinutes,
    most: [4, 4],
    isOurs: true,
    happenings: [
      { at: 5 * minute, do: inApps((keeper) => keeper.leave?.()) },
      { at: 5 * minute + 4 * second, do: inApps((keeper) => keeper.comeBack?.()) },
    ],
  },
  {
    name: 'nobody looks for 15 min, and nothing is got meanwhile',
    ...tenMinutes,
    most: [3, 3],
    isOurs: true,
    happenings: [
      { at: 5 * minute, do: inApps((keeper) => keeper.leave?.()) },
      { at: 20 * minute, do: inApps((keeper) => keeper.comeBack?.()) },
    ],
    impossible: [[10 * minute, 20 * minute + 500]],
    overAt: 20 * minute,
  },
]

/** Pages that are hidden, frozen and put aside, tabs that share, and people who come and go. */
export const pageRows: readonly Row[] = [...pages, ...tabs, ...people]
