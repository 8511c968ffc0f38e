import type { AbortSignalLike } from '../types.ts'
import { openBroadcastChannel } from './broadcast-channel.ts'
import { createStopwatch, systemClock, systemTimers } from './clock.ts'
import { JoinTokenError } from './errors.ts'
import { ignoreErrors } from './ignore-errors.ts'
import { type PageLifecycle, staggerMs, watchPage } from './page-lifecycle.ts'
import { createRenewal, type EventWithoutTime } from './renewal.ts'
import { clamp, graceMs, longestTimerMs, never, patienceMs, wakeIntervalMs } from './schedule.ts'
import { createSnapshotStore } from './snapshot-store.ts'
import { createTabs, type TabLocks, type TabMessage } from './tabs.ts'
import { createTokenRequests } from './token-requests.ts'
import type { JoinTokenEvent, JoinTokenSource, JoinTokenSourceOptions } from './types.ts'
import { unref } from './unref.ts'

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
  const { roomId, identity, clock = systemClock, timers = systemTimers, random = Math.random } = options
  const page = options.page ?? (globalThis as PageLifecycle)
  const stopwatch = createStopwatch(clock)
  const { read } = stopwatch
  const tabs = identity
    ? createTabs(
        `greenroom.join-token ${roomId} ${identity}`,
        options.openChannel ?? openBroadcastChannel,
        options.locks ?? (globalThis as { navigator?: { locks?: TabLocks } }).navigator?.locks,
        timers,
        onMessage,
      )
    : undefined
  const renewal = createRenewal({
    ...options,
    stopwatch,
    timers,
    random,
    page,
    tabs,
    emit,
    onChange: update,
  })
  const { current } = renewal
  const requests = createTokenRequests(renewal, read, arm)
  const store = createSnapshotStore(renewal, stopwatch, () => emit({ type: 'lost' }))
  /**
   * Set while the token is renewed automatically: while there are subscribers, and for a grace period after.
   */
  let unwatch: (() => void) | undefined
  /** The end of the grace period. */
  let restAt = never
  let timer: unknown
  let isDisposed = false

  function emit(event: EventWithoutTime): void {
    ignoreErrors(() => options.onEvent?.({ ...event, at: clock.now() } as JoinTokenEvent))
  }

  /** Handles a message of another tab. */
  function onMessage(message: TabMessage): void {
    if (message === 'request') renewal.share()
    else if (message === 'invalidate') forget('invalidated')
    // Otherwise a message would cut short the time for which this tab lets others go first.
    else if (renewal.adopt(message)) update()
  }

  /** Returns when the next attempt starts. */
  function attemptAt(): number {
    const wantedAt = requests.size() > 0 ? 0 : unwatch ? (current()?.dueAt ?? 0) : never
    return Math.max(wantedAt, renewal.readyAt())
  }

  /** Does what is due. Every change ends here. */
  function update(): void {
    const now = read()
    if (now >= restAt) {
      rest()
      emit({ type: 'rested' })
    }
    requests.settle()
    if (now >= attemptAt()) renewal.begin()
    store.publish()
    arm()
  }

  /**
   * Sets one timer for everything. It is never long, because the device may sleep, or its clock may be set.
   */
  function arm(): void {
    timers.clearTimeout(timer)
    const now = read()
    const endsAt = current()?.endsAt ?? never
    // The focused tab goes first. Without a valid token no tab waits.
    const delayMs = tabs && endsAt < never ? Math.min(staggerMs(page, random), (endsAt - now) / 4) : 0
    const at = Math.min(attemptAt() + delayMs, unwatch ? endsAt : never, restAt)
    if (at === never) return
    timer = timers.setTimeout(update, clamp(Math.ceil(at - now), 0, longestTimerMs))
    // Renewal in the background must not keep a process alive, such as a test runner.
    if (requests.size() === 0) unref(timer)
  }

  /** Starts automatic renewal if there are subscribers, and does what is due. */
  function start(): void {
    if (store.size() > 0) {
      restAt = never
      tabs?.open()
      unwatch ??= watchPage(page, () => {
        renewal.hasten()
        update()
      })
    }
    update()
  }

  /** Stops automatic renewal. */
  function rest(): void {
    restAt = never
    tabs?.close()
    unwatch?.()
    unwatch = undefined
  }

  function forget(code: 'invalidated' | 'disposed'): void {
    renewal.forget()
    rest()
    requests.settle({
      error: new JoinTokenError(code, `The join token was ${code}`, 'not-sent'),
      retryAt: never,
    })
    update()
  }

  function request(
    minValidityMs: number | undefined,
    patientUntil: number,
    signal?: AbortSignalLike,
  ): Promise<string> {
    const promise = requests.add(minValidityMs, patientUntil, signal)
    if (isDisposed) forget('disposed')
    else if (!signal?.aborted) start()
    return promise
  }

  return {
    roomId,
    identity,
    getSnapshot: store.get,
    getToken({ minValidityMs = 30_000, signal } = {}) {
      // The app may call this to get its token when it has signed the user in.
      if (renewal.isSigningIn() && !current()) renewal.allow(wakeIntervalMs)
      return request(minValidityMs, read() + patienceMs, signal)
    },
    refresh() {
      renewal.allow()
      return request(undefined, read())
    },
    subscribe(listener) {
      if (isDisposed) return () => undefined
      const remove = store.add(listener)
      start()
      return () => {
        if (!remove()) return
        restAt = read() + graceMs
        arm()
      }
    },
    reportRejected(token) {
      renewal.reject(token)
      update()
    },
    invalidate() {
      // The tab may not be listening.
      tabs?.open()
      tabs?.send('invalidate')
      forget('invalidated')
    },
    dispose() {
      isDisposed = true
      store.removeAll()
      forget('disposed')
    },
  }
}
