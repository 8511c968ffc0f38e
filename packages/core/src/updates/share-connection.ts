import { openBroadcastChannel } from '../join-token/broadcast-channel.ts'
import type { Timers } from '../join-token/clock.ts'
import type { TabChannel, TabLocks } from '../join-token/tabs.ts'
import type { ReconnectOptions } from './reconnect.ts'
import type { UpdatesMessage } from './types.ts'

/** Options of {@link shareConnection}. */
export interface ShareOptions {
  readonly identity: string
  readonly rooms?: readonly string[] | undefined
  /** Opens the channel between tabs. Default: `BroadcastChannel`. */
  readonly openChannel?: ((name: string) => TabChannel | undefined) | undefined
  /** Locks that select the tab that connects. Default: `navigator.locks`. */
  readonly locks?: TabLocks | undefined
  /** Timers that do not keep a process alive. */
  readonly timers: Timers
  readonly signal: AbortSignal
  /** Keeps a connection until the signal aborts, and reports what arrives. Resolves when it ends for good. */
  readonly connect: (
    report: (message: UpdatesMessage) => void,
    position: Pick<ReconnectOptions, 'cursor' | 'signal' | 'wasOpen'>,
  ) => Promise<void>
  readonly onMessage: (message: UpdatesMessage) => void
}

/** A tab that has heard nothing for this long asks whether a tab is connected. */
const longestSilenceMs = 45_000
/** Without an answer, it takes over: the connected tab may be frozen. */
const longestAnswerMs = 5_000

type TabMessage = UpdatesMessage | 'hello'

/**
 * Shares one connection among tabs: the tab that holds a lock connects, and sends what arrives to the others.
 * When it closes or freezes, another tab continues after the last cursor.
 *
 * @throws {Error} if there are no locks or no channel, e.g. because the browser blocks storage.
 */
export async function shareConnection(options: ShareOptions): Promise<void> {
  const {
    identity,
    rooms,
    openChannel = openBroadcastChannel,
    locks = (globalThis as { navigator?: { locks?: TabLocks } }).navigator?.locks,
    timers,
    signal,
    connect,
    onMessage,
  } = options
  if (!locks) throw new Error('This platform has no locks')
  /** Name of the channel and of the lock: the same in all tabs that share. */
  const name = `greenroom updates ${JSON.stringify([identity, rooms && [...rooms].sort()])}`
  const channel = openChannel(name)
  if (!channel) throw new Error('This platform has no channel between tabs')
  let cursor: string | undefined
  let status: UpdatesMessage | undefined
  let wasOpen = false
  let isLeader = false
  let isOver = false
  let isSteal = false
  let timer: unknown
  /** Ends the current attempt to acquire the lock, or the connection. */
  let stop: (() => void) | undefined

  const receive = (message: UpdatesMessage) => {
    if (message.type === 'status') {
      status = message
      wasOpen ||= message.status === 'open'
    } else cursor = message.cursor ?? cursor
    onMessage(message)
  }
  const send = (message: TabMessage) => {
    // An error that cannot be cloned, and a channel that fails, must not end the connection.
    for (const version of [message, { ...Object(message), error: undefined }]) {
      try {
        return channel.postMessage(version)
      } catch {}
    }
  }
  const later = (callback: () => void, ms: number) => {
    timers.clearTimeout(timer)
    timer = timers.setTimeout(callback, ms)
  }
  const ask = () => {
    send('hello')
    later(() => {
      isSteal = true
      stop?.()
    }, longestAnswerMs)
  }
  channel.onmessage = ({ data }) => {
    const message = Object(data) as UpdatesMessage
    if (isLeader) {
      if (data !== 'hello') return
      if (status) send(status)
      send({ type: 'cursor', cursor })
    } else if (message.type) {
      later(ask, longestSilenceMs)
      receive(message)
      // After a terminal error the subscription is over, in all tabs.
      isOver ||= message.type === 'status' && message.status === 'closed'
      if (isOver) stop?.()
    }
  }

  while (!isOver && !signal.aborted) {
    const attempt = new AbortController()
    const leading = attempt.signal
    stop = () => attempt.abort()
    signal.addEventListener('abort', stop)
    ask()
    const hold = async () => {
      isLeader = true
      timers.clearTimeout(timer)
      const report = (message: UpdatesMessage) => {
        // Another tab may be connected now.
        if (leading.aborted) return
        receive(message)
        send(message)
      }
      await connect(report, { cursor, signal: leading, wasOpen })
      isOver ||= !leading.aborted
    }
    const lock = { signal: isSteal ? undefined : leading, steal: isSteal }
    isSteal = false
    try {
      await locks.request(name, lock as never, hold)
    } catch {
      // A platform may deny locks: then this tab works alone. A lock that was stolen rejects, too.
      if (!isLeader && !leading.aborted) await hold()
    }
    isLeader = false
    signal.removeEventListener('abort', stop)
    stop()
  }
  timers.clearTimeout(timer)
  channel.onmessage = null
  channel.close()
  onMessage({ type: 'status', status: 'closed' })
}
