import type { ApiError } from '../errors.ts'
import type { JoinToken } from '../video/rooms.ts'
import { makeAttempt } from './attempt.ts'
import { type CallKind, classifyFailure, requestedWaitMs } from './classify-failure.ts'
import type { Stopwatch, Timers } from './clock.ts'
import { JoinTokenError, StaleTokenError } from './errors.ts'
import { isNewer, type Lease, leaseOf } from './lease.ts'
import { isOnline, type PageLifecycle } from './page-lifecycle.ts'
import {
  breakerWindowMs,
  never,
  pauseMs,
  retryAfterMs,
  signInLimitMs,
  staleWaitMs,
  wakeIntervalMs,
} from './schedule.ts'
import { createSignIn } from './sign-in.ts'
import type { SharedToken, Tabs } from './tabs.ts'
import type { JoinTokenEvent, JoinTokenSourceOptions } from './types.ts'

/** The failure of the last attempt, and when the next attempt may start. */
export interface Failure {
  readonly error: Error
  /** `never` if the failure is final; 0 while an attempt is in progress. */
  readonly retryAt: number
}

/**
 * Requests tokens, one attempt at a time, and keeps the last result. It does not decide when a token is
 * needed.
 */
export interface Renewal {
  /** Returns the failure of the last attempt, if it failed. */
  failure(): Failure | undefined
  /** Returns the token, if it is valid. */
  current(): Lease | undefined
  /**
   * Returns when the next attempt may start: not during an attempt, the wait after a failure, a sign-in, or a
   * pause because too many tokens arrived.
   */
  readyAt(): number
  /** Whether the app was asked to sign the user in, and has not finished. */
  isSigningIn(): boolean
  /** Whether an attempt or a sign-in is in progress. */
  isRefreshing(): boolean
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
  /** Discards a token that was rejected, if it is the current one. */
  reject(token: string): void
  /** Sends the current token to other tabs. */
  share(): void
  /** Adopts a token from another tab if it is newer, and aborts the attempt in progress; returns whether. */
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
  readonly page: PageLifecycle
  /** The other tabs. A token that one of them requests need not be requested again. */
  readonly tabs: Tabs | undefined
  readonly emit: (event: EventWithoutTime) => void
  /** Called after an attempt or a sign-in has changed the state of the renewal. */
  readonly onChange: () => void
}

