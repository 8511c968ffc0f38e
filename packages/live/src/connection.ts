import type { Timers } from '@greenroom/core/join-token'
import { LiveRoomError } from './errors.ts'
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

/** One stay in a room, from `initialize` to its end, over the vendor's package. It does not come back by itself. */
export interface Connection {
  /** Ends it at once; resolves once the server was told, if ever. */
  leave(): Promise<void>
}

/** The vendor's room, and the line below it. */
export interface JoinedRoom {
  readonly vendor: VendorRoom
  readonly line: SignalingSocket
}

/** How a stay ended. */
export interface ConnectionEnd {
  readonly reason: Exclude<LeaveReason, 'revoked'>
  readonly error: Error | undefined
}

/** What happens during a stay. */
export interface ConnectionListener {
  /** The vendor's room may be read anew. */
  onChange(): void
  onGone(participantId: string): void
  onTalking(participantId: string): void
  onMessage(from: string, message: VendorMessage, to: readonly string[] | null): void
}

export interface ConnectionOptions extends ConnectionListener {
  readonly initialize: Initialize
  readonly config: VendorConfig
  readonly joinMs: number
  readonly callMs: number
  readonly timers: Timers
  onEntered(room: JoinedRoom): void
  /** It is over; called once, and nothing else after it. */
  onEnd(end: ConnectionEnd): void
}

/** What ends a stay that this end did not end: the reasons that tell more than that it was lost. */
const endings: Readonly<Record<string, ConnectionEnd['reason']>> = {
  kicked: 'kicked',
  unauthorized: 'unauthorized',
  forbidden: 'unauthorized',
  session_terminated: 'ended',
  room_expired: 'ended',
  // Nobody here left: what closed the room as if by the user is the end of its session.
  user_initiated: 'ended',
}

/** Enters a room. */
export function openConnection(options: ConnectionOptions): Connection {
  const { initialize, config, timers, joinMs, callMs, onGone, onTalking, onMessage, onChange } = options
  const stops: (() => void)[] = []
  let room: VendorRoom | undefined
  let goodbye: Promise<void> | undefined

  const end = (reason: ConnectionEnd['reason'], error?: Error) => {
    if (goodbye) return goodbye
    goodbye = hangUp(room, line)
    for (const stop of stops) stop()
    options.onEnd({ reason, error })
    return goodbye
  }
  const endAsTold = (told: string, why = 'it broke') => {
    const reason = endings[told] ?? 'network'
    const hasFailed = reason === 'network' || reason === 'unauthorized'
    const code = told === 'no_media' ? told : 'refused'
    void end(reason, hasFailed ? new LiveRoomError(code, `The room was lost: ${why}`, { reason }) : undefined)
  }
  const line = claimSignalingSocket({
    roomId: config.roomId,
    // A call that is too long is told of before it is settled there.
    answerMs: callMs + 1_000,
    timers,
    onDown: endAsTold,
  })

  const attend = (opened: VendorRoom) => {
    stops.push(
      opened.on('disconnected', (told) => endAsTold(told)),
      opened.on('participant_leaving', (id, why) => {
        if (id !== opened.getState().localParticipantId) onGone(id)
        else if (why) endAsTold(why)
      }),
      opened.on('participant_left', onGone),
      opened.on('audio_activity', onTalking),
      opened.on('message_received', onMessage),
      opened.on('state_changed', onChange),
    )
  }

  const enter = async () => {
    const opened = await initialize(config)
    if (!isVendorRoom(opened)) throw new LiveRoomError('invalid', '`initialize` gave no room')
    // It may have opened after all, for nobody.
    if (goodbye) return void hangUp(opened, line)
    room = opened
    attend(opened)
    await opened.connect()
    if (!goodbye) options.onEntered({ vendor: opened, line })
  }
  withTimeout('Joining', joinMs, timers, enter).catch((error: Error) => end('network', error))
  return { leave: () => end('left') }
}

/** Has the vendor's room say goodbye, as far as there is a line, and end what it keeps. Its promise may never settle. */
function hangUp(room: VendorRoom | undefined, { cut }: SignalingSocket): Promise<void> {
  const goodbye = Promise.resolve()
    .then(() => room?.disconnect())
    .catch(() => undefined)
  queueMicrotask(cut)
  return goodbye
}
