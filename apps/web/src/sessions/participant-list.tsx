import type { RoomParticipant } from '@greenroom/core/video'
import { getInitial, getParticipantName, MarkBadge } from '@greenroom/ui'
import { lazy, Suspense } from 'react'
import type { MarkedParticipants } from '../room/use-participant-marks.ts'
import { formatMoment } from '../ui/format.ts'

const HostMenu = lazy(() => import('../room/host-menu.tsx'))

export interface ParticipantListProps {
  readonly participants: readonly RoomParticipant[]
  /** The ID of their session while it is active; undefined once it has ended. */
  readonly activeId: string | undefined
  readonly marks: MarkedParticipants
  readonly now: number
}

/** The present and past participants of a session. Present participants have a menu of host actions. */
export function ParticipantList({ participants, activeId, marks, now }: ParticipantListProps) {
  if (participants.length === 0) return <p className="text-muted">No participants.</p>
  return (
    <ul className="participants" aria-label="Participants">
      {participants.map((participant) => {
        const name = getParticipantName(participant)
        const isPresent = activeId !== undefined && !hasLeft(participant)
        return (
          <li key={participant.id} className="participant" data-left={hasLeft(participant) || undefined}>
            <span className="avatar" aria-hidden="true">
              {getInitial(name)}
            </span>
            <span className="participant-name">
              {name} <MarkBadge mark={isPresent ? marks.get(participant.id)?.mark : undefined} />
            </span>
            <span className="participant-time">
              {activeId === undefined ? '' : whenText(participant, now)}
            </span>
            {isPresent ? (
              <Suspense>
                <HostMenu sessionId={activeId} participantId={participant.id} name={name} />
              </Suspense>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

function hasLeft({ left_at: leftAt }: RoomParticipant): boolean {
  return typeof leftAt === 'string'
}

function whenText({ joined_at: joinedAt, left_at: leftAt }: RoomParticipant, now: number): string {
  if (leftAt) return `left ${formatMoment(leftAt, now)}`
  return joinedAt ? `here since ${formatMoment(joinedAt, now)}` : 'here'
}
