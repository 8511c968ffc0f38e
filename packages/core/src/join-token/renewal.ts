import { isApiError } from '../errors.ts'
import type { JoinToken } from '../video/rooms.ts'
import type { Stopwatch, Timers } from './clock.ts'
import { JoinTokenError } from './errors.ts'
import { type Lease, leaseOf } from './lease.ts'
import { attemptLimitMs, breakerWindowMs, never, pauseMs, retryAfterMs, wakeIntervalMs } from './schedule.ts'
import type { SharedToken } from './tabs.ts'
import type { JoinTokenEvent, JoinTokenSourceOptions } from './types.ts'
import { requestedWaitMs, isBadResponse, classifyFailure, type Way } from './classify-failure.ts'

/** The last attempt's failure, and what it means for the next. */
export interface Failure {
  readonly error: Error
  /** Failures in a row, and how many of them were answers of no use since the last that was none. */
  readonly count: number
  readonly badResponses: number
  /** Never, when it is final. */
  readonly retryAt: number
  /** Whether a wake-up may shorten the wait: not one that the server asked for. */
  readonly mayHasten: boolean
}

/** Gets tokens, one attempt at a time, and knows what became of the last. Who wants them when, it does not know. */
export interface Renewal {
  /** The last token that came, whether or not it still works. */
  readonly lease: Lease | undefined
  readonly failure: Failure | undefined
  /** Until when no token is to be got, though one may be due: too many came. */
  readonly pausedUntil: number
  readonly isUnderWay: boolean
  /** Begins an attempt. There must be none under way. */
  begin(): void
  /** Brings the next attempt forward, where it may be. */
  hasten(): void
  /** Lets the next attempt begin at once, whatever the last failure was. */
  resetFailures(): void
  /** Marks the token as one that nobody wants. */
  reject(): void
  /** Takes over a token that another tab got, and ends what is under way; false when it is not newer. */
  adopt(shared: SharedToken): boolean
  /** Drops the token, and what is under way. */
  forget(): void
}

/** The event of a token that came. */
type TokenEvent = Extract<JoinTokenEvent, { lifeMs: number }>

/** What a renewal stands on. */
export interface RenewalContext extends Pick<JoinTokenSourceOptions, 'mint' | 'refresh' | 'onUnauthorized'> {
  readonly stopwatch: Stopwatch
  readonly timers: Timers
  readonly random: () => number
  readonly isOnline: () => boolean
  /** Waits until this tab may make a call; what it resolves to is called when the call is over. */
  readonly turn: (signal: AbortSignal) => Promise<(() => void) | undefined> | undefined
  readonly emit: (event: JoinTokenEvent) => void
  /** Called whenever any of what the renewal tells has changed of its own accord. */
  readonly onChange: () => void
}

