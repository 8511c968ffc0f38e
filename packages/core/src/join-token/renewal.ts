import type { ApiError } from '../errors.ts'
import type { JoinToken } from '../video/rooms.ts'
import { classifyFailure, requestedWaitMs, type Way } from './classify-failure.ts'
import type { Stopwatch, Timers } from './clock.ts'
import { JoinTokenError, StaleTokenError } from './errors.ts'
import { type Lease, leaseOf } from './lease.ts'
import {
  attemptLimitMs,
  breakerWindowMs,
  never,
  pauseMs,
  retryAfterMs,
  signInLimitMs,
  staleWaitMs,
  wakeIntervalMs,
} from './schedule.ts'
import type { SharedToken } from './tabs.ts'
import type { JoinTokenEvent, JoinTokenSourceOptions } from './types.ts'

/** The failure of the last attempt, and when the next attempt may start. */
export interface Failure {
  readonly error: Error
  /** Consecutive failures. */
  readonly count: number
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
  /**
   * When the next attempt may start: not during an attempt, the wait after a failure, a sign-in, or a pause
   * because too many tokens arrived.
   */
  readonly readyAt: number
  /** Whether an attempt is in progress. */
  readonly isUnderWay: boolean
  /** Whether the app has been asked to sign the user in, and has not finished. */
  readonly isSigningIn: boolean
  /** Starts an attempt. The time must be at or after `readyAt`. */
  begin(): void
  /** Moves the next attempt forward if that is allowed. */
  hasten(): void
  /**
   * Allows the next attempt to start, whatever the last failure was.
   *
   * @param spacingMs How long after the last attempt, in milliseconds. Default: 0.
   */
  allow(spacingMs?: number): void
  /** Ends the token's lifetime. */
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

/** An event without its time. */
export type EventWithoutTime = JoinTokenEvent extends infer Event
  ? Event extends JoinTokenEvent
    ? Omit<Event, 'at'>
    : never
  : never

/** What a renewal depends on. */
export interface RenewalContext extends Pick<JoinTokenSourceOptions, 'mint' | 'refresh' | 'onUnauthorized'> {
  readonly stopwatch: Stopwatch
  readonly timers: Timers
  readonly random: () => number
  readonly isOnline: () => boolean
  /** Waits until this tab may make a call. Resolves to a function to call when the call is over. */
  readonly turn: (signal: AbortSignal) => Promise<(() => void) | undefined> | undefined
  readonly emit: (event: EventWithoutTime) => void
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
  /** When the app signed the user in, or has to be done with it, if it was asked since the last token. */
  let signInEndsAt: number | undefined
  /** The token of the last response, if it was not newer than the lease. */
  let refused: string | undefined
  /** The last token that was replaced by one that seemed older. Other tabs may still have it. */
  let distrusted: string | undefined

