import type { RoomParticipant } from '@greenroom/core/video'
import { momentText } from '../ui/moment.ts'
import { initialOf, participantName } from './participant-name.ts'

export interface ParticipantListProps {
  readonly participants: readonly RoomParticipant[]
  /** Whether their session is over, so that nobody is there any more. */
  readonly isOver: boolean
  readonly now: number
}

/** Who is in a session, and who was. */
export function ParticipantList({ participants, isOver, now }: ParticipantListProps) {
  if (participants.length === 0) return <p className="soft">Nobody is listed.</p>
  return (
    <ul className="people" aria-label="Participants">
      {participants.map((participant) => (
        <li key={participant.id} className="person" data-left={hasLeft(participant) || undefined}>
          <span className="avatar" aria-hidden="true">
            {initialOf(participantName(participant))}
          </span>
          <span className="person-name">{participantName(participant)}</span>
          <span className="person-when">{isOver ? '' : whenText(participant, now)}</span>
        </li>
      ))}
    </ul>
  )
}

function hasLeft({ left_at: leftAt }: RoomParticipant): boolean {
  return typeof leftAt === 'string'
}

function whenText({ joined_at: joinedAt, left_at: leftAt }: RoomParticipant, now: number): string {
  if (leftAt) return `left ${momentText(leftAt, now)}`
  return joinedAt ? `here since ${momentText(joinedAt, now)}` : 'here'
}
