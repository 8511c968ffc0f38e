import { AnswerError } from '../../../src/errors.ts'
import type { Row } from '../run-row.ts'
import { refusal } from '../server.ts'
import { between, hour, meanWait, minute, ofCalls, second, tenMinutes } from './units.ts'

/** Lifetimes, and when their tokens are due. */
const lives = [
  ['60 s', minute, 42 * second],
  ['600 s', 10 * minute, 465 * second],
  ['3600 s', hour, 3_285 * second],
] as const

/**
 * Transient failures from the time when the token is due. Only the shortest lifetime ends within a minute of
 * them.
 */
const passing = lives.flatMap(([name, lifeMs, from]): Row[] => {
  // The shortest lifetime ends within 20 s of failures from the time when it is due.
  const briefly = [from - 6 * second, from + 14 * second] as const
  const common = { lifeMs, watchMs: 3 * lifeMs + 2 * minute }
  const outlives = lifeMs > minute
  return [
    {
      name: `500 for a minute, with a lifetime of ${name}`,
      ...common,
      most: [14, 60],
      fault: between(from, from + minute, () => refusal(500)),
      endsAt: from + minute,
      ...(outlives ? {} : { impossible: [[lifeMs, from + minute + meanWait]] as const }),
    },
    {
      name: `429 with Retry-After for 20 s, with a lifetime of ${name}`,
      ...common,
      most: [10, 30],
      fault: between(...briefly, () => refusal(429, { retryAfterMs: 5 * second })),
      endsAt: briefly[1],
    },
    {
      name: `429 without Retry-After for 20 s, with a lifetime of ${name}`,
      ...common,
      most: [13, 50],
      fault: between(...briefly, () => refusal(429)),
      endsAt: briefly[1],
      ...(outlives ? {} : { impossible: [[lifeMs, briefly[1] + meanWait]] as const }),
    },
  ]
})

/** The client's error for a response that is not the API's, such as a sign-in page. */
const proxyPage = () =>
  Promise.reject(new AnswerError('POST /x', { status: 200, outcome: 'accepted', problems: [] }))

const waits: readonly Row[] = [
  {
    name: '500 for 10 s, with a lifetime of 10 s',
    lifeMs: 10 * second,
    watchMs: 2 * minute,
    most: [40, 80],
    fault: between(20 * second, 30 * second, () => refusal(500)),
    impossible: [[25 * second, 30 * second + meanWait]],
    endsAt: 30 * second,
  },
  {
    name: '503 for 10 min, until after the token has expired',
    ...tenMinutes,
    watchMs: 40 * minute,
    most: [60, 300],
    fault: between(5 * minute, 15 * minute, () => refusal(503)),
    impossible: [[10 * minute, 15 * minute + meanWait]],
    endsAt: 15 * minute,
  },
  {
    name: 'a page of a proxy for 2 min, when a renewal is due',
    ...tenMinutes,
    most: [7, 20],
    fault: between(450 * second, 570 * second, proxyPage),
    endsAt: 570 * second,
  },
  {
    name: 'a page of a proxy for 10 min, until after the token has expired',
    ...tenMinutes,
    watchMs: 40 * minute,
    most: [60, 300],
    fault: between(5 * minute, 15 * minute, proxyPage),
    impossible: [[10 * minute, 15 * minute + meanWait]],
    endsAt: 15 * minute,
  },
  {
    name: '503 with a Retry-After of 0 s for 10 min',
    ...tenMinutes,
    watchMs: 40 * minute,
    most: [60, 300],
    fault: between(5 * minute, 15 * minute, () => refusal(503, { retryAfterMs: 0 })),
    impossible: [[10 * minute, 15 * minute + meanWait]],
    endsAt: 15 * minute,
  },
  {
    name: 'a Retry-After of an hour, longer than the token is valid',
    ...tenMinutes,
    most: [8, 24],
    fault: ofCalls([2], () => refusal(503, { retryAfterMs: hour })),
  },
  {
    name: 'a Retry-After of 10 s at the first call',
    ...tenMinutes,
    most: [5, 9],
    fault: ofCalls([1], () => refusal(503, { retryAfterMs: 10 * second })),
    impossible: [[0, 11 * second]],
    endsAt: 10 * second,
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
      name: `${status} from then on: the token is valid until it expires, and no call follows`,
      ...tenMinutes,
      watchMs: 20 * minute,
      most: [2, 6],
      fault: ({ at }) => (at > minute ? refusal(status) : undefined),
      impossible: [[10 * minute, 20 * minute]],
    }),
  ),
  {
    name: 'the room is deleted (404): the token is valid until it expires, and no call follows',
    ...tenMinutes,
    watchMs: 20 * minute,
    most: [2, 6],
    fault: ({ at }) => (at > minute ? refusal(404) : undefined),
    impossible: [[10 * minute, 20 * minute]],
  },
  {
    name: 'the room exists again, and the app calls refresh()',
    ...tenMinutes,
    most: [5, 9],
    isGreenroomOnly: true,
    fault: between(5 * minute, 15 * minute, () => refusal(404)),
    impossible: [[10 * minute, 16 * minute + second]],
    events: [{ at: 16 * minute, do: ({ clients }) => clients[0]?.refresh?.() }],
    endsAt: 16 * minute,
  },
  {
    name: '503 that is marked as terminal',
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
      isGreenroomOnly: true,
      fault: between(5 * minute, 480 * second, () => refusal(status)),
      onUnauthorized: (device) => device.later(480 * second - device.ran()),
    }),
  ),
  {
    name: '401 until the user signs in, after which the app calls refresh() and waits for it',
    ...tenMinutes,
    most: [5, 9],
    isGreenroomOnly: true,
    fault: between(5 * minute, 480 * second, () => refusal(401)),
    async onUnauthorized(device, client) {
      await device.later(480 * second - device.ran())
      await client.refresh?.()
    },
  },
  {
    name: '401 until the user signs in, after which onUnauthorized never settles',
    ...tenMinutes,
    most: [5, 9],
    isGreenroomOnly: true,
    fault: between(5 * minute, 480 * second, () => refusal(401)),
    onUnauthorized: () => new Promise(() => undefined),
  },
  {
    name: '302 from then on',
    ...tenMinutes,
    watchMs: 20 * minute,
    most: [3, 11],
    fault: ({ at }) => (at > minute ? refusal(302) : undefined),
    impossible: [[10 * minute, 20 * minute]],
  },
  {
    name: '401 from then on',
    ...tenMinutes,
    watchMs: 20 * minute,
    most: [3, 11],
    fault: ({ at }) => (at > minute ? refusal(401) : undefined),
    impossible: [[10 * minute, 20 * minute]],
  },
  {
    name: 'the refresh token expires during a video call',
    ...tenMinutes,
    most: [7, 11],
    fault: ({ kind, at }) =>
      kind === 'refresh' && at > 5 * minute ? refusal(403, { code: 'refresh_expired' }) : undefined,
  },
  {
    name: 'refresh tokens are valid for 5 min and state it',
    ...tenMinutes,
    refreshLifeMs: 5 * minute,
    isFaultAvoided: true,
    most: [4, 4],
    fault: ({ kind }) => (kind === 'refresh' ? refusal(403, { code: 'refresh_expired' }) : undefined),
  },
]

/** Error responses. */
export const answerRows: readonly Row[] = [...passing, ...waits, ...refusals]
