import type { JoinTokenEvent } from '@greenroom/core/join-token'
import { describeError } from '../errors/error-message.ts'
import { formatCountdown, getRemainingMs } from '../ui/countdown.ts'
import { formatTimeOfDay } from '../ui/format.ts'
import type { TokenHistory } from './token-history.ts'

/** Returns a text alternative for the timeline chart. */
export function describeTokenHistory({ lifetimes, markers, gaps }: TokenHistory, now: number): string {
  const lifetime = lifetimes.at(-1)
  if (lifetime === undefined) return 'No token yet.'
  const failures = markers.filter(({ kind }) => kind === 'failed').length
  const state =
    lifetime.usedUntil !== undefined || lifetime.expiresAt <= now
      ? 'No valid token.'
      : `The token expires in ${formatCountdown(getRemainingMs(lifetime.expiresAt, now))} and is renewed ${
          lifetime.dueAt > now ? `in ${formatCountdown(getRemainingMs(lifetime.dueAt, now))}` : 'now'
        }.`
  return `${state} ${count(lifetimes.length, 'token')}, ${count(failures, 'failure')}, ${count(gaps.length, 'gap')}.`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** The text for a token event. */
export interface EventDescription {
  readonly title: string
  readonly detail: string
}

const renewalTitles = { minted: 'Minted', refreshed: 'Refreshed', shared: 'Shared' } as const

/** Returns the text for a token event. */
export function describeTokenEvent(event: JoinTokenEvent): EventDescription {
  switch (event.type) {
    case 'minted':
    case 'refreshed':
    case 'shared':
      return {
        title: renewalTitles[event.type],
        detail: `${event.type === 'shared' ? 'from another tab, ' : ''}valid for ${formatCountdown(event.lifeMs)}, renewed at ${formatTimeOfDay(event.dueAt)}`,
      }
    case 'failed':
      return {
        title: 'Failed',
        detail: `${lowercaseFirst(describeError(event.error, 'room').title)}; ${
          event.retryAt === undefined
            ? 'no further attempts'
            : `next attempt at ${formatTimeOfDay(event.retryAt)}`
        }`,
      }
    case 'lost':
      return { title: 'Lost', detail: 'it expired, or the room rejected it' }
    case 'paused':
      return { title: 'Paused', detail: 'too many tokens in a short time' }
    case 'rested':
      return { title: 'Rested', detail: 'no longer in use' }
  }
}

/** Lowercases the first letter of a title, so that it can follow other text in a sentence. */
function lowercaseFirst(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1)
}
