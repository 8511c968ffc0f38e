import { AnswerError } from '../../../src/errors.ts'
import type { Row } from '../run-row.ts'
import { refusal } from '../server.ts'
import { between, hour, meanWait, minute, ofCalls, second, tenMinutes } from './units.ts'

/** Lives, and when their tokens are due. */
const lives = [
  ['60 s', minute, 42 * second],
  ['600 s', 10 * minute, 465 * second],
  ['3600 s', hour, 3_285 * second],
] as const

/**
 * Failures that pass, which begin when the token is due: only the shortest does not outlive a minute of them.
 */
const passing = lives.flatMap(([name, lifeMs, from]): Row[] => {
  // The shortest life does not outlive 20 s of failures that begin when it is due.
  const briefly = [from - 6 * second, from + 14 * second] as const
  const common = { lifeMs, watchMs: 3 * lifeMs + 2 * minute }
  const outlives = lifeMs > minute
  return [
    {
      name: `500 for a minute, with a life of ${name}`,
      ...common,
      most: [14, 60],
      fault: between(from, from + minute, () => refusal(500)),
      overAt: from + minute,
      ...(outlives ? {} : { impossible: [[lifeMs, from + minute + meanWait]] as const }),
    },
    {
      name: `429 for 20 s, with Retry-After, with a life of ${name}`,
      ...common,
      most: [10, 30],
      fault: between(...briefly, () => refusal(429, { retryAfterMs: 5 * second })),
      overAt: briefly[1],
    },
    {
      name: `429 for 20 s, without Retry-After, with a life of ${name}`,
      ...common,
      most: [13, 50],
      fault: between(...briefly, () => refusal(429)),
      overAt: briefly[1],
      ...(outlives ? {} : { impossible: [[lifeMs, briefly[1] + meanWait]] as const }),
    },
  ]
})

/** What the client reports of a response that is not the API's, such as a page that asks for a login. */
const proxyPage = () =>
  Promise.reject(new AnswerError('POST /x', { status: 200, outcome: 'accepted', problems: [] }))

const waits: readonly Row[] = [
  {
    name: '500 for 10 s, with a life of 10 s',
    lifeMs: 10 * second,
    watchMs: 2 * minute,
    most: [40, 80],
    fault: between(20 * second, 30 * second, () => refusal(500)),
    impossible: [[25 * second, 30 * second + meanWait]],
    overAt: 30 * second,
  },
  {
    name: '503 for 10 min, past the end of the token',
    ...tenMinutes,
    watchMs: 40 * minute,
    most: [60, 300],
    fault: between(5 * minute, 15 * minute, () => refusal(503)),
    impossible: [[10 * minute, 15 * minute + meanWait]],
    overAt: 15 * minute,
  },
  {
    name: 'the page of a proxy for 2 min, when a renewal is due',
    ...tenMinutes,
    most: [7, 20],
    fault: between(450 * second, 570 * second, proxyPage),
    overAt: 570 * second,
  },
  {
    name: 'the page of a proxy for 10 min, past the end of the token',
    ...tenMinutes,
    watchMs: 40 * minute,
    most: [60, 300],
    fault: between(5 * minute, 15 * minute, proxyPage),
    impossible: [[10 * minute, 15 * minute + meanWait]],
    overAt: 15 * minute,
  },
  {
    name: '503 for 10 min, with Retry-After of 0 s',
    ...tenMinutes,
    watchMs: 40 * minute,
    most: [60, 300],
    fault: between(5 * minute, 15 * minute, () => refusal(503, { retryAfterMs: 0 })),
    impossible: [[10 * minute, 15 * minute + meanWait]],
    overAt: 15 * minute,
  },
  {
    name: 'Retry-After of an hour, which the token does not live to see',
    ...tenMinutes,
    most: [8, 24],
    fault: ofCalls([2], () => refusal(503, { retryAfterMs: hour })),
  },
  {
    name: 'Retry-After of 10 s at the first call',
    ...tenMinutes,
    most: [5, 9],
    fault: ofCalls([1], () => refusal(503, { retryAfterMs: 10 * second })),
    impossible: [[0, 11 * second]],
    overAt: 10 * second,
  },
  ...[408, 425, 502].map(
    (status): Row => ({
      name: `${status}, once`,
      ...tenMinutes,
      most: [5, 9],
      fault: ofCalls([2], () => refusal(status)),
    }),
  ),
]