export function createRenewal(context: RenewalContext): Renewal {
  const { mint, refresh, stopwatch, timers, random, emit, onChange } = context
  const { wallTimeAt } = stopwatch
  let lease: Lease | undefined
  let failure: Failure | undefined
  /** The attempt under way. What comes of one that is not it any more counts for nothing. */
  let flight: AbortController | undefined
  let limit: unknown
  let lastSentAt = -never
  /** When tokens came. */
  let landings: readonly number[] = []
  let pausedUntil = 0
  /** Whether a 401 has led to another attempt since the last token. */
  let signedIn = false

  function begin(before?: Promise<void>): void {
    const held = lease?.refresh
    const refresh_token = held && stopwatch.read() < held.endsAt ? held.token : undefined
    const way = refresh && refresh_token ? 'refresh' : 'mint'
    const controller = new AbortController()
    const { signal } = controller
    flight = controller
    const ask = async () => {
      // Else nothing may come between: who asks first is to see the call made.
      if (before) await before
      const waiting = context.turn(signal)
      const done = waiting && (await waiting)
      try {
        // Not by `throwIfAborted`, which React Native has not.
        if (signal.aborted) throw signal.reason
        lastSentAt = stopwatch.read()
        const answer = refresh && refresh_token ? refresh({ refresh_token, signal }) : mint({ signal })
        return await Promise.race([answer, overdue(controller, way)])
      } finally {
        done?.()
      }
    }
    ask()
      .then((answer) => flight === controller && onSuccess(answer, way))
      .catch((thrown: unknown) => flight === controller && onFailure(asError(thrown, way), way))
  }

  function overdue(controller: AbortController, way: Way): Promise<never> {
    return new Promise((_, reject) => {
      limit = timers.setTimeout(() => {
        reject(new JoinTokenError('timeout', `${way} took longer than ${attemptLimitMs} ms`, 'unknown'))
        controller.abort()
      }, attemptLimitMs)
    })
  }

  /** Ends the attempt under way, whatever comes of it. */
  function end(): void {
    timers.clearTimeout(limit)
    flight = undefined
  }

  /** Goes on with the token of an answer, if it is a newer one. */
  function take(answer: JoinToken, sentAt: number, type: TokenEvent['type']): void {
    const now = stopwatch.read()
    lease = leaseOf(answer, { sentAt, now, previous: lease, random })
    end()
    failure = undefined
    signedIn = false
    const { endsAt, dueAt, lifeMs } = lease
    landings = landings.filter((at) => at > now - breakerWindowMs).concat(now)
    pausedUntil = now + pauseMs(landings.length, dueAt - endsAt + lifeMs, endsAt - now)
    const at = wallTimeAt(now)
    emit({ type, at, expiresAt: wallTimeAt(endsAt), dueAt: wallTimeAt(dueAt), lifeMs })
    if (pausedUntil > now) emit({ type: 'paused', at })
  }

  function onSuccess(answer: JoinToken, way: Way): void {
    take(answer, lastSentAt, way === 'mint' ? 'minted' : 'refreshed')
    onChange()
  }

  function onFailure(error: Error, way: Way): void {
    end()
    const { count = 0, badResponses = 0 } = failure ?? {}
    const nextStep = classifyFailure(error, way, { badResponses, signedIn })
    if (nextStep === 'mint' || nextStep === 'sign-in') {
      if (lease) lease = { ...lease, refresh: undefined }
      begin(nextStep === 'sign-in' ? signIn(error) : undefined)
    } else {
      const now = stopwatch.read()
      const askedMs = requestedWaitMs(error)
      const leftMs = lease && !lease.rejected ? lease.endsAt - now : 0
      const waitMs = retryAfterMs({ failures: count, askedMs, leftMs, online: context.isOnline() }, random)
      const final = nextStep === 'stop'
      const retryAt = final ? never : now + waitMs
      failure = {
        error,
        count: count + 1,
        badResponses: isBadResponse(error) ? badResponses + 1 : 0,
        retryAt,
        mayHasten: !final && askedMs === undefined,
      }
      emit({
        type: 'failed',
        at: wallTimeAt(now),
        error,
        retryAt: final ? undefined : wallTimeAt(retryAt),
      })
    }
    onChange()
  }

  async function signIn(error: Error): Promise<void> {
    signedIn = true
    try {
      if (isApiError(error)) await context.onUnauthorized?.(error)
    } catch {
      // The refusal says more than why nobody signed in.
      throw error
    }
  }

  return {
    get lease() {
      return lease
    },
    get failure() {
      return failure
    },
    get pausedUntil() {
      return pausedUntil
    },
    get isUnderWay() {
      return flight !== undefined
    },
    begin: () => begin(),
    hasten() {
      if (!failure?.mayHasten) return
      failure = { ...failure, retryAt: Math.min(failure.retryAt, lastSentAt + wakeIntervalMs) }
    },
    resetFailures() {
      if (failure) failure = { ...failure, badResponses: 0, retryAt: 0 }
      pausedUntil = 0
      signedIn = false
    },
    reject() {
      if (lease) lease = { ...lease, rejected: true }
    },
    adopt(shared) {
      const flying = flight
      try {
        // What another version of the app says, or another script of the page, may be of any form.
        const { answer, lifeMs, leftMs } = shared
        const sentAt = stopwatch.read() + Math.min(leftMs - lifeMs, 0)
        take({ ...answer, expires_in_ms: lifeMs }, sentAt, 'shared')
      } catch {
        return false
      }
      flying?.abort()
      return true
    },
    forget() {
      flight?.abort()
      end()
      lease = failure = undefined
      signedIn = false
      pausedUntil = 0
    },
  }
}

function asError(thrown: unknown, way: Way): Error {
  if (thrown instanceof Error) return thrown
  return new JoinTokenError('thrown', `${way} threw no Error`, 'unknown', thrown)
}
