import type { MarkedParticipant } from '@greenroom/core/identity'
import type { RoomParticipant } from '@greenroom/core/video'
import type { LeaveReason } from '@greenroom/live'

/** A participant with the result of verifying their signed context. */
export type ParticipantMark = MarkedParticipant<RoomParticipant>

/** What the room's page knows about the session of a call. */
export interface CallSession {
  /** The active session, if there is one. */
  readonly sessionId: string | undefined
  /** Marks by participant id. A participant who has just joined is missing until the next poll. */
  readonly marks: ReadonlyMap<string, ParticipantMark>
}

/** Props shared by the components that lead to a call and show it. */
export interface CallProps extends CallSession {
  readonly roomId: string
  /** Called when participants join or leave. */
  readonly onParticipantsChange: () => unknown
}

/** How a call ended. */
export interface CallEnd {
  readonly reason: LeaveReason | undefined
  readonly error: Error | undefined
}