const refusals: readonly Row[] = [
  ...[400, 403, 405, 410, 422].map(
    (status): Row => ({
      name: `${status} for good: the token works to its end, and nobody asks again`,
      ...tenMinutes,
      watchMs: 20 * minute,
      most: [2, 6],
      fault: ({ at }) => (at > minute ? refusal(status) : undefined),
      impossible: [[10 * minute, 20 * minute]],
    }),
  ),
  {
    name: 'the room is deleted (404): the token works to its end, and nobody asks again',
    ...tenMinutes,
    watchMs: 20 * minute,
    most: [2, 6],
    fault: ({ at }) => (at > minute ? refusal(404) : undefined),
    impossible: [[10 * minute, 20 * minute]],
  },
  {
    name: 'the room is there again, and somebody asks',
    ...tenMinutes,
    most: [5, 9],
    isOurs: true,
    fault: between(5 * minute, 15 * minute, () => refusal(404)),
    impossible: [[10 * minute, 16 * minute + second]],
    happenings: [{ at: 16 * minute, do: ({ keepers }) => keepers[0]?.refresh?.() }],
    overAt: 16 * minute,
  },
  {
    name: '503 that says it is final',
    ...tenMinutes,
    watchMs: 20 * minute,
    most: [2, 6],
    fault: ({ at }) => (at > minute ? refusal(503, { terminal: true }) : undefined),
    impossible: [[10 * minute, 20 * minute]],
  },
  { name: '401, once', ...tenMinutes, most: [5, 9], fault: ofCalls([2], () => refusal(401)) },
  { name: '302, once', ...tenMinutes, most: [5, 9], fault: ofCalls([2], () => refusal(302)) },
  ...[401, 302].map(
    (status): Row => ({
      name: `${status} until the user signs in, which takes 15 s`,
      ...tenMinutes,
      most: [5, 9],
      isOurs: true,
      fault: between(5 * minute, 480 * second, () => refusal(status)),
      onUnauthorized: (device) => device.later(480 * second - device.ran()),
    }),
  ),
  {
    name: '401 until the user signs in, after which the app calls refresh() and waits for it',
    ...tenMinutes,
    most: [5, 9],
    isOurs: true,
    fault: between(5 * minute, 480 * second, () => refusal(401)),
    async onUnauthorized(device, keeper) {
      await device.later(480 * second - device.ran())
      await keeper.refresh?.()
    },
  },
  {
    name: '401 until the user signs in, after which the app does not return',
    ...tenMinutes,
    most: [5, 9],
    isOurs: true,
    fault: between(5 * minute, 480 * second, () => refusal(401)),
    onUnauthorized: () => new Promise(() => undefined),
  },
  {
    name: '302 for good',
    ...tenMinutes,
    watchMs: 20 * minute,
    most: [3, 11],
    fault: ({ at }) => (at > minute ? refusal(302) : undefined),
    impossible: [[10 * minute, 20 * minute]],
  },
  {
    name: '401 for good',
    ...tenMinutes,
    watchMs: 20 * minute,
    most: [3, 11],
    fault: ({ at }) => (at > minute ? refusal(401) : undefined),
    impossible: [[10 * minute, 20 * minute]],
  },
  {
    name: 'a refresh token that is over in the middle of a call',
    ...tenMinutes,
    most: [7, 11],
    fault: ({ way, at }) =>
      way === 'refresh' && at > 5 * minute ? refusal(403, { code: 'refresh_expired' }) : undefined,
  },
  {
    name: 'refresh tokens that live for 5 min and say so',
    ...tenMinutes,
    refreshLifeMs: 5 * minute,
    isAvoided: true,
    most: [4, 4],
    fault: ({ way }) => (way === 'refresh' ? refusal(403, { code: 'refresh_expired' }) : undefined),
  },
]

/** What servers answer other than with a token that works. */
export const answerRows: readonly Row[] = [...passing, ...waits, ...refusals]
