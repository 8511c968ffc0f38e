import { isApiError } from '@greenroom/core'
import { bindJoinToken, type JoinTokenSource, type Timers } from '@greenroom/core/join-token'
import { backoffMs } from './backoff.ts'
import { type Connection, type ConnectionListener, type JoinedRoom, openConnection } from './connection.ts'
import { LiveRoomError } from './errors.ts'
import { isOnline, waitForRetry } from './retry-wait.ts'
import type { LeaveReason, LiveRoomStatus, ResolvedLimits } from './types.ts'
import type { Initialize, VendorConfig } from './vendor.ts'
import { withTimeout } from './with-timeout.ts'

/** Keeps a room joined: one stay after another, until it ends for a terminal reason. */
export interface ReconnectLoop {
  /** Resolves once the room was joined for the first time. */
  readonly joined: Promise<void>
  /** Ends the loop immediately. Resolves once the server was notified. */
  end(reason: LeaveReason, error?: Error): Promise<void>
}

/** Receives the events of the loop. No event follows the status `left`. */
export interface ReconnectLoopListener extends ConnectionListener {
  onJoined(room: JoinedRoom): void
  /** Ends what `onJoined` started, if it was called. */
  onParted(): void
  onStatus(status: LiveRoomStatus, reason?: LeaveReason, error?: Error): void
}

export interface ReconnectLoopOptions extends ReconnectLoopListener {
  readonly source: JoinTokenSource
  readonly initialize: Initialize
  /** Returns the vendor's configuration without the token. */
  readonly config: () => Omit<VendorConfig, 'clientToken'>
  readonly limits: ResolvedLimits
  readonly timers: Timers
  readonly random: () => number
}

/**
 * The last context that was used to join, by source. The server may keep a lost participant for a while.
 * Beside it, a participant with the same context would be marked as a copy, so each join uses a new one.
 */
const usedContexts = new WeakMap<JoinTokenSource, string>()
/** How long a join waits for a new context, before it uses the previous one. */
const contextMs = 3_000

/** After this many consecutive rejections of fresh tokens, the next token would be rejected too. */
const maxRejections = 2

/** Browser APIs that the vendor's package uses and that a browser, or its privacy settings, may lack. */
const requiredApis = ['RTCPeerConnection', 'AudioContext']

interface End {
  readonly reason: LeaveReason
  readonly error?: Error | undefined
}

export function startReconnectLoop(options: ReconnectLoopOptions): ReconnectLoop {
  const { source, timers, limits, onStatus } = options
  const abort = new AbortController()
  let connection: Connection | undefined
  let isOver = false
  let hasJoined = false
  let attempts = 0
  let rejections = 0
  let resolveJoined: () => void
  let rejectJoined: (error: Error) => void
  let unsubscribe: (() => void) | undefined

  const finish = (reason: LeaveReason, error?: Error) => {
    if (isOver) return
    isOver = true
    abort.abort()
    unsubscribe?.()
    options.onParted()
    onStatus('left', reason, error)
    const message = `The room was left: ${error?.message ?? reason}`
    rejectJoined(new LiveRoomError('not_joined', message, { reason, cause: error }))
  }

  const end: ReconnectLoop['end'] = async (reason, error) => {
    finish(reason, error)
    await connection?.leave()
  }

  /** Joins once, and resolves when the stay is over. */
  const stay = async (): Promise<End> => {
    let token = await withTimeout('Getting a token', limits.joinMs, timers, () =>
      source.getToken({ signal: abort.signal }),
    )
    const { context } = source.getSnapshot()
    // It is empty if another tab got the token.
    if (context === '' || (context && usedContexts.get(source) === context)) {
      token = await withTimeout('', contextMs, timers, () => source.refresh()).catch(() => token)
    }
    if (isOver) return { reason: 'left' }
    let onDisconnected: ((reason: string) => void) | undefined
    let unbind: (() => void) | undefined
    const end = await new Promise<End>((onEnd) => {
      const config = { ...options.config(), clientToken: token }
      connection = openConnection({
        ...options,
        ...limits,
        config,
        onEnd,
        onEntered(room) {
          if (config.context !== undefined) usedContexts.set(source, config.context)
          attempts = 0
          rejections = 0
          hasJoined = true
          const tokenTarget = {
            updateClientToken: (next: string) => room.vendor.updateClientToken(next),
            on(_: string, listener: (reason: string) => void) {
              onDisconnected = listener
            },
          }
          unbind = bindJoinToken(tokenTarget, source, { token, timers })
          onStatus('joined')
          options.onJoined(room)
          resolveJoined()
        },
      })
    })
    const { reason } = end
    if (reason === 'unauthorized') {
      rejections += 1
      // The binding knows which token the room used last.
      if (onDisconnected) onDisconnected(reason)
      else source.reportRejected(token)
    }
    unbind?.()
    return end
  }
  const onTokenFailure = (error: Error): End => {
    if (!isTerminal(error)) return { reason: 'network', error }
    rejections = maxRejections
    return { reason: isRevoked(error) ? 'revoked' : 'unauthorized', error }
  }

  const run = async () => {
    while (!isOver) {
      // After the first join, attempts while offline do not count. A first join that fails must be reported.
      attempts = isOnline() || !hasJoined ? attempts + 1 : 1
      const before = attempts
      const { reason, error } = await stay().catch(onTokenFailure)
      if (isOver) return
      // Without media, the participant must not keep joining and leaving in view of the others.
      const hadMedia = !(error instanceof LiveRoomError && error.code === 'no_media')
      if (!hadMedia) attempts = before
      const isLost = reason === 'network'
      const maxAttempts = hasJoined && hadMedia ? limits.reconnectAttempts : limits.joinAttempts
      const canRetry = isLost
        ? attempts < maxAttempts
        : reason === 'unauthorized' && rejections < maxRejections
      if (!canRetry) return finish(reason, error)
      options.onParted()
      if (hasJoined) onStatus('reconnecting', reason, error)
      if (isLost) await waitForRetry(backoffMs(attempts, options.random), timers, abort.signal)
    }
  }

  const joined = new Promise<void>((resolve, reject) => {
    resolveJoined = resolve
    rejectJoined = reject
  })
  // The status reports the failure too, so the promise may stay unused.
  joined.catch(() => undefined)
  onStatus('joining')
  const missing = requiredApis.find((name) => !Reflect.get(globalThis, name))
  if (missing) finish('unsupported', new LiveRoomError('unsupported', `This browser has no ${missing}`))
  else {
    unsubscribe = source.subscribe(() => {
      const { error } = source.getSnapshot()
      if (isRevoked(error)) void end('revoked', error)
    })
    void run()
  }
  return { joined, end }
}

/** Returns whether the source will not provide another token. */
function isTerminal(error: Error): boolean {
  if (!isApiError(error)) return /invalidated|disposed/.test(String(Reflect.get(error, 'code')))
  const { status, terminal = status < 500 && ![408, 425, 429].includes(status) } = error
  return terminal
}

function isRevoked(error: Error | undefined): error is Error {
  return isApiError(error) && error.code === 'revoked'
}
