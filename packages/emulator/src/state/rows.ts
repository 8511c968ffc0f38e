import * as v from 'valibot'
import { lastMs } from '../clock.ts'
import { finiteNumber, milliseconds, timestamp } from './fields.ts'
import {
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

/** A stored room. The API's fields are derived from it. */
export type RoomRow = v.InferOutput<typeof RoomRow>
export const RoomRow = v.strictObject({
  id: v.string(),
  unique_name: v.nullable(v.string()),
  max_participants: finiteNumber,
  enable_recording: v.boolean(),
  webhook_event_url: v.nullable(v.string()),
  webhook_event_failover_url: v.string(),
  webhook_timeout_secs: v.nullable(finiteNumber),
  active_session_id: v.nullable(v.string()),
  created_at: timestamp,
  updated_at: timestamp,
})

/** A stored session. It remains when its room is deleted. */
export type SessionRow = v.InferOutput<typeof SessionRow>
export const SessionRow = v.strictObject({
  id: v.string(),
  room_id: v.string(),
  created_at: timestamp,
  updated_at: timestamp,
  ended_at: v.nullable(timestamp),
})

/** A stored participant. */
export type ParticipantRow = v.InferOutput<typeof ParticipantRow>
export const ParticipantRow = v.strictObject({
  id: v.string(),
  session_id: v.string(),
  context: v.nullable(v.string()),
  joined_at: timestamp,
  updated_at: timestamp,
  left_at: v.nullable(timestamp),
  /** Whether a moderator muted the participant; the API does not show it. */
  muted: v.boolean(),
})

/** A stored recording. */
export type RecordingRow = v.InferOutput<typeof RecordingRow>
export const RecordingRow = v.strictObject({
  id: v.string(),
  room_id: v.string(),
  session_id: v.string(),
  participant_id: v.string(),
  type: v.picklist(['audio', 'video']),
  status: v.picklist(['processing', 'completed']),
  size_mb: v.nullable(finiteNumber),
  started_at: timestamp,
  ended_at: v.nullable(timestamp),
  completed_at: v.nullable(timestamp),
  created_at: timestamp,
  updated_at: timestamp,
  /** Webhook target of its room at the start, since the room may be deleted before it is completed. */
  target: v.strictObject({
    webhook_event_url: v.nullable(v.string()),
    webhook_event_failover_url: v.string(),
    webhook_timeout_secs: v.nullable(finiteNumber),
  }),
})

/** A stored composition. */
export type CompositionRow = v.InferOutput<typeof CompositionRow>
export const CompositionRow = v.strictObject({
  id: v.string(),
  room_id: v.string(),
  session_id: v.string(),
  status: v.picklist(['enqueued', 'processing', 'completed']),
  resolution: v.string(),
  video_layout: v.nullable(v.record(v.string(), v.record(v.string(), v.unknown()))),
  audio_sources: v.nullable(v.array(v.string())),
  size_mb: v.nullable(finiteNumber),
  webhook_event_url: v.nullable(v.string()),
  webhook_event_failover_url: v.string(),
  webhook_timeout_secs: v.nullable(finiteNumber),
  started_at: v.nullable(timestamp),
  completed_at: v.nullable(timestamp),
  created_at: timestamp,
  updated_at: timestamp,
})

const task = {
  id: v.string(),
  /** Due time in milliseconds since 1970, by the emulator's clock. */
  due: milliseconds,
  /** Orders tasks that are due at the same time. */
  order: finiteNumber,
}

/** A scheduled task. */
export type TaskRow = v.InferOutput<typeof TaskRow>
export const TaskRow = v.variant('kind', [
  v.strictObject({ ...task, kind: v.literal('complete-recording'), recording_id: v.string() }),
  v.strictObject({ ...task, kind: v.literal('advance-composition'), composition_id: v.string() }),
  v.strictObject({
    ...task,
    kind: v.literal('advance-call'),
    call_sid: v.string(),
    /** Step to perform, if the call's status still allows it. */
    step: v.picklist(['initiate', 'ring', 'answer', 'give-up', 'time-out']),
  }),
  v.strictObject({
    ...task,
    kind: v.literal('advance-run'),
    call_sid: v.string(),
    /** Number of the verb. The task is void if the verb is over by then. */
    serial: finiteNumber,
    /** What is due, in words of the verb. */
    what: v.string(),
  }),
  v.strictObject({
    ...task,
    kind: v.literal('advance-stream'),
    fork_id: v.string(),
    what: v.picklist(['audio', 'mark', 'reconnect']),
  }),
  v.strictObject({ ...task, kind: v.literal('press-keys'), call_sid: v.string(), keys: v.string() }),
  v.strictObject({ ...task, kind: v.literal('complete-transcription'), transcription_sid: v.string() }),
  v.strictObject({
    ...task,
    kind: v.literal('deliver-webhook'),
    attempt: finiteNumber,
    event: v.record(v.string(), v.unknown()),
    target: RecordingRow.entries.target,
  }),
])

/** 32 bytes in base64url. */
const bytes32 = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))

/** An Ed25519 key as a JWK, including its private part. */
export type KeyRow = v.InferOutput<typeof KeyRow>
export const KeyRow = v.looseObject({
  kty: v.literal('OKP'),
  crv: v.literal('Ed25519'),
  x: bytes32,
  d: bytes32,
})

/** The state of an emulator as one JSON object, including its private keys. */
export type Snapshot = v.InferOutput<typeof Snapshot>
export const Snapshot = v.strictObject({
  version: v.literal(1),
  /** Its clock, in milliseconds since 1970. */
  now: v.pipe(v.number(), v.minValue(0), v.maxValue(lastMs)),
  account_id: v.string(),
  /** Keys that sign tokens and webhooks, so that tokens stay valid after a restore. */
  keys: v.strictObject({ token: KeyRow, webhook: KeyRow }),
  rooms: v.array(RoomRow),
  sessions: v.array(SessionRow),
  participants: v.array(ParticipantRow),
  recordings: v.array(RecordingRow),
  compositions: v.array(CompositionRow),
  applications: v.array(ApplicationRow),
  calls: v.array(CallRow),
  runs: v.optional(v.array(RunRow), []),
  conferences: v.array(ConferenceRow),
  conferenceParticipants: v.array(ConferenceParticipantRow),
  texmlRecordings: v.array(TexmlRecordingRow),
  transcriptions: v.array(TranscriptionRow),
  callForks: v.array(CallForkRow),
  queues: v.array(QueueRow),
  queueMembers: v.optional(v.array(QueueMemberRow), []),
  secrets: v.array(SecretRow),
  tasks: v.array(TaskRow),
})
