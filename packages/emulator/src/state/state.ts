import type { CompositionRow, ParticipantRow, RecordingRow, RoomRow, SessionRow, TaskRow } from './rows.ts'
import { createTable, type Table } from './table.ts'

/** All records, in tables. */
export interface State {
  readonly rooms: Table<RoomRow>
  /** By room. */
  readonly sessions: Table<SessionRow>
  /** By session. */
  readonly participants: Table<ParticipantRow>
  /** By session. */
  readonly recordings: Table<RecordingRow>
  /** By session. */
  readonly compositions: Table<CompositionRow>
  readonly tasks: Table<TaskRow>
}

/** Makes an empty state. */
export function createState(): State {
  return {
    // By name, which is unique: the index finds who has it.
    rooms: createTable((room) => room.unique_name),
    sessions: createTable((session) => session.room_id),
    participants: createTable((participant) => participant.session_id),
    recordings: createTable((recording) => recording.session_id),
    compositions: createTable((composition) => composition.session_id),
    tasks: createTable(() => null),
  }
}
