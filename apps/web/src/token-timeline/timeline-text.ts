import type { JoinTokenEvent } from '@greenroom/core/join-token'
import { describeError } from '../errors/error-message.ts'
import { formatCountdown, getRemainingMs } from '../ui/countdown.ts'
import { formatTimeOfDay } from '../ui/format.ts'
import type { TokenHistory } from './token-history.ts'

/** Says in a sentence what a timeline shows. */
export function describeTokenHistory({ lifetimes, markers, gaps }: TokenHistory, now: number): string {
  const lifetime = lifetimes.at(-1)
  if (lifetime === undefined) return 'No token yet.'
  const failures = markers.filter(({ kind }) => kind === 'failed').length
  const state =
    lifetime.usedUntil !== undefined || lifetime.expiresAt <= now
      ? 'There is no token that works.'
      : `The token lasts ${formatCountdown(getRemainingMs(lifetime.expiresAt, now))}, and is renewed ${
          lifetime.dueAt > now ? `in ${formatCountdown(getRemainingMs(lifetime.dueAt, now))}` : 'now'
        }.`
  return `${state} ${count(lifetimes.length, 'token')}, ${count(failures, 'failure')}, ${count(gaps.length, 'gap')}.`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

/** An event in words: what it was, and what is to be known of it. */
export interface EventDescription {
  readonly title: string
  readonly detail: string
}

const arrivals = { minted: 'Minted', refreshed: 'Refreshed', shared: 'Shared' } as const

/** Says what happened to a token. */
export function describeTokenEvent(event: JoinTokenEvent): EventDescription {
  switch (event.type) {
    case 'minted':
    case 'refreshed':
    case 'shared':
      return {
        title: arrivals[event.type],
        detail: `${event.type === 'shared' ? 'got by another tab, ' : ''}good for ${formatCountdown(event.lifeMs)}, renewed at ${formatTimeOfDay(event.dueAt)}`,
      }
    case 'failed':
      return {
        title: 'Failed',
        detail: `${startSmall(describeError(event.error, 'room').title)}; ${
          event.retryAt === undefined ? 'no further try' : `next try at ${formatTimeOfDay(event.retryAt)}`
        }`,
      }
    case 'lost':
      return { title: 'Lost', detail: 'it ran out, or the room did not take it' }
    case 'paused':
      return { title: 'Paused', detail: 'tokens came too often' }
    case 'rested':
      return { title: 'Rested', detail: 'nobody needs it any more' }
  }
}

/** Makes a title go on a sentence. */
function startSmall(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1)
}