/** Creates the renewal of a source. It has no token, and makes no call until `begin()`. */
export function createRenewal(context: RenewalContext): Renewal {
  const { mint, refresh, stopwatch, timers, random, emit, onChange } = context
  const { read, wallTimeAt } = stopwatch
  const signIn = createSignIn(stopwatch, context.onUnauthorized)
  let lease: Lease | undefined
  let error: Error | undefined
  /** Consecutive failures. */
  let failures = 0
  /** The attempt in progress. The result of any other attempt is ignored. */
  let flight: AbortController | undefined
  let lastSentAt = -never
  /** When tokens arrived. */
  let arrivals: readonly number[] = []
  let readyAt = 0
  /** Whether a wake-up may shorten the wait. It may not if the server requested it. */
  let canHasten = false
  /** The token of the last response, if it was not newer than the lease. */
  let refused: string | undefined
  /** The last token that was replaced by one that seemed older. Other tabs may still have it. */
  let distrusted: string | undefined

  function begin(): void {
    const held = lease?.refresh
    const refresh_token = held && read() < held.endsAt ? held.token : undefined
    const kind = refresh && refresh_token ? 'refresh' : 'mint'
    const controller = new AbortController()
    const { signal } = controller
    const call = async () => {
      lastSentAt = read()
      return refresh && refresh_token ? refresh({ refresh_token, signal }) : mint({ signal })
    }
    flight = controller
    makeAttempt(call, context.tabs?.waitForTurn(signal), timers, signal)
      .then((response) => flight === controller && onSuccess(response, kind))
      .catch((thrown: unknown) => flight === controller && onFailure(asError(thrown), kind))
  }

  /** Ends the attempt in progress; its result is ignored from now on. */
  function end(): void {
    flight?.abort()
    flight = undefined
  }

  /** Adopts the token of a response. Throws if it is unusable or not newer. */
  function adoptResponse(
    response: JoinToken,
    sentAt: number,
    type: TokenEvent['type'],
    earlier?: string,
  ): void {
    const now = read()
    if (earlier) distrusted = lease?.token
    const next = leaseOf(response, sentAt, random, lease)
    if (!isNewer(next, now, lease, earlier)) throw new StaleTokenError()
    lease = next
    flight = error = refused = undefined
    failures = 0
    signIn.reset(true)
    const { endsAt, dueAt, lifeMs } = lease
    arrivals = arrivals.filter((at) => at > now - breakerWindowMs).concat(now)
    const pause = pauseMs(arrivals.length, dueAt - endsAt + lifeMs, endsAt - now)
    waitUntil(now + pause)
    emit({ type, expiresAt: wallTimeAt(endsAt), dueAt: wallTimeAt(dueAt), lifeMs })
    if (pause > 0) emit({ type: 'paused' })
  }

  function onSuccess(response: JoinToken, kind: CallKind): void {
    const earlier = refused
    refused = response?.token
    adoptResponse(response, lastSentAt, `${kind}ed`, earlier)
    share()
    onChange()
  }

  function onFailure(thrown: Error, kind: CallKind): void {
    end()
    const now = read()
    let nextStep = classifyFailure(thrown, kind, lease !== undefined)
    if (nextStep === 'sign-in') nextStep = signIn.nextStep(lastSentAt)
    if (nextStep === 'mint' || nextStep === 'sign-in') {
      if (lease) lease = { ...lease, refresh: undefined }
      if (nextStep === 'mint') begin()
      else askToSignIn(thrown as ApiError)
    } else if (nextStep === 'stop') {
      fail(thrown, never)
    } else {
      const requestedMs = requestedWaitMs(thrown)
      const waitMs = retryAfterMs(
        failures,
        (current()?.endsAt ?? now) - now,
        isOnline(context.page),
        random,
        requestedMs,
        thrown instanceof StaleTokenError ? staleWaitMs : 0,
      )
      fail(thrown, now + waitMs, requestedMs === undefined)
    }
    onChange()
  }

  function fail(thrown: Error, retryAt: number, canBeHastened = false): void {
    error = thrown
    failures += 1
    waitUntil(retryAt, canBeHastened)
    emit({ type: 'failed', error, retryAt: retryAt < never ? wallTimeAt(retryAt) : undefined })
  }

  function waitUntil(until: number, canBeHastened = false): void {
    readyAt = until
    canHasten = canBeHastened
  }

  function askToSignIn(unauthorized: ApiError): void {
    const endsAt = read() + signInLimitMs
    error = undefined
    waitUntil(endsAt)
    signIn.ask(unauthorized, endsAt, (isSignedIn) => {
      if (isSignedIn) waitUntil(0)
      // The 401 is more useful to the caller than the reason why signing in failed.
      else if (readyAt === endsAt && !flight) fail(unauthorized, never)
      onChange()
    })
  }

  function current(): Lease | undefined {
    return lease && read() < lease.endsAt ? lease : undefined
  }

  function share(): void {
    const held = current()
    if (!held) return
    // Two participants with one context would count as a copy, so each tab needs its own.
    const response = { ...held.response, context: held.context && '' }
    context.tabs?.send({ response, lifeMs: held.lifeMs, leftMs: held.endsAt - read() })
  }

  function hasten(): void {
    if (canHasten) readyAt = Math.min(readyAt, lastSentAt + wakeIntervalMs)
  }

  return {
    current,
    failure: () => error && { error, retryAt: flight ? 0 : readyAt },
    readyAt: () => (flight ? never : readyAt),
    isSigningIn: signIn.isOpen,
    isRefreshing: () => !!flight || signIn.isOpen(),
    begin,
    hasten,
    share,
    allow(spacingMs = 0) {
      // A caller joins the attempt in progress.
      if (flight) return
      waitUntil(lastSentAt + spacingMs)
      signIn.reset()
    },
    reject(token) {
      if (lease?.token !== token) return
      lease = { ...lease, endsAt: 0 }
      hasten()
    },
    adopt(shared) {
      const flying = flight
      try {
        // Another version of the app, or another script of this origin, may send any value.
        const { response, lifeMs, leftMs } = shared
        if (response.token === distrusted) return false
        const sentAt = read() + Math.min(leftMs - lifeMs, 0)
        adoptResponse({ ...response, expires_in_ms: lifeMs }, sentAt, 'shared')
      } catch {
        return false
      }
      flying?.abort()
      return true
    },
    forget() {
      end()
      lease = error = refused = undefined
      readyAt = failures = 0
      signIn.reset()
    },
  }
}

function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  return new JoinTokenError('thrown', 'The call threw no Error', 'unknown', thrown)
}
