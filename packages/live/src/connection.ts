import type { Timers } from '@greenroom/core/join-token'
import { LiveRoomError } from './errors.ts'
import { claimLine, type Line } from './line.ts'
import type { LeaveReason } from './types.ts'
import { type Initialize, isVendorRoom, type VendorConfig, type VendorRoom } from './vendor.ts'
import { asError, within } from './within.ts'

/** One stay in a room, from `initialize` to its end, over the vendor's package. It does not come back by itself. */
export interface Connection {
  /** Resolves to the room once joined, and rejects if it ends before. */
  readonly joined: Promise<JoinedRoom>
  /** Ends it at once; resolves once the server was told. */
  leave(): Promise<void>
}

/** The vendor's room, and the line below it. */
export interface JoinedRoom {
  readonly vendor: VendorRoom
  readonly line: Line
}

/** How a stay ended. */
export interface ConnectionEnd {
  readonly reason: Exclude<LeaveReason, 'revoked'>
  readonly error: Error | undefined
}

/** What happens during a stay. */
export interface ConnectionListener {
  /** The vendor's room may be read anew. */
  onChange(room: VendorRoom): void
  onGone(participantId: string): void
  onTalking(participantId: string): void
  onMessage(from: string, message: unknown, to: unknown): void
  /** It is over; called once, and nothing else after it. */
  onEnd(end: ConnectionEnd): void
}

export interface ConnectionOptions extends ConnectionListener {
  readonly initialize: Initialize
  readonly config: VendorConfig
  readonly joinMs: number
  readonly callMs: number
  readonly timers: Timers
}

/** What ends a stay that this end did not end: the vendor's reasons, where they are to be believed. */
const endings: Readonly<Record<string, ConnectionEnd['reason']>> = {
  kicked: 'kicked',
  unauthorized: 'unauthorized',
  forbidden: 'unauthorized',
  session_terminated: 'ended',
  room_expired: 'ended',
  // Nobody here left: what closed the room as if by the user is the end of its session.
  user_initiated: 'ended',
}

/** The codes that its server and the vendor's package close a line with. */
const closings: Readonly<Record<number, string>> = { 1000: 'user_initiated', 4000: 'session_terminated' }

/** Enters a room. */
export function openConnection(options: ConnectionOptions): Connection {
  const { initialize, config, timers, joinMs, callMs } = options
  const stops: (() => void)[] = []
  let room: VendorRoom | undefined
  let isOver = false
  let goodbye = Promise.resolve()
  let fail: (error: Error) => void = () => undefined

  const end = (reason: ConnectionEnd['reason'], error?: Error) => {
    if (isOver) return
    isOver = true
    for (const stop of stops) stop()
    goodbye = hangUp(room, line)
    fail(error ?? new LiveRoomError('not_joined', `The room ended: ${reason}`, { reason }))
    options.onEnd({ reason, error })
  }
  const endAsTold = (told?: string) => {
    const { refusal, isSessionOver } = line
    if (isSessionOver) return end('ended')
    if (refusal) {
      const { status, message } = refusal
      const reason = status === 401 || status === 403 ? 'unauthorized' : 'network'
      const text = `The room's server refused with ${status}: ${message}`
      return end(reason, new LiveRoomError('refused', text, { reason }))
    }
    const reason = endings[told ?? ''] ?? 'network'
    return end(reason, reason === 'network' ? lost() : undefined)
  }
  const line: Line = claimLine({
    roomId: config.roomId,
    // A call that is too long is told of before it is settled here.
    answerMs: callMs + 1_000,
    timers,
    onDown: (code) => endAsTold(closings[code]),
    onSilence: () => end('network', lost()),
  })

  const attend = (opened: VendorRoom) => {
    const on = (event: string, listener: (...args: readonly unknown[]) => void) => {
      stops.push(opened.on(event, listener))
    }
    const isLocal = (id: unknown) => id === opened.getState().localParticipantId
    on('disconnected', (reason) => endAsTold(String(reason)))
    on('participant_leaving', (id, why) => {
      if (!isLocal(id)) options.onGone(String(id))
      else if (why === 'kicked') end('kicked')
    })
    on('participant_left', (id) => options.onGone(String(id)))
    on('audio_activity', (id) => options.onTalking(String(id)))
    on('message_received', (from, message, to) => options.onMessage(String(from), message, to))
    on('state_changed', () => options.onChange(opened))
  }

  const enter = async (): Promise<JoinedRoom> => {
    const opened = await initialize(config)
    if (!isVendorRoom(opened)) throw new LiveRoomError('invalid', '`initialize` resolved to no room')
    if (isOver) {
      // It opened after all, for nobody.
      void hangUp(opened, line)
      throw lost()
    }
    room = opened
    attend(opened)
    await opened.connect()
    line.unclaim()
    return { vendor: opened, line }
  }
  const joined = new Promise<JoinedRoom>((resolve, reject) => {
    fail = reject
    within(enter(), joinMs, timers, 'Joining').then(resolve, (thrown: unknown) => {
      end('network', asError(thrown, 'Joining'))
    })
  })
  joined.catch(() => undefined)
  return {
    joined,
    leave() {
      end('left')
      return goodbye
    },
  }
}

/** Has the vendor's room say goodbye, as far as there is a line, and end what it keeps. Its promise may never settle. */
function hangUp(room: VendorRoom | undefined, line: Line): Promise<void> {
  const goodbye = Promise.resolve()
    .then(() => room?.disconnect())
    .catch(() => undefined)
  queueMicrotask(() => line.cut())
  return goodbye
}

function lost(): LiveRoomError {
  return new LiveRoomError('not_joined', 'The connection to the room was lost', { reason: 'network' })
}
