import * as v from 'valibot'
import { lastMs } from '../clock.ts'
import {
  ApplicationRow,
  CallForkRow,
  CallRow,
  ConferenceParticipantRow,
  ConferenceRow,
  QueueRow,
  SecretRow,
  TexmlRecordingRow,
  TranscriptionRow,
} from './texml-rows.ts'

/** A room as it is kept; the API's fields of it are derived. */
export type RoomRow = v.InferOutput<typeof RoomRow>
export const RoomRow = v.strictObject({
  id: v.string(),
  unique_name: v.nullable(v.string()),
  max_participants: v.number(),
  enable_recording: v.boolean(),
  webhook_event_url: v.nullable(v.string()),
  webhook_event_failover_url: v.string(),
  webhook_timeout_secs: v.nullable(v.number()),
  active_session_id: v.nullable(v.string()),
  created_at: v.string(),
  updated_at: v.string(),
})

/** A session as it is kept. It stays when its room is deleted. */
export type SessionRow = v.InferOutput<typeof SessionRow>
export const SessionRow = v.strictObject({
  id: v.string(),
  room_id: v.string(),
  created_at: v.string(),
  updated_at: v.string(),
  ended_at: v.nullable(v.string()),
})

/** Somebody's presence as it is kept. */
export type ParticipantRow = v.InferOutput<typeof ParticipantRow>
export const ParticipantRow = v.strictObject({
  id: v.string(),
  session_id: v.string(),
  context: v.nullable(v.string()),
  joined_at: v.string(),
  updated_at: v.string(),
  left_at: v.nullable(v.string()),
  /** Whether a moderator silenced them; the API does not show it. */
  muted: v.boolean(),
})

/** A recording as it is kept. */
export type RecordingRow = v.InferOutput<typeof RecordingRow>
export const RecordingRow = v.strictObject({
  id: v.string(),
  room_id: v.string(),
  session_id: v.string(),
  participant_id: v.string(),
  type: v.picklist(['audio', 'video']),
  status: v.picklist(['processing', 'completed']),
  size_mb: v.nullable(v.number()),
  started_at: v.string(),
  ended_at: v.nullable(v.string()),
  completed_at: v.nullable(v.string()),
  created_at: v.string(),
  updated_at: v.string(),
  /** Where its room's events were sent when it was made, for the room may be gone when it is completed. */
  target: v.strictObject({
    webhook_event_url: v.nullable(v.string()),
    webhook_event_failover_url: v.string(),
    webhook_timeout_secs: v.nullable(v.number()),
  }),
})

/** A composition as it is kept. */
export type CompositionRow = v.InferOutput<typeof CompositionRow>
export const CompositionRow = v.strictObject({
  id: v.string(),
  room_id: v.string(),
  session_id: v.string(),
  status: v.picklist(['enqueued', 'processing', 'completed']),
  resolution: v.string(),
  video_layout: v.nullable(v.record(v.string(), v.record(v.string(), v.unknown()))),
  audio_sources: v.nullable(v.array(v.string())),
  size_mb: v.nullable(v.number()),
  webhook_event_url: v.nullable(v.string()),
  webhook_event_failover_url: v.string(),
  webhook_timeout_secs: v.nullable(v.number()),
  started_at: v.nullable(v.string()),
  completed_at: v.nullable(v.string()),
  created_at: v.string(),
  updated_at: v.string(),
})

const task = {
  id: v.string(),
  /** When, in milliseconds since 1970 of the emulator's clock. */
  due: v.number(),
  /** What comes first of those that are due at the same time. */
  order: v.number(),
}

/** Something that will be done at its time. */
export type TaskRow = v.InferOutput<typeof TaskRow>
export const TaskRow = v.variant('kind', [
  v.strictObject({ ...task, kind: v.literal('complete-recording'), recording_id: v.string() }),
  v.strictObject({ ...task, kind: v.literal('advance-composition'), composition_id: v.string() }),
  v.strictObject({
    ...task,
    kind: v.literal('advance-call'),
    call_sid: v.string(),
    /** What happens, if the call still stands so. */
    step: v.picklist(['initiate', 'ring', 'answer', 'give-up', 'time-out']),
  }),
  v.strictObject({ ...task, kind: v.literal('complete-transcription'), transcription_sid: v.string() }),
  v.strictObject({
    ...task,
    kind: v.literal('deliver-webhook'),
    attempt: v.number(),
    event: v.record(v.string(), v.unknown()),
    target: RecordingRow.entries.target,
  }),
])

/** A key of Ed25519 as a JWK, its private part included. */
export type KeyRow = v.InferOutput<typeof KeyRow>
export const KeyRow = v.looseObject({
  kty: v.literal('OKP'),
  crv: v.literal('Ed25519'),
  x: v.string(),
  d: v.string(),
})

/** All that the emulator knows, as one JSON object. */
export type Snapshot = v.InferOutput<typeof Snapshot>
export const Snapshot = v.strictObject({
  version: v.literal(1),
  /** Its clock, in milliseconds since 1970. */
  now: v.pipe(v.number(), v.minValue(0), v.maxValue(lastMs)),
  account_id: v.string(),
  /** What tokens and webhooks are signed with, so that tokens outlive a restore. */
  keys: v.strictObject({ token: KeyRow, webhook: KeyRow }),
  rooms: v.array(RoomRow),
  sessions: v.array(SessionRow),
  participants: v.array(ParticipantRow),
  recordings: v.array(RecordingRow),
  compositions: v.array(CompositionRow),
  applications: v.array(ApplicationRow),
  calls: v.array(CallRow),
  conferences: v.array(ConferenceRow),
  conferenceParticipants: v.array(ConferenceParticipantRow),
  texmlRecordings: v.array(TexmlRecordingRow),
  transcriptions: v.array(TranscriptionRow),
  callForks: v.array(CallForkRow),
  queues: v.array(QueueRow),
  secrets: v.array(SecretRow),
  tasks: v.array(TaskRow),
})