  function begin(): void {
    const held = lease?.refresh
    const refresh_token = held && stopwatch.read() < held.endsAt ? held.token : undefined
    const way = refresh && refresh_token ? 'refresh' : 'mint'
    const controller = new AbortController()
    const { signal } = controller
    flight = controller
    pausedUntil = 0
    // The call starts synchronously if it can, so that the first caller sees it made.
    const attempt = async () => {
      const waiting = context.turn(signal)
      const done = waiting && (await waiting)
      try {
        // React Native does not support `throwIfAborted`.
        if (signal.aborted) throw signal.reason
        lastSentAt = stopwatch.read()
        // The limit is set first, because the call may end this attempt.
        const limit = overdue(controller, way)
        const answer = refresh && refresh_token ? refresh({ refresh_token, signal }) : mint({ signal })
        return await Promise.race([answer, limit])
      } finally {
        done?.()
      }
    }
    attempt()
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
  function take(answer: JoinToken, sentAt: number, type: TokenEvent['type'], earlier?: string): void {
    const now = stopwatch.read()
    const previous = lease?.token
    lease = leaseOf(answer, { sentAt, now, previous: lease, refused: earlier, random })
    end()
    failure = refused = signInEndsAt = undefined
    if (earlier !== undefined) distrusted = previous
    const { endsAt, dueAt, lifeMs } = lease
    arrivals = arrivals.filter((at) => at > now - breakerWindowMs).concat(now)
    pausedUntil = now + pauseMs(arrivals.length, dueAt - endsAt + lifeMs, endsAt - now)
    const isPaused = pausedUntil > now
    emit({ type, expiresAt: wallTimeAt(endsAt), dueAt: wallTimeAt(dueAt), lifeMs })
    if (isPaused) emit({ type: 'paused' })
  }

  function onSuccess(answer: JoinToken, way: Way): void {
    const earlier = refused
    refused = answer?.token
    take(answer, lastSentAt, `${way}ed`, earlier)
    onChange()
  }

  function onFailure(error: Error, way: Way): void {
    end()
    const now = stopwatch.read()
    const nextStep = classifyFailure(error, way, {
      hadToken: lease !== undefined,
      whenSignedOut:
        signInEndsAt === undefined
          ? 'sign-in'
          : lastSentAt < signInEndsAt && !isSigningIn()
            ? 'mint'
            : 'stop',
    })
    if (nextStep === 'mint' || nextStep === 'sign-in') {
      if (lease) lease = { ...lease, refresh: undefined }
      if (nextStep === 'mint') begin()
      else signIn(error as ApiError)
    } else if (nextStep === 'stop') {
      fail(error, never)
    } else {
      const requestedMs = requestedWaitMs(error)
      const waitMs = retryAfterMs(
        {
          failures: failure?.count ?? 0,
          requestedMs,
          leastMs: error instanceof StaleTokenError ? staleWaitMs : 0,
          leftMs: Math.max((lease?.endsAt ?? 0) - now, 0),
          online: context.isOnline(),
        },
        random,
      )
      fail(error, now + waitMs, requestedMs === undefined)
    }
    onChange()
  }

  function fail(error: Error, retryAt: number, mayHasten = false): void {
    failure = { error, count: (failure?.count ?? 0) + 1, retryAt, mayHasten }
    emit({ type: 'failed', error, retryAt: retryAt === never ? undefined : wallTimeAt(retryAt) })
  }

  function allowAttempt(spacingMs = 0): void {
    pausedUntil = lastSentAt + spacingMs
    if (failure) failure = { ...failure, retryAt: pausedUntil }
  }

  function isSigningIn(): boolean {
    return signInEndsAt !== undefined && stopwatch.read() < signInEndsAt
  }

  /** Allows `onUnauthorized` to be called again, though not while it is in progress. */
  function resetSignIn(): void {
    if (!isSigningIn()) signInEndsAt = undefined
  }

  /** Asks the app to sign the user in. Its callback may call the source, fail, or never finish. */
  function signIn(error: ApiError): void {
    const endsAt = stopwatch.read() + signInLimitMs
    pausedUntil = signInEndsAt = endsAt
    const settle = (next: () => void) => () => {
      // A token may have arrived meanwhile.
      if (signInEndsAt !== endsAt) return
      signInEndsAt = stopwatch.read()
      next()
      onChange()
    }
    const ask = async () => context.onUnauthorized?.(error)
    ask().then(
      settle(allowAttempt),
      // The 401 is more useful to the caller than the reason why signing in failed.
      settle(() => pausedUntil === endsAt && fail(error, never)),
    )
  }

  return {
    get lease() {
      return lease
    },
    get failure() {
      return failure
    },
    get readyAt() {
      return flight ? never : Math.max(failure?.retryAt ?? 0, pausedUntil)
    },
    get isUnderWay() {
      return flight !== undefined
    },
    get isSigningIn() {
      return isSigningIn()
    },
    begin,
    hasten() {
      if (!failure?.mayHasten) return
      failure = { ...failure, retryAt: Math.min(failure.retryAt, lastSentAt + wakeIntervalMs) }
    },
    allow(spacingMs) {
      // A caller joins the attempt in progress.
      if (flight) return
      allowAttempt(spacingMs)
      resetSignIn()
    },
    reject() {
      if (lease) lease = { ...lease, endsAt: 0 }
    },
    adopt(shared) {
      const flying = flight
      try {
        // Another version of the app, or another script of this origin, may send any value.
        const { answer, lifeMs, leftMs } = shared
        if (answer.token === distrusted) return false
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
      lease = failure = refused = undefined
      pausedUntil = 0
      resetSignIn()
    },
  }
}

function asError(thrown: unknown, way: Way): Error {
  if (thrown instanceof Error) return thrown
  return new JoinTokenError('thrown', `${way} threw no Error`, 'unknown', thrown)
}
