import type { MarkedParticipant } from '@greenroom/core/identity'
import type { RoomParticipant } from '@greenroom/core/video'

/** Whether somebody is who they say, as far as it is known. */
export type ParticipantMark = MarkedParticipant<RoomParticipant>

/** What the room's page knows of who is in the call. */
export interface CallSession {
  /** The session that goes on. */
  readonly sessionId: string | undefined
  /** Marks by the participant's id; of who has just come there is none yet. */
  readonly marks: ReadonlyMap<string, ParticipantMark>
}
