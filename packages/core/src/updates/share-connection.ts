import type { Timers } from '../join-token/clock.ts'
import type { TabChannel, TabLocks } from '../join-token/tabs.ts'
import type { UpdatesMessage } from './types.ts'

/** Options of {@link shareConnection}. */
export interface ShareOptions {
  /** Name of the channel and of the lock: the same in all tabs that share. */
  readonly name: string
  readonly channel: TabChannel
  readonly locks: TabLocks
  readonly timers: Timers
  readonly signal: AbortSignal
  /**
   * Keeps a connection until the signal aborts, beginning after a cursor, and reports what arrives. Resolves
   * when it has ended for good.
   */
  readonly connect: (
    cursor: string | undefined,
    signal: AbortSignal,
    report: (message: UpdatesMessage) => void,
  ) => Promise<void>
  readonly onMessage: (message: UpdatesMessage) => void
}

/** A tab that has heard nothing for this long takes over: the connected tab may be frozen. */
const longestSilenceMs = 50_000

type TabMessage = UpdatesMessage | 'hello'

/**
 * Shares one connection among tabs: the tab that holds a lock connects, and sends what arrives to the others.
 * When it closes or freezes, another tab continues after the last cursor.
 */
export async function shareConnection(options: ShareOptions): Promise<void> {
  const { name, channel, locks, timers, signal, connect, onMessage } = options
  let cursor: string | undefined
  let status: UpdatesMessage | undefined
  let isLeader = false
  let timer: unknown
  /** Ends the current attempt to acquire the lock, so that the next one steals it. */
  let takeOver: (() => void) | undefined

  const receive = (message: UpdatesMessage) => {
    if (message.type === 'status') status = message
    else cursor = message.cursor ?? cursor
    onMessage(message)
  }
  const watch = () => {
    timers.clearTimeout(timer)
    timer = timers.setTimeout(() => {
      if (!isLeader) takeOver?.()
    }, longestSilenceMs)
    Object(timer).unref?.()
  }
  const send = (message: TabMessage) => {
    try {
      channel.postMessage(message)
    } catch {
      // An error that cannot be cloned must not end the connection.
      if (message !== 'hello' && message.type === 'status')
        channel.postMessage({ ...message, error: undefined })
    }
  }
  channel.onmessage = ({ data }) => {
    const message = data as TabMessage
    if (message === 'hello') {
      if (!isLeader) return
      if (status) send(status)
      send({ type: 'cursor', cursor })
    } else if (!isLeader) {
      watch()
      receive(message)
    }
  }

  const lead = async (leading: AbortSignal) => {
    isLeader = true
    try {
      await connect(cursor, leading, (message) => {
        receive(message)
        // Other tabs find out by themselves that this one is closed.
        if (!(message.type === 'status' && message.status === 'closed' && leading.aborted)) send(message)
      })
    } finally {
      isLeader = false
    }
  }

  try {
    watch()
    send('hello')
    for (let isSteal = false; !signal.aborted; ) {
      const attempt = new AbortController()
      const abort = () => attempt.abort()
      signal.addEventListener('abort', abort)
      takeOver = () => {
        isSteal = true
        attempt.abort()
      }
      let isDone = false
      const hold = async () => {
        takeOver = undefined
        await lead(attempt.signal)
        isDone = true
      }
      // A lock that was stolen rejects; the connection of this tab then ends.
      const request = isSteal
        ? locks.request(name, { steal: true } as never, hold)
        : locks.request(name, { signal: attempt.signal }, hold)
      isSteal = false
      await request.then(undefined, () => undefined)
      attempt.abort()
      signal.removeEventListener('abort', abort)
      // After a terminal error the subscription is over, in all tabs.
      if (isDone) return
      watch()
    }
  } finally {
    timers.clearTimeout(timer)
    channel.onmessage = null
    channel.close()
    if (!signal.aborted && status?.type === 'status' && status.status !== 'closed') {
      onMessage({ type: 'status', status: 'closed' })
    }
  }
}
