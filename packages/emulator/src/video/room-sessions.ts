import type * as roomSessions from '@greenroom/core/video/room-sessions'
import type { Engine } from '../engine.ts'
import type { ErrorShapes, Handlers } from '../http/handlers.ts'
import { type DayRange, inDays, pageOf } from '../http/paging.ts'
import { refusals } from '../http/refusal.ts'
import { end, endedByApi, leave, present, setMuted } from '../lifecycle/presence.ts'
import type { SessionRow } from '../state/rows.ts'
import { matchesParticipant } from './room-participants.ts'
import { participantView, sessionView } from './views.ts'

interface SessionFilter {
  readonly date_created_at?: DayRange | undefined
  readonly date_updated_at?: DayRange | undefined
  readonly date_ended_at?: DayRange | undefined
  readonly active?: boolean | undefined
}

/** Creates the handlers of the session endpoints. */
export function createRoomSessionHandlers(engine: Engine): Handlers<typeof roomSessions> {
  const { state } = engine
  const find = (id: string) => {
    const session = state.sessions.get(id)
    if (!session) throw refusals.notFound('Unknown session', { pointer: '/room_session_id' })
    return session
  }
  const findActive = (id: string) => {
    const session = find(id)
    // The API's message for a session that no longer has a media server.
    if (session.ended_at !== null) throw refusals.unprocessable('No private_ip for room')
    return session
  }
  const selectParticipants = (
    session: SessionRow,
    { participants = [], exclude = [] }: roomSessions.ParticipantsInput,
  ) =>
    present(state, session.id).filter(
      ({ id }) => (participants === 'all' || participants.includes(id)) && !exclude.includes(id),
    )
  const moderate = (input: roomSessions.ParticipantsInput, muted: boolean) => {
    for (const participant of selectParticipants(findActive(input.room_session_id), input)) {
      setMuted(engine, participant, muted)
    }
    return done
  }
  return {
    list({ filter = {}, page, include_participants = false }) {
      const { room_id } = filter
      const rows = room_id === undefined ? state.sessions.all() : state.sessions.of(room_id)
      return pageOf(rows.filter(matches(filter)), page, (row) =>
        sessionView(state, row, include_participants),
      )
    },

    listByRoom({ room_id, filter = {}, page, include_participants = false }) {
      if (!state.rooms.get(room_id)) throw refusals.notFound('Unknown room', { pointer: '/room_id' })
      const rows = state.sessions.of(room_id).filter(matches(filter))
      return pageOf(rows, page, (row) => sessionView(state, row, include_participants))
    },

    retrieve: ({ room_session_id, include_participants = false }) =>
      sessionView(state, find(room_session_id), include_participants),

    listParticipants({ room_session_id, filter = {}, page }) {
      const rows = state.participants.of(find(room_session_id).id).filter(matchesParticipant(filter))
      return pageOf(rows, page, participantView)
    },

    end({ room_session_id }) {
      end(engine, findActive(room_session_id), endedByApi)
      return done
    },

    kick(input) {
      for (const participant of selectParticipants(findActive(input.room_session_id), input))
        leave(engine, participant, 'kicked')
      return done
    },

    mute: (input) => moderate(input, true),
    unmute: (input) => moderate(input, false),
  }
}

const done = { result: 'ok' } as const

function matches({ date_created_at, date_updated_at, date_ended_at, active }: SessionFilter) {
  return (row: SessionRow) =>
    inDays(row.created_at, date_created_at) &&
    inDays(row.updated_at, date_updated_at) &&
    inDays(row.ended_at, date_ended_at) &&
    (active === undefined || active === (row.ended_at === null))
}

/** Error shapes of the session endpoints. */
export const roomSessionErrorShapes: ErrorShapes<typeof roomSessions> = {
  list: { '4XX': 'generic' },
  listByRoom: { '4XX': 'generic' },
  retrieve: { 404: 'bare' },
  listParticipants: { '4XX': 'generic' },
  end: { '4XX': 'generic' },
  kick: { '4XX': 'generic' },
  mute: { '4XX': 'generic' },
  unmute: { '4XX': 'generic' },
}
