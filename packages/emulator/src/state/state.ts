import type { ParticipantRow, RoomRow, SessionRow } from './rows.ts'
import { createTable, type Table } from './table.ts'

/** All records, in tables. */
export interface State {
  readonly rooms: Table<RoomRow>
  /** By room. */
  readonly sessions: Table<SessionRow>
  /** By session. */
  readonly participants: Table<ParticipantRow>
}

/** Makes an empty state. */
export function createState(): State {
  return {
    // By name, which is unique: the index finds who has it.
    rooms: createTable((room) => room.unique_name),
    sessions: createTable((session) => session.room_id),
    participants: createTable((participant) => participant.session_id),
  }
}
