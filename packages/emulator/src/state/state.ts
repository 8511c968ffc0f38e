import type { CompositionRow, ParticipantRow, RecordingRow, RoomRow, SessionRow, TaskRow } from './rows.ts'
import { createTable as createQuietTable, type Table, type TableOptions } from './table.ts'
import type {
  ApplicationRow,
  CallForkRow,
  CallRow,
  ConferenceParticipantRow,
  ConferenceRow,
  QueueMemberRow,
  QueueRow,
  RunRow,
  SecretRow,
  TexmlRecordingRow,
  TranscriptionRow,
} from './texml-rows.ts'

/** All records, in tables. */
export interface State {
  readonly rooms: Table<RoomRow>
  /** By room. */
  readonly sessions: Table<SessionRow>
  /** By session; open until they leave. */
  readonly participants: Table<ParticipantRow>
  /** By session; open until their participant leaves. */
  readonly recordings: Table<RecordingRow>
  /** By session. */
  readonly compositions: Table<CompositionRow>
  readonly applications: Table<ApplicationRow>
  /** By account; named after the called number until they end. */
  readonly calls: Table<CallRow>
  readonly runs: Table<RunRow>
  /** By account; named until they end. */
  readonly conferences: Table<ConferenceRow>
  /** By conference; open until they leave. */
  readonly conferenceParticipants: Table<ConferenceParticipantRow>
  /** By account; named after their conference or call until they end. */
  readonly texmlRecordings: Table<TexmlRecordingRow>
  /** By account. */
  readonly transcriptions: Table<TranscriptionRow>
  /** By call. */
  readonly callForks: Table<CallForkRow>
  /** By account; named by their SID. */
  readonly queues: Table<QueueRow>
  /** By queue and role. */
  readonly queueMembers: Table<QueueMemberRow>
  readonly secrets: Table<SecretRow>
  /** By kind. */
  readonly tasks: Table<TaskRow>
}

/** Creates an empty state. `onChange` is called after each change of a row. */
export function createState(onChange: () => void = () => {}): State {
  const createTable = <Row extends { readonly id: string }>(
    parentOf: (row: Row) => string | null,
    options?: TableOptions<Row>,
  ) => createQuietTable(parentOf, { ...options, onChange })
  return {
    // Indexed by the unique name, to find the room that has it.
    rooms: createTable((room) => room.unique_name),
    sessions: createTable((session) => session.room_id),
    participants: createTable((participant) => participant.session_id, {
      isOpen: ({ left_at }) => left_at === null,
    }),
    recordings: createTable((recording) => recording.session_id, {
      isOpen: ({ ended_at }) => ended_at === null,
    }),
    compositions: createTable((composition) => composition.session_id),
    applications: createTable(() => null),
    calls: createTable((call) => call.account_sid, {
      nameOf: ({ ended_ms, to }) => (ended_ms === null ? to : null),
    }),
    runs: createTable(() => null),
    conferences: createTable((conference) => conference.account_sid, {
      nameOf: ({ status, friendly_name }) => (status === 'completed' ? null : friendly_name),
    }),
    conferenceParticipants: createTable((participant) => participant.conference_sid, {
      isOpen: ({ status }) => status !== 'completed',
    }),
    texmlRecordings: createTable((recording) => recording.account_sid, {
      nameOf: ({ ended_ms, conference_sid, call_sid }) =>
        ended_ms === null ? (conference_sid ?? call_sid) : null,
    }),
    transcriptions: createTable((transcription) => transcription.account_sid),
    callForks: createTable((fork) => fork.call_sid),
    queues: createTable((queue) => queue.account_sid, { nameOf: ({ sid }) => sid }),
    queueMembers: createTable(({ queue_id, role }) => `${role} ${queue_id}`),
    secrets: createTable(() => null),
    tasks: createTable((task) => task.kind),
  }
}
