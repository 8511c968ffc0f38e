import type { Clock } from '../clock.ts'
import type { ParticipantRow, RoomRow, SessionRow } from './rows.ts'
import type { State } from './state.ts'

/** Who is there: what opens and ends sessions, and who comes and goes in them. */

/** The participants of a session who have not left, in the order they came. */
export function present(state: State, sessionId: string): ParticipantRow[] {
  return state.participants
    .of(sessionId)
    .filter(({ left_at }) => left_at === null)
    .reverse()
}

/** Lets somebody in; the first one opens a session. Returns undefined when the room is full. */
export function join(
  state: State,
  clock: Clock,
  room: RoomRow,
  context: string | null,
): ParticipantRow | undefined {
  const now = clock.timestamp()
  const active = room.active_session_id
  if (active !== null && present(state, active).length >= room.max_participants) return undefined
  const session = (active === null ? undefined : state.sessions.get(active)) ?? open(state, room, now)
  touch(state, session, now)
  return state.participants.put({
    id: crypto.randomUUID(),
    session_id: session.id,
    context,
    joined_at: now,
    updated_at: now,
    left_at: null,
    muted: false,
  })
}

function open(state: State, room: RoomRow, now: string): SessionRow {
  const session = state.sessions.put({
    id: crypto.randomUUID(),
    room_id: room.id,
    created_at: now,
    updated_at: now,
    ended_at: null,
  })
  state.rooms.put({ ...room, active_session_id: session.id, updated_at: now })
  return session
}

function touch(state: State, session: SessionRow, now: string): void {
  state.sessions.put({ ...session, updated_at: now })
}

/** Takes somebody out; the last one ends the session. */
export function leave(state: State, clock: Clock, participant: ParticipantRow): void {
  const now = clock.timestamp()
  state.participants.put({ ...participant, left_at: now, updated_at: now })
  const session = state.sessions.get(participant.session_id)
  if (session === undefined) return
  if (present(state, session.id).length === 0) end(state, clock, session)
  else touch(state, session, now)
}

/** Ends a session: whoever is in it is out. */
export function end(state: State, clock: Clock, session: SessionRow): void {
  const now = clock.timestamp()
  for (const participant of present(state, session.id)) {
    state.participants.put({ ...participant, left_at: now, updated_at: now })
  }
  state.sessions.put({ ...session, ended_at: now, updated_at: now })
  const room = state.rooms.get(session.room_id)
  if (room?.active_session_id === session.id) {
    state.rooms.put({ ...room, active_session_id: null, updated_at: now })
  }
}

/** Deletes a room: its session ends, and stays as history. */
export function removeRoom(state: State, clock: Clock, room: RoomRow): void {
  const session = room.active_session_id === null ? undefined : state.sessions.get(room.active_session_id)
  if (session) end(state, clock, session)
  state.rooms.delete(room.id)
}
