import type * as roomParticipants from '@greenroom/core/video/room-participants'
import type { Engine } from '../engine.ts'
import type { ErrorShapes, Handlers } from '../http/handlers.ts'
import { type DayRange, inDays, pageOf } from '../http/paging.ts'
import { refusals } from '../http/refusal.ts'
import type { ParticipantRow } from '../state/rows.ts'
import { participantView } from './views.ts'

interface ParticipantFilter {
  readonly date_joined_at?: DayRange | undefined
  readonly date_updated_at?: DayRange | undefined
  readonly date_left_at?: DayRange | undefined
  readonly context?: string | undefined
}

/** Creates the handlers of the participant endpoints. */
export function createRoomParticipantHandlers({ state }: Engine): Handlers<typeof roomParticipants> {
  return {
    list({ filter = {}, page }) {
      const { session_id } = filter
      const rows = session_id === undefined ? state.participants.all() : state.participants.of(session_id)
      return pageOf(rows.filter(matchesParticipant(filter)), page, participantView)
    },

    retrieve({ room_participant_id }) {
      const row = state.participants.get(room_participant_id)
      if (!row) throw refusals.notFound('Unknown participant', { pointer: '/room_participant_id' })
      return participantView(row)
    },
  }
}

/** Returns a predicate for participants that match all fields of a filter. */
export function matchesParticipant(filter: ParticipantFilter): (row: ParticipantRow) => boolean {
  return (row) =>
    inDays(row.joined_at, filter.date_joined_at) &&
    inDays(row.updated_at, filter.date_updated_at) &&
    inDays(row.left_at, filter.date_left_at) &&
    (filter.context === undefined || row.context === filter.context)
}

/** Error shapes of the participant endpoints. */
export const roomParticipantErrorShapes: ErrorShapes<typeof roomParticipants> = {
  list: { '4XX': 'generic' },
  retrieve: { 404: 'bare' },
}
