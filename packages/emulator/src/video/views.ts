import type {
  Room,
  RoomComposition,
  RoomParticipant,
  RoomRecording,
  RoomSession,
} from '@greenroom/core/video'
import type { Engine } from '../engine.ts'
import type { DownloadLinks } from '../files/download-links.ts'
import { compositionSecs } from '../lifecycle/compositions.ts'
import { codecOf, durationOf } from '../lifecycle/recordings.ts'
import type { CompositionRow, ParticipantRow, RecordingRow, RoomRow, SessionRow } from '../state/rows.ts'
import type { State } from '../state/state.ts'

/** Views convert records to the objects that the API returns. */

/** Returns a participant. `left_at` is absent while the participant is in the session. */
export function participantView(row: ParticipantRow): RoomParticipant {
  return {
    id: row.id,
    session_id: row.session_id,
    ...(row.context === null ? {} : { context: row.context }),
    joined_at: row.joined_at,
    ...(row.left_at === null ? {} : { left_at: row.left_at }),
    updated_at: row.updated_at,
    record_type: 'room_participant',
  }
}

/** Returns a session. `participants` is empty unless `withParticipants` is set. */
export function sessionView(state: State, row: SessionRow, withParticipants: boolean): RoomSession {
  return {
    id: row.id,
    room_id: row.room_id,
    active: row.ended_at === null,
    created_at: row.created_at,
    updated_at: row.updated_at,
    ...(row.ended_at === null ? {} : { ended_at: row.ended_at }),
    participants: withParticipants ? state.participants.of(row.id).map(participantView) : [],
    record_type: 'room_session',
  }
}

/** Returns a room. `sessions` is absent unless `withSessions` is set. */
export function roomView(state: State, row: RoomRow, withSessions = false): Room {
  const { unique_name, active_session_id, webhook_event_url, ...rest } = row
  return {
    ...rest,
    ...(unique_name === null ? {} : { unique_name }),
    ...(active_session_id === null ? {} : { active_session_id }),
    ...(webhook_event_url === null ? {} : { webhook_event_url }),
    ...(withSessions
      ? { sessions: state.sessions.of(row.id).map((session) => sessionView(state, session, false)) }
      : {}),
    record_type: 'room',
  }
}

/** Returns a recording. Fields about its file are absent until the recording is completed. */
export function recordingView(recording: RecordingRow, links: DownloadLinks): RoomRecording {
  const { target: _, ...row } = recording
  const duration_secs = durationOf(recording)
  return {
    ...withoutNulls(row),
    ...(duration_secs === undefined ? {} : { duration_secs }),
    ...(row.status === 'completed' ? { download_url: links.issue(row.id) } : {}),
    codec: codecOf(recording),
    record_type: 'room_recording',
  }
}

/** Returns a composition. Fields about its file are absent until the composition is completed. */
export function compositionView(engine: Engine, row: CompositionRow, user_id: string): RoomComposition {
  const { webhook_event_failover_url, webhook_timeout_secs } = row
  return {
    ...withoutNulls(row),
    user_id,
    format: 'mp4',
    webhook_event_failover_url,
    webhook_timeout_secs,
    audio_sources: row.audio_sources,
    ...(row.status === 'completed'
      ? { download_url: engine.links.issue(row.id), duration_secs: compositionSecs(engine, row) }
      : {}),
    ...(row.completed_at === null ? {} : { ended_at: row.completed_at }),
    record_type: 'room_composition',
  }
}

/** Returns the fields of a row that are not null. */
function withoutNulls<Row extends object>(row: Row): { [K in keyof Row]: Exclude<Row[K], null> } {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as never
}
