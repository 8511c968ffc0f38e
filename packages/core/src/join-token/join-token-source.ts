import { abortReason } from '../http/deadline.ts'
import { createStopwatch, systemClock, systemTimers } from './clock.ts'
import { JoinTokenError } from './errors.ts'
import type { Lease } from './lease.ts'
import { isOnline, type PageLifecycle, staggerMs, watchPage } from './page-lifecycle.ts'
import { quietly } from './quietly.ts'
import { createRenewal, type EventWithoutTime, type Failure } from './renewal.ts'
import { graceMs, longestTimerMs, never, patienceMs, validityMs, wakeIntervalMs } from './schedule.ts'
import { idleJoinToken, snapshotOf } from './snapshot.ts'
import { createTabs, openBroadcastChannel, type SharedToken, type TabLocks, type Tabs } from './tabs.ts'
import type { JoinTokenEvent, JoinTokenSource, JoinTokenSourceOptions } from './types.ts'
import { unref } from './unref.ts'

/** Settles the promise of a token if it can. The failure delays the next attempt. */
type Waiter = (failure: Pick<Failure, 'error' | 'retryAt'> | undefined) => void

/**
 * Creates a source of one room's join token. It requests the token on first use and renews it before it
 * expires while it has subscribers. It does nothing until then.
 *
 * @example In a browser, through a gateway
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { createJoinTokenSource, joinTokenFrom } from '@greenroom/core/join-token'
 *
 * const roomId = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'
 * const source = createJoinTokenSource({
 *   roomId,
 *   identity: 'u_1',
 *   ...joinTokenFrom(createClient({ baseUrl: '/telnyx' }), roomId),
 * })
 * const stop = source.subscribe(() => {
 *   const { status, token } = source.getSnapshot()
 *   console.log(status, token !== undefined)
 * })
 * const token = await source.getToken({ minValidityMs: 60_000 })
 * ```
 */
