import { isApiError } from '@greenroom/core'
import { bindJoinToken, type JoinTokenSource, type Timers } from '@greenroom/core/join-token'
import { backoffMs } from './backoff.ts'
import { type Connection, type ConnectionListener, type JoinedRoom, openConnection } from './connection.ts'
import { LiveRoomError } from './errors.ts'
import { isOnline, pause } from './retry-wait.ts'
import type { LeaveReason, LiveRoomLimits, LiveRoomStatus } from './types.ts'
import type { Initialize, VendorConfig } from './vendor.ts'
import { withTimeout } from './with-timeout.ts'

/** Keeps somebody in a room: one stay after another, until there is a reason to be out. */
export interface ReconnectLoop {
  /** Resolves once in for the first time. */
  readonly joined: Promise<void>
  /** Ends it: at once here. Resolves once the server was told. */
  end(reason: LeaveReason, error?: Error): Promise<void>
}

/** What happens during it. Of an attendance that is `left` nothing more is heard. */
export interface ReconnectLoopListener extends ConnectionListener {
  onJoined(room: JoinedRoom): void
  /** What `onJoined` began, if it did, is over. */
  onParted(): void
  onStatus(status: LiveRoomStatus, reason?: LeaveReason, error?: Error): void
}

export interface ReconnectLoopOptions extends ReconnectLoopListener {
  readonly source: JoinTokenSource
  readonly initialize: Initialize
  /** What to open the room with, but for the token. */
  readonly config: () => Omit<VendorConfig, 'clientToken'>
  readonly limits: Required<LiveRoomLimits>
  readonly timers: Timers
  readonly random: () => number
}

/** A token that was just minted and is turned away this often in a row will not be taken the next time either. */
const mostRejections = 2

interface End {
  readonly reason: LeaveReason
  readonly error?: Error | undefined
}

/** Begins to attend a room. */
export function attend(options: ReconnectLoopOptions): ReconnectLoop {
  const { source, timers, limits, onStatus } = options
  const stop = new AbortController()
  let connection: Connection | undefined
  let isOver = false
  let hasJoined = false
  let attempts = 0
  let rejections = 0
  let resolveJoined: () => void
  let rejectJoined: (error: Error) => void
  let stopLooking: (() => void) | undefined

  const finish = (reason: LeaveReason, error?: Error) => {
    if (isOver) return
    isOver = true
    stop.abort()
    stopLooking?.()
    options.onParted()
    onStatus('left', reason, error)
    const text = `The room was left: ${error?.message ?? reason}`
    rejectJoined(new LiveRoomError('not_joined', text, { reason, cause: error }))
  }

  const end: ReconnectLoop['end'] = async (reason, error) => {
    finish(reason, error)
    await connection?.leave()
  }

  /** Is in the room once, as long as it lasts. */
  const stay = async (): Promise<End> => {
    const getToken = () => source.getToken({ signal: stop.signal })
    const token = await withTimeout('Getting a token', limits.joinMs, timers, getToken)
    if (isOver) return { reason: 'left' }
    let tellEnd: ((told: string) => void) | undefined
    let unbind: (() => void) | undefined
    const end = await new Promise<End>((onEnd) => {
      const config = { ...options.config(), clientToken: token }
      connection = openConnection({
        ...options,
        ...limits,
        config,
        onEnd,
        onEntered(room) {
          attempts = 0
          rejections = 0
          hasJoined = true
          const supplied = {
            updateClientToken: (next: string) => room.vendor.updateClientToken(next),
            on(_: string, listener: (told: string) => void) {
              tellEnd = listener
            },
          }
          unbind = bindJoinToken(supplied, source, { token, timers })
          onStatus('joined')
          options.onJoined(room)
          resolveJoined()
        },
      })
    })
    const { reason } = end
    if (reason === 'unauthorized') {
      rejections += 1
      // Whoever supplied it knows which token it had last.
      if (tellEnd) tellEnd(reason)
      else source.reportRejected(token)
    }
    unbind?.()
    return end
  }
  const withoutToken = (error: Error): End => {
    if (!isRefusal(error)) return { reason: 'network', error }
    rejections = mostRejections
    return { reason: isRevoked(error) ? 'revoked' : 'unauthorized', error }
  }

  const run = async () => {
    while (!isOver) {
      // Who was in may wait for a network as long as it takes; who waits to be let in is told.
      attempts = isOnline() || !hasJoined ? attempts + 1 : 1
      const before = attempts
      const { reason, error } = await stay().catch(withoutToken)
      if (isOver) return
      // Without media nobody is to come and go all the time, for all to see.
      const hadMedia = !(error instanceof LiveRoomError && error.code === 'no_media')
      if (!hadMedia) attempts = before
      const isLost = reason === 'network'
      const most = hasJoined && hadMedia ? limits.reconnectAttempts : limits.joinAttempts
      const isWorthATry = isLost ? attempts < most : reason === 'unauthorized' && rejections < mostRejections
      if (!isWorthATry) return finish(reason, error)
      options.onParted()
      if (hasJoined) onStatus('reconnecting', reason, error)
      if (isLost) await pause(backoffMs(attempts, options.random), timers, stop.signal)
    }
  }

  const joined = new Promise<void>((resolve, reject) => {
    resolveJoined = resolve
    rejectJoined = reject
  })
  // The status tells of it too.
  joined.catch(() => undefined)
  onStatus('joining')
  stopLooking = source.subscribe(() => {
    const { error } = source.getSnapshot()
    if (isRevoked(error)) void end('revoked', error)
  })
  void run()
  return { joined, end }
}

/** Whether whoever gives tokens says that there will be none. */
function isRefusal(error: Error): boolean {
  if (!isApiError(error)) return /invalidated|disposed/.test(String(Reflect.get(error, 'code')))
  const { status, terminal = status < 500 && ![408, 425, 429].includes(status) } = error
  return terminal
}

function isRevoked(error: Error | undefined): error is Error {
  return isApiError(error) && error.code === 'revoked'
}
