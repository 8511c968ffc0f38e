import { isApiError } from '@greenroom/core'
import { bindJoinToken, JoinTokenError, type JoinTokenSource, type Timers } from '@greenroom/core/join-token'
import { backoffMs } from './backoff.ts'
import {
  type Connection,
  type ConnectionEnd,
  type ConnectionListener,
  type JoinedRoom,
  openConnection,
} from './connection.ts'
import { LiveRoomError } from './errors.ts'
import { isOnline, pause } from './pause.ts'
import type { LeaveReason, LiveRoomStatus } from './types.ts'
import type { Initialize, VendorConfig } from './vendor.ts'
import { asError, within } from './within.ts'

/** Keeps somebody in a room: one stay after another, until there is a reason to be out. */
export interface Attendance {
  /** Resolves once in for the first time. */
  readonly joined: Promise<void>
  /** Ends it, and resolves once the server was told. */
  end(reason: LeaveReason, error?: Error): Promise<void>
}

/** What happens during it. */
export interface AttendanceListener extends Omit<ConnectionListener, 'onEnd'> {
  onJoined(room: JoinedRoom): void
  /** What `onJoined` began is over. */
  onParted(): void
  onStatus(status: LiveRoomStatus, reason?: LeaveReason, error?: Error): void
}

export interface AttendanceOptions extends AttendanceListener {
  readonly source: JoinTokenSource
  readonly initialize: Initialize
  /** What to open the room with, but for the token. */
  readonly config: () => Omit<VendorConfig, 'clientToken'>
  readonly joinMs: number
  readonly callMs: number
  readonly joinAttempts: number
  readonly reconnectAttempts: number
  readonly timers: Timers
  readonly random: () => number
}

/** A token that was just minted and is turned away this often in a row will not be taken the next time either. */
const mostRejections = 2

interface End {
  readonly reason: LeaveReason
  readonly error: Error | undefined
}

/** Begins to attend a room. */
export function attend(options: AttendanceOptions): Attendance {
  const { source, timers, onStatus } = options
  const stop = new AbortController()
  let connection: Connection | undefined
  let final: End | undefined
  let hasJoined = false
  let attempts = 0
  let rejections = 0
  let settleJoined: { resolve(): void; reject(error: Error): void } | undefined

  /** Gets a token, or says why there is none. */
  const getToken = async (): Promise<string | End> => {
    try {
      return await within(source.getToken({ signal: stop.signal }), options.joinMs, timers, 'Getting a token')
    } catch (thrown) {
      const error = asError(thrown, 'Getting a token')
      return { reason: isRefusal(error) ? 'unauthorized' : 'network', error }
    }
  }

  /** Is in the room once, as long as it lasts. */
  const stay = async (token: string): Promise<ConnectionEnd> => {
    let tellEnd: ((told: string) => void) | undefined
    let unbind: (() => void) | undefined
    const ended = new Promise<ConnectionEnd>((onEnd) => {
      connection = openConnection({ ...options, config: { ...options.config(), clientToken: token }, onEnd })
    })
    const entered = connection?.joined.then((room) => {
      attempts = 0
      rejections = 0
      hasJoined = true
      unbind = bindJoinToken(
        {
          updateClientToken: (next) => room.vendor.updateClientToken(next),
          on(_, listener) {
            tellEnd = listener
            return () => {
              tellEnd = undefined
            }
          },
        },
        source,
        { token, timers },
      )
      onStatus('joined')
      options.onJoined(room)
      settleJoined?.resolve()
    })
    entered?.catch(() => undefined)
    const end = await ended
    if (end.reason === 'unauthorized') {
      rejections += 1
      if (tellEnd) tellEnd('unauthorized')
      else source.reportRejected(token)
    }
    unbind?.()
    if (unbind) options.onParted()
    return end
  }

  /** Whether there is no use in another stay. */
  const isLast = ({ reason }: End) => {
    if (reason === 'unauthorized') return rejections >= mostRejections
    const most = hasJoined ? options.reconnectAttempts : options.joinAttempts
    return reason !== 'network' || attempts >= most
  }

  const run = async (): Promise<End> => {
    for (;;) {
      const token = await getToken()
      attempts = isOnline() ? attempts + 1 : 1
      const end = final ?? (typeof token === 'string' ? await stay(token) : token)
      if (final) return final
      if (isLast(end) || (end === token && end.reason === 'unauthorized')) return end
      if (hasJoined) onStatus('reconnecting', end.reason, end.error)
      if (end.reason === 'network') await pause(backoffMs(attempts, options.random), timers, stop.signal)
    }
  }

  const end = async (reason: LeaveReason, error?: Error): Promise<void> => {
    final ??= { reason, error }
    stop.abort()
    await connection?.leave()
  }
  const lookAtSource = () => {
    const { error } = source.getSnapshot()
    if (isRevoked(error)) void end('revoked', error)
  }

  const joined = new Promise<void>((resolve, reject) => {
    settleJoined = { resolve, reject }
  })
  joined.catch(() => undefined)
  onStatus('joining')
  const stopLooking = source.subscribe(lookAtSource)
  void run().then((told) => {
    stopLooking()
    const { error } = told
    const reason = isRevoked(error) ? 'revoked' : told.reason
    onStatus('left', reason, error)
    const text = `The room was not joined: ${error?.message ?? reason}`
    settleJoined?.reject(new LiveRoomError('not_joined', text, { reason, cause: error }))
  })
  return { joined, end }
}

/** Whether whoever gives tokens says that there will be none. */
function isRefusal(error: Error): boolean {
  if (error instanceof JoinTokenError) return error.code === 'invalidated' || error.code === 'disposed'
  if (!isApiError(error)) return false
  const { status, terminal = status < 500 && ![408, 425, 429].includes(status) } = error
  return terminal
}

function isRevoked(error: Error | undefined): error is Error {
  return isApiError(error) && error.code === 'revoked'
}
