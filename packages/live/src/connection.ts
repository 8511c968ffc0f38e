import type { Timers } from '@greenroom/core/join-token'
import { LiveRoomError } from './errors.ts'
import { asMissingPackage } from './missing-package.ts'
import { claimSignalingSocket, type SignalingSocket } from './signaling-socket.ts'
import type { LeaveReason } from './types.ts'
import {
  type Initialize,
  isVendorRoom,
  type VendorConfig,
  type VendorMessage,
  type VendorRoom,
} from './vendor.ts'
import { withTimeout } from './with-timeout.ts'

/** One stay in a room over the vendor's package, from `initialize` to its end. It does not reconnect. */
export interface Connection {
  /** Ends the stay immediately. Resolves once the server was notified, which may never happen. */
  leave(): Promise<void>
}

/** The vendor's room and its signaling socket. */
export interface JoinedRoom {
  readonly vendor: VendorRoom
  readonly socket: SignalingSocket
}

/** How a stay ended. */
export interface ConnectionEnd {
  readonly reason: Exclude<LeaveReason, 'revoked'>
  readonly error: Error | undefined
}

/** Receives the events of a stay. */
export interface ConnectionListener {
  /** The vendor's state has changed. */
  onChange(): void
  onLeft(participantId: string): void
  onSpeaking(participantId: string): void
  onMessage(from: string, message: VendorMessage, to: readonly string[] | null): void
}

export interface ConnectionOptions extends ConnectionListener {
  readonly initialize: Initialize
  readonly config: VendorConfig
  readonly joinMs: number
  readonly callMs: number
  readonly timers: Timers
  onEntered(room: JoinedRoom): void
  /** The stay is over. Called once; no other callback follows. */
  onEnd(end: ConnectionEnd): void
}

/** The vendor's reasons that have a meaning other than a lost connection. */
const endReasons: Readonly<Record<string, ConnectionEnd['reason']>> = {
  kicked: 'kicked',
  unauthorized: 'unauthorized',
  forbidden: 'unauthorized',
  session_terminated: 'ended',
  room_expired: 'ended',
  // The local user did not leave: the package reports the end of the session with this reason.
  user_initiated: 'ended',
}

/** Enters a room. */
export function openConnection(options: ConnectionOptions): Connection {
  const { initialize, config, timers, joinMs, callMs } = options
  const { onLeft, onSpeaking, onMessage, onChange } = options
  const unsubscribers: (() => void)[] = []
  let room: VendorRoom | undefined
  let leaving: Promise<void> | undefined

  const end = (reason: ConnectionEnd['reason'], error?: Error) => {
    if (leaving) return leaving
    leaving = disconnect(room, socket)
    for (const unsubscribe of unsubscribers) unsubscribe()
    options.onEnd({ reason, error })
    return leaving
  }
  const onLost = (vendorReason: string, detail = 'it broke') => {
    const reason = endReasons[vendorReason] ?? 'network'
    const hasFailed = reason === 'network' || reason === 'unauthorized'
    const code = vendorReason === 'no_media' ? vendorReason : 'refused'
    const error = hasFailed ? new LiveRoomError(code, `The room was lost: ${detail}`, { reason }) : undefined
    void end(reason, error)
  }
  const socket = claimSignalingSocket({
    roomId: config.roomId,
    // An operation that takes too long rejects before its request gets a synthetic reply.
    timeoutMs: callMs + 1_000,
    timers,
    onLost,
  })

  const listen = (opened: VendorRoom) => {
    unsubscribers.push(
      opened.on('disconnected', (reason) => onLost(reason)),
      opened.on('participant_leaving', (id, reason) => {
        if (id !== opened.getState().localParticipantId) onLeft(id)
        else if (reason) onLost(reason)
      }),
      opened.on('participant_left', onLeft),
      opened.on('audio_activity', onSpeaking),
      opened.on('message_received', onMessage),
      opened.on('state_changed', onChange),
    )
  }

  const enter = async () => {
    const opened = await initialize(config)
    if (!isVendorRoom(opened)) {
      throw new LiveRoomError('invalid', '`initialize` must return a room')
    }
    // The stay may have ended while the room was opening.
    if (leaving) return void disconnect(opened, socket)
    room = opened
    listen(opened)
    await opened.connect()
    if (!leaving) options.onEntered({ vendor: opened, socket })
  }
  withTimeout('Joining', joinMs, timers, enter).catch((error: Error) => {
    const missing = asMissingPackage(error)
    return missing ? end('not_installed', missing) : end('network', error)
  })
  return { leave: () => end('left') }
}

/**
 * Disconnects the vendor's room while its socket is open, then closes the socket. The promise may never
 * settle.
 */
function disconnect(room: VendorRoom | undefined, socket: SignalingSocket): Promise<void> {
  const disconnected = Promise.resolve()
    .then(() => room?.disconnect())
    .catch(() => undefined)
  queueMicrotask(socket.close)
  return disconnected
}
