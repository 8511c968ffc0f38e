import { isApiError, isGreenroomError } from '../errors.ts'
import type { Timers } from '../join-token/clock.ts'
import { type PageLifecycle, watchPage } from '../join-token/page-lifecycle.ts'
import { type ConnectionOptions, readUpdates } from './connection.ts'
import type { UpdatesMessage, UpdatesStatus } from './types.ts'

/** Options of {@link keepConnected}. */
export interface ReconnectOptions extends Pick<ConnectionOptions, 'client' | 'rooms' | 'signal' | 'cursor'> {
  /** Timers that do not keep a process alive. */
  readonly timers: Timers
  readonly random: () => number
  readonly page: PageLifecycle
  /** Whether there was a connection before, so that one without a cursor may have missed updates. */
  readonly wasOpen?: boolean
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
  let { cursor, wasOpen } = options
  let failures = 0

  const report = (status: UpdatesStatus, error?: unknown) => onMessage({ type: 'status', status, error })
  const resetFailures = () => {
    failures = 0
  }

  while (!signal.aborted) {
    let isReset = false
    let stable: unknown
    report('connecting')
    const error: unknown = await readUpdates({
      ...options,
      cursor,
      onOpen() {
        report('open')
        stable = timers.setTimeout(resetFailures, stableMs)
        isReset = !!wasOpen && !cursor
        if (isReset) onMessage({ type: 'reset', cursor })
        wasOpen = true
      },
      onMessage(message) {
        cursor = message.cursor ?? cursor
        // A server that has just been asked without a cursor may report the same gap.
        onMessage(message.type === 'reset' && isReset ? { type: 'cursor', cursor } : { ...message, cursor })
        // From here on, another reset is another gap.
        if (message.cursor) isReset = false
        if (message.type === 'update') resetFailures()
      },
    }).catch((failure: unknown) => failure)
    timers.clearTimeout(stable)
    if (signal.aborted) break
    if (isTerminal(error)) return report('closed', error)
    report('waiting', error)
    const boundMs = Math.min(longestBackoffMs, shortestBackoffMs * 2 ** failures++)
    const requestedMs = isApiError(error) ? error.retryAfterMs : undefined
    await wait(Math.max(random() * boundMs, requestedMs ?? 0), requestedMs === undefined)
  }
  report('closed')

  /** Waits. A page that wakes up or comes online ends the wait, unless the server requested it. */
  function wait(ms: number, canWake: boolean): Promise<void> {
    return new Promise((resolve) => {
      let isReady = false
      const done = () => {
        timers.clearTimeout(timer)
        timers.clearTimeout(earliest)
        signal.removeEventListener('abort', done)
        unwatch()
        resolve()
      }
      const timer = timers.setTimeout(done, Math.min(ms, 0x7fffffff))
      // A page that wakes up again and again must not connect each time: both must have happened, a wake-up
      // and the shortest time.
      const proceed = () => {
        if (isReady) done()
        isReady = true
      }
      const earliest = timers.setTimeout(proceed, wakeIntervalMs)
      const unwatch = watchPage(canWake ? page : {}, () => {
        unwatch()
        proceed()
      })
      signal.addEventListener('abort', done)
      // A listener of the status may have aborted it.
      if (signal.aborted) done()
    })
  }
}

/** Returns whether another attempt would fail in the same way. */
function isTerminal(error: unknown): boolean {
  if (!isApiError(error)) return isGreenroomError(error) && /^(Config|Input)/.test(error.name)
  const { status, terminal } = error
  // A user who is signed out may sign in again, and a redirect leads to a sign-in page.
  return terminal || (status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status))
}
