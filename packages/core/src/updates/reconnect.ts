import { isApiError, isConfigError, isInputError } from '../errors.ts'
import type { Timers } from '../join-token/clock.ts'
import { type PageLifecycle, watchPage } from '../join-token/page-lifecycle.ts'
import { type ConnectionOptions, readUpdates } from './connection.ts'
import type { UpdatesMessage } from './types.ts'

/** Options of {@link keepConnected}. */
export interface ReconnectOptions extends Pick<ConnectionOptions, 'client' | 'rooms' | 'signal' | 'cursor'> {
  readonly timers: Timers
  readonly random: () => number
  readonly page: PageLifecycle
  readonly onMessage: (message: UpdatesMessage) => void
}

const shortestBackoffMs = 500
const longestBackoffMs = 30_000
/** A connection that lasted this long worked, so the next wait is short again. */
const stableMs = 10_000
/** The shortest time between an attempt and a next one that a wake-up moved forward. */
const wakeIntervalMs = 1_000

/**
 * Keeps a connection until the signal aborts. It waits with full jitter between attempts, continues after the
 * last cursor, and reports a reset when it has to continue without one. Ends after a terminal error.
 */
export async function keepConnected(options: ReconnectOptions): Promise<void> {
  const { signal, timers, random, page, onMessage } = options
  let { cursor } = options
  let failures = 0
  let wasOpen = false

  const connect = async (): Promise<unknown> => {
    let isReset = false
    let stable: unknown
    try {
      await readUpdates({
        ...options,
        cursor,
        onOpen() {
          onMessage({ type: 'status', status: 'open' })
          stable = schedule(() => {
            failures = 0
          }, stableMs)
          if (wasOpen && cursor === undefined) {
            isReset = true
            onMessage({ type: 'reset', cursor })
          }
          wasOpen = true
        },
        onMessage(message) {
          if (message.type === 'status') return
          cursor = message.cursor ?? cursor
          // A server that has just been asked without a cursor may report the same gap.
          if (message.type === 'reset' && isReset) onMessage({ type: 'cursor', cursor })
          else onMessage({ ...message, cursor })
          isReset = false
          if (message.type === 'update') failures = 0
        },
      })
      return undefined
    } catch (error) {
      return error ?? new Error('The connection was lost')
    } finally {
      timers.clearTimeout(stable)
    }
  }

  while (!signal.aborted) {
    onMessage({ type: 'status', status: 'connecting' })
    const error = await connect()
    if (signal.aborted) break
    if (isTerminal(error)) {
      onMessage({ type: 'status', status: 'closed', error })
      return
    }
    onMessage({ type: 'status', status: 'waiting', error })
    const boundMs = Math.min(longestBackoffMs, shortestBackoffMs * 2 ** failures)
    failures++
    const requestedMs = isApiError(error) ? error.retryAfterMs : undefined
    await wait(Math.max(random() * boundMs, requestedMs ?? 0), requestedMs !== undefined)
  }
  onMessage({ type: 'status', status: 'closed' })

  /** Waits. A page that wakes up or comes online ends the wait, unless the server requested it. */
  function wait(ms: number, isRequested: boolean): Promise<void> {
    return new Promise((resolve) => {
      let earliest: unknown
      let isEarly = true
      let isAwake = false
      const done = () => {
        timers.clearTimeout(timer)
        timers.clearTimeout(earliest)
        signal.removeEventListener('abort', done)
        unwatch()
        resolve()
      }
      const wake = () => {
        isAwake = true
        if (!isEarly) done()
      }
      const timer = schedule(done, Math.min(ms, 0x7fffffff))
      // A page that wakes up again and again must not connect each time.
      earliest = schedule(() => {
        isEarly = false
        if (isAwake) done()
      }, wakeIntervalMs)
      const unwatch = isRequested ? () => undefined : watchPage(page, wake)
      signal.addEventListener('abort', done)
    })
  }

  /** Schedules a callback that does not keep a process alive. */
  function schedule(callback: () => void, ms: number): unknown {
    const timer = timers.setTimeout(callback, ms)
    Object(timer).unref?.()
    return timer
  }
}

/** Returns whether another attempt would fail in the same way. */
function isTerminal(error: unknown): boolean {
  if (!isApiError(error)) return isConfigError(error) || isInputError(error)
  const { status, terminal } = error
  // A user who is signed out may sign in again, and a redirect leads to a sign-in page.
  return terminal || (status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status))
}