export function createJoinTokenSource(options: JoinTokenSourceOptions): JoinTokenSource {
  const { clock = systemClock, timers = systemTimers, random = Math.random } = options
  const page = options.page ?? (globalThis as PageLifecycle)
  const stopwatch = createStopwatch(clock)
  const observers = new Set<{ readonly notify: () => void }>()
  const waiters = new Set<Waiter>()
  const renewal = createRenewal({
    ...options,
    stopwatch,
    timers,
    random,
    isOnline: () => isOnline(page),
    turn,
    emit,
    onChange: change,
  })
  const tabs = options.identity
    ? createTabs({
        name: `greenroom.join-token ${options.roomId} ${options.identity}`,
        openChannel: options.openChannel ?? openBroadcastChannel,
        locks: options.locks ?? (globalThis as { navigator?: { locks?: TabLocks } }).navigator?.locks,
        timers,
        current: shared,
        onToken(token) {
          if (!renewal.adopt(token)) return
          sharedToken = token.answer.token
          tick()
        },
        onInvalidate: () => forget('invalidated'),
      })
    : undefined
  /** The token that was last shared with other tabs. */
  let sharedToken: string | undefined

  /**
   * Set while the token is renewed automatically: while there are subscribers, and for a grace period after.
   */
  let unwatch: (() => void) | undefined
  let restAt = never
  let timer: unknown
  let disposed = false
  let snapshot = idleJoinToken
  let published = idleJoinToken

  function live(): Lease | undefined {
    const { lease } = renewal
    return lease && stopwatch.read() < lease.endsAt ? lease : undefined
  }

  function shared(): SharedToken | undefined {
    const lease = live()
    if (!lease) return undefined
    return { answer: lease.answer, lifeMs: lease.lifeMs, leftMs: lease.endsAt - stopwatch.read() }
  }

  /**
   * Waits for other tabs, if there are any: a token that another tab requests need not be requested again.
   */
  function turn(signal: AbortSignal): ReturnType<Tabs['turn']> | undefined {
    return unwatch && tabs?.turn(signal)
  }

  /** Handles a change of the renewal's state. */
  function change(): void {
    const now = shared()
    if (now && now.answer.token !== sharedToken) {
      sharedToken = now.answer.token
      tabs?.share(now)
    }
    tick()
  }

  function attemptAt(): number {
    if (!unwatch && waiters.size === 0) return never
    const wantedAt = waiters.size === 0 ? live()?.dueAt : 0
    return Math.max(wantedAt ?? 0, renewal.readyAt)
  }

  /** Does what is due. Every change ends here. */
  function tick(): void {
    const now = stopwatch.read()
    if (now >= restAt) rest()
    const { failure } = renewal
    // While an attempt is in progress, the retry time of the previous one has passed.
    settle(failure && failure.retryAt > now ? failure : undefined)
    if (now >= attemptAt()) renewal.begin()
    publish()
    arm()
  }

  /**
   * Sets one timer for everything. It is never long, because the device may sleep, or its clock may be set.
   */
  function arm(): void {
    timers.clearTimeout(timer)
    const endsAt = unwatch ? live()?.endsAt : undefined
    // The focused tab goes first. Without a valid token no tab waits.
    const delayMs = tabs ? Math.min(staggerMs(page, random), (shared()?.leftMs ?? 0) / 4) : 0
    const at = Math.min(attemptAt() + delayMs, endsAt ?? never, restAt)
    if (at === never) return
    const waitMs = Math.max(Math.ceil(at - stopwatch.read()), 0)
    timer = timers.setTimeout(tick, Math.min(waitMs, longestTimerMs))
    // Renewal in the background must not keep a process alive, such as a test runner.
    if (waiters.size === 0) unref(timer)
  }

  function settle(failing: Parameters<Waiter>[0]): void {
    for (const waiter of waiters) waiter(failing)
  }

  function publish(): void {
    const next = getSnapshot()
    if (next === published) return
    const isLost = published.token !== undefined && next.token === undefined
    published = next
    if (isLost) emit({ type: 'lost' })
    for (const observer of [...observers]) if (observers.has(observer)) quietly(observer.notify)
  }

  function emit(event: EventWithoutTime): void {
    quietly(() => options.onEvent?.({ ...event, at: Math.round(clock.now()) } as JoinTokenEvent))
  }

  /** Starts automatic renewal if there are subscribers. */
  function watch(): void {
    if (observers.size === 0) return
    restAt = never
    tabs?.open()
    unwatch ??= watchPage(page, () => {
      renewal.hasten()
      tick()
    })
  }

  function stopWatching(): void {
    restAt = never
    tabs?.close()
    unwatch?.()
    unwatch = undefined
  }

  function rest(): void {
    stopWatching()
    emit({ type: 'rested' })
  }

  function forget(code: 'invalidated' | 'disposed'): void {
    renewal.forget()
    stopWatching()
    settle({ error: new JoinTokenError(code, `The join token was ${code}`, 'not-sent'), retryAt: never })
    publish()
    arm()
  }

  /**
   * Resolves to a token.
   *
   * @param accepts Whether the current token is acceptable; any later token is.
   * @param patientUntil Rejects with the failure if the next attempt would start after this time.
   */
  function wait(
    accepts: (lease: Lease, isFailing: boolean) => boolean,
    patientUntil: number,
    signal?: AbortSignal,
  ): Promise<string> {
    const old = renewal.lease?.token
    const promise = new Promise<string>((resolve, reject) => {
      const waiter: Waiter = (failing) => {
        const lease = live()
        if (lease && (lease.token !== old || accepts(lease, failing !== undefined || renewal.isSigningIn)))
          resolve(lease.token)
        else if (failing && failing.retryAt > patientUntil) reject(failing.error)
        else return
        waiters.delete(waiter)
        signal?.removeEventListener('abort', onAbort)
      }
      const onAbort = () => {
        if (signal) reject(abortReason(signal))
        waiters.delete(waiter)
        arm()
      }
      if (signal?.aborted) return onAbort()
      signal?.addEventListener('abort', onAbort, { once: true })
      waiters.add(waiter)
      if (disposed) return forget('disposed')
      watch()
      tick()
    })
    // An unhandled rejection must not end a process; the snapshot also reports the failure.
    promise.catch(() => undefined)
    return promise
  }

  function getSnapshot() {
    const lease = live()
    const expiresAt = lease && stopwatch.wallTimeAt(lease.endsAt)
    const isRefreshing = renewal.isUnderWay || renewal.isSigningIn
    snapshot = snapshotOf(snapshot, lease, expiresAt, renewal.failure?.error, isRefreshing)
    return snapshot
  }

  return {
    roomId: options.roomId,
    identity: options.identity,
    getSnapshot,
    getToken({ minValidityMs = 30_000, signal } = {}) {
      const accepts = ({ endsAt, lifeMs }: Lease, isFailing: boolean) =>
        // While the renewal fails, any valid token is acceptable.
        endsAt - stopwatch.read() >= validityMs(isFailing ? 0 : minValidityMs, lifeMs)
      // The app may call this to get its token when it has signed the user in.
      if (renewal.isSigningIn && !live()) renewal.allow(wakeIntervalMs)
      return wait(accepts, stopwatch.read() + patienceMs, signal)
    },
    refresh() {
      renewal.allow()
      return wait(() => false, 0)
    },
    subscribe(notify) {
      if (disposed) return () => undefined
      const observer = { notify }
      observers.add(observer)
      watch()
      tick()
      return () => {
        if (!observers.delete(observer) || observers.size > 0) return
        restAt = stopwatch.read() + graceMs
        arm()
      }
    },
    reportRejected(token) {
      if (live()?.token !== token) return
      renewal.reject()
      renewal.hasten()
      tick()
    },
    invalidate() {
      tabs?.invalidate()
      forget('invalidated')
    },
    dispose() {
      disposed = true
      observers.clear()
      forget('disposed')
    },
  }
}
