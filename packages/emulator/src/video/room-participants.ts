import type * as roomParticipants from '@greenroom/core/video/room-participants'
import type { Engine } from '../engine.ts'
import { faults } from '../http/fault.ts'
import type { ErrorShapes, Handlers } from '../http/handlers.ts'
import { type DayRange, inDays, pageOf } from '../http/paging.ts'
import type { ParticipantRow } from '../state/rows.ts'
import { participantView } from './views.ts'

interface ParticipantFilter {
  readonly date_joined_at?: DayRange | undefined
  readonly date_updated_at?: DayRange | undefined
  readonly date_left_at?: DayRange | undefined
  readonly context?: string | undefined
}

/** What the endpoints of participants do. */
export function createRoomParticipantHandlers({ state }: Engine): Handlers<typeof roomParticipants> {
  return {
    list({ filter = {}, page }) {
      const { session_id } = filter
      const rows = session_id === undefined ? state.participants.all() : state.participants.of(session_id)
      return pageOf(rows.filter(matchesParticipant(filter)), page, participantView)
    },

    retrieve({ room_participant_id }) {
      const row = state.participants.get(room_participant_id)
      if (!row) throw faults.notFound('There is no such participant', { pointer: '/room_participant_id' })
      return participantView(row)
    },
  }
}

/** Makes the test of whether a participant matches all that a filter gives. */
export function matchesParticipant(filter: ParticipantFilter): (row: ParticipantRow) => boolean {
  return (row) =>
    inDays(row.joined_at, filter.date_joined_at) &&
    inDays(row.updated_at, filter.date_updated_at) &&
    inDays(row.left_at, filter.date_left_at) &&
    (filter.context === undefined || row.context === filter.context)
}

/** How the errors of participants lie on the wire. */
export const roomParticipantErrorShapes: ErrorShapes<typeof roomParticipants> = {
  list: { '4XX': 'generic' },
  retrieve: { 404: 'bare' },
}
