import { isApiError } from '../errors.ts'
import type { JoinToken } from '../video/rooms.ts'
import { classifyFailure, isBadResponse, requestedWaitMs, type Way } from './classify-failure.ts'
import type { Stopwatch, Timers } from './clock.ts'
import { JoinTokenError } from './errors.ts'
import { type Lease, leaseOf } from './lease.ts'
import { attemptLimitMs, breakerWindowMs, never, pauseMs, retryAfterMs, wakeIntervalMs } from './schedule.ts'
import type { SharedToken } from './tabs.ts'
import type { JoinTokenEvent, JoinTokenSourceOptions } from './types.ts'

/** The failure of the last attempt, and when the next attempt may start. */
export interface Failure {
  readonly error: Error
  /** Consecutive failures, and how many unusable responses in a row end them. */
  readonly count: number
  readonly badResponses: number
  /** `never` if the failure is final. */
  readonly retryAt: number
  /** Whether a wake-up may shorten the wait. It may not if the server requested the wait. */
  readonly mayHasten: boolean
}

/**
 * Requests tokens, one attempt at a time, and keeps the last result. It does not decide when a token is
 * needed.
 */
export interface Renewal {
  /** The last token that arrived, whether or not it is still valid. */
  readonly lease: Lease | undefined
  readonly failure: Failure | undefined
  /** Until when no token is requested, even if one is due, because too many arrived. */
  readonly pausedUntil: number
  readonly isUnderWay: boolean
  /** Starts an attempt. No attempt may be in progress. */
  begin(): void
  /** Moves the next attempt forward if that is allowed. */
  hasten(): void
  /** Allows the next attempt to start immediately, whatever the last failure was. */
  resetFailures(): void
  /** Marks the token as rejected. */
  reject(): void
  /**
   * Adopts a token from another tab and aborts the attempt in progress. Returns false if the token is not
   * newer.
   */
  adopt(shared: SharedToken): boolean
  /** Discards the token and aborts the attempt in progress. */
  forget(): void
}

/** The event of a token that arrived. */
type TokenEvent = Extract<JoinTokenEvent, { lifeMs: number }>

/** What a renewal depends on. */
export interface RenewalContext extends Pick<JoinTokenSourceOptions, 'mint' | 'refresh' | 'onUnauthorized'> {
  readonly stopwatch: Stopwatch
  readonly timers: Timers
  readonly random: () => number
  readonly isOnline: () => boolean
  /** Waits until this tab may make a call. Resolves to a function to call when the call is over. */
  readonly turn: (signal: AbortSignal) => Promise<(() => void) | undefined> | undefined
  readonly emit: (event: JoinTokenEvent) => void
  /** Called after an attempt has changed the state of the renewal. */
  readonly onChange: () => void
}

export function createRenewal(context: RenewalContext): Renewal {
  const { mint, refresh, stopwatch, timers, random, emit, onChange } = context
  const { wallTimeAt } = stopwatch
  let lease: Lease | undefined
  let failure: Failure | undefined
  /** The attempt in progress. The result of any other attempt is ignored. */
  let flight: AbortController | undefined
  let limit: unknown
  let lastSentAt = -never
  /** When tokens arrived. */
  let arrivals: readonly number[] = []
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
      // Without `before` the call starts synchronously, so that the first caller sees it made.
      if (before) await before
      const waiting = context.turn(signal)
      const done = waiting && (await waiting)
      try {
        // React Native does not support `throwIfAborted`.
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

  /** Ends the attempt in progress; its result is ignored from now on. */
  function end(): void {
    timers.clearTimeout(limit)
    flight = undefined
  }

  /** Adopts the token of a response. Throws if it is unusable or not newer. */
  function take(answer: JoinToken, sentAt: number, type: TokenEvent['type']): void {
    const now = stopwatch.read()
    lease = leaseOf(answer, { sentAt, now, previous: lease, random })
    end()
    failure = undefined
    signedIn = false
    const { endsAt, dueAt, lifeMs } = lease
    arrivals = arrivals.filter((at) => at > now - breakerWindowMs).concat(now)
    pausedUntil = now + pauseMs(arrivals.length, dueAt - endsAt + lifeMs, endsAt - now)
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
      const requestedMs = requestedWaitMs(error)
      const leftMs = lease && !lease.rejected ? lease.endsAt - now : 0
      const waitMs = retryAfterMs(
        { failures: count, requestedMs, leftMs, online: context.isOnline() },
        random,
      )
      const final = nextStep === 'stop'
      const retryAt = final ? never : now + waitMs
      failure = {
        error,
        count: count + 1,
        badResponses: isBadResponse(error) ? badResponses + 1 : 0,
        retryAt,
        mayHasten: !final && requestedMs === undefined,
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
      // The 401 is more useful to the caller than the reason why signing in failed.
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
        // Another version of the app, or another script of this origin, may send any value.
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
