import { secondsBetween } from '../clock.ts'
import type { ParticipantRow, RoomRow, SessionRow } from '../state/rows.ts'
import type { State } from '../state/state.ts'
import type { EngineContext } from './engine-context.ts'
import { endRecordings, startRecordings } from './recordings.ts'

/** Returns the participants of a session who have not left, in the order in which they joined. */
export function present(state: State, sessionId: string): ParticipantRow[] {
  return state.participants.openOf(sessionId).reverse()
}

/** A joining participant's context and id. */
export interface JoinOptions {
  readonly context: string | null
  /** Id that the client generated. Default: a new one. */
  readonly id?: string | undefined
}

/**
 * Adds a participant to a room and returns it. The first participant starts a session. Returns undefined if
 * the room is full.
 */
export function join(
  context: EngineContext,
  room: RoomRow,
  options: JoinOptions,
): ParticipantRow | undefined {
  const { state, clock, events } = context
  const active = room.active_session_id
  if (active !== null && present(state, active).length >= room.max_participants) return undefined
  const at = clock.timestamp()
  const session = (active === null ? undefined : state.sessions.get(active)) ?? openSession(context, room, at)
  touch(state, session, at)
  const participant = state.participants.put({
    id: options.id ?? crypto.randomUUID(),
    session_id: session.id,
    context: options.context,
    joined_at: at,
    updated_at: at,
    left_at: null,
    muted: false,
  })
  events.emit({
    type: 'video.room.participant.joined',
    at,
    target: room,
    payload: payloadOf(room, participant),
  })
  if (room.enable_recording) startRecordings(context, room, participant)
  return participant
}

/** Returns what the events of a participant have in common. A participant may have no context. */
function payloadOf({ id: room_id }: RoomRow, { id, session_id, context }: ParticipantRow) {
  return { room_id, session_id, participant_id: id, ...(context === null ? {} : { context }) }
}

function openSession({ state, events }: EngineContext, room: RoomRow, at: string): SessionRow {
  const session = state.sessions.put({
    id: crypto.randomUUID(),
    room_id: room.id,
    created_at: at,
    updated_at: at,
    ended_at: null,
  })
  state.rooms.put({ ...room, active_session_id: session.id, updated_at: at })
  const payload = { room_id: room.id, session_id: session.id }
  events.emit({ type: 'video.room.session.started', at, target: room, payload })
  return session
}

function touch(state: State, session: SessionRow, at: string): void {
  state.sessions.put({ ...session, updated_at: at })
}

/** Removes a participant. The session ends when the last participant leaves. */
export function leave(context: EngineContext, participant: ParticipantRow, reason?: 'kicked'): void {
  const { state, clock } = context
  const session = state.sessions.get(participant.session_id)
  if (session === undefined || participant.left_at !== null) return
  const at = clock.timestamp()
  removeParticipant(context, session, participant, at, reason)
  if (present(state, session.id).length === 0) closeSession(context, session, at)
  else touch(state, session, at)
}

/** Ends a session and removes its participants. */
export function end(context: EngineContext, session: SessionRow, reason?: string): void {
  const at = context.clock.timestamp()
  for (const participant of present(context.state, session.id))
    removeParticipant(context, session, participant, at)
  closeSession(context, session, at, reason)
}

function removeParticipant(
  context: EngineContext,
  session: SessionRow,
  participant: ParticipantRow,
  at: string,
  reason?: string,
): void {
  const { state, events } = context
  state.participants.put({ ...participant, left_at: at, updated_at: at })
  endRecordings(context, participant, at)
  const room = state.rooms.get(session.room_id)
  if (!room) return
  events.emit({
    type: 'video.room.participant.left',
    at,
    target: room,
    payload: {
      ...payloadOf(room, participant),
      duration_secs: secondsBetween(participant.joined_at, at),
      ...(reason === undefined ? {} : { left_reason: reason }),
    },
  })
}

function closeSession(
  { state, events }: EngineContext,
  session: SessionRow,
  at: string,
  reason?: string,
): void {
  state.sessions.put({ ...session, ended_at: at, updated_at: at })
  const room = state.rooms.get(session.room_id)
  if (room?.active_session_id !== session.id) return
  state.rooms.put({ ...room, active_session_id: null, updated_at: at })
  events.emit({
    type: 'video.room.session.ended',
    at,
    target: room,
    payload: {
      room_id: room.id,
      session_id: session.id,
      duration_secs: secondsBetween(session.created_at, at),
      ...(reason === undefined ? {} : { ended_reason: reason }),
    },
  })
}

/** Mutes or unmutes a participant. */
export function setMuted(context: EngineContext, participant: ParticipantRow, muted: boolean): void {
  const { state, clock, moderation } = context
  state.participants.put({ ...participant, muted, updated_at: clock.timestamp() })
  moderation.emit({ participant_id: participant.id, muted })
}

/** Deletes a room. Its active session ends and remains in the history. */
export function removeRoom(context: EngineContext, room: RoomRow): void {
  const { state } = context
  const session = room.active_session_id === null ? undefined : state.sessions.get(room.active_session_id)
  if (session) end(context, session, endedByApi)
  state.rooms.delete(room.id)
}

/** The `ended_reason` of a session that an API call ended. */
export const endedByApi = 'Ended from API'
