import * as v from 'valibot'

const moments = {
  /** When it was made, in milliseconds since 1970. */
  created_ms: v.number(),
  updated_ms: v.number(),
}

const text = v.nullable(v.string())

/** Where something of a call is told, for which events, and how. */
export const CallbackRow = v.strictObject({
  url: text,
  events: v.array(v.string()),
  method: v.picklist(['GET', 'POST']),
  /** Where it is told when that fails. */
  failover_url: v.optional(text),
  /** Where it is told as well. */
  more_urls: v.optional(v.array(v.string())),
})
export type CallbackRow = v.InferOutput<typeof CallbackRow>

/** A TeXML application as it is kept: its own fields, as they were given. */
export type ApplicationRow = v.InferOutput<typeof ApplicationRow>
export const ApplicationRow = v.strictObject({
  id: v.string(),
  fields: v.record(v.string(), v.unknown()),
  ...moments,
})

/** How a call stands. */
export type CallStatus = v.InferOutput<typeof CallStatus>
export const CallStatus = v.picklist([
  'queued',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
])

/** A call as it is kept. */
export type CallRow = v.InferOutput<typeof CallRow>
export const CallRow = v.strictObject({
  id: v.string(),
  account_sid: v.string(),
  application_sid: v.string(),
  from: v.string(),
  to: v.string(),
  caller_name: text,
  status: CallStatus,
  /** Where its instructions come from, in the order in which they are tried. */
  instructions: v.strictObject({
    texml: text,
    urls: v.array(v.strictObject({ url: v.string(), method: v.picklist(['GET', 'POST']) })),
  }),
  callback: CallbackRow,
  /** Callbacks that were sent so far. */
  sequence: v.number(),
  ring_secs: v.number(),
  limit_secs: v.number(),
  record: v.nullable(v.strictObject({ channels: v.number(), track: v.string(), callback: CallbackRow })),
  /** Where it is told who answered; null where that is not looked for. */
  detection: v.nullable(CallbackRow),
  answered_ms: v.nullable(v.number()),
  ended_ms: v.nullable(v.number()),
  /** What happened to it, oldest first. */
  timeline: v.array(v.strictObject({ at: v.string(), what: v.string(), detail: text })),
  ...moments,
})

/** A conference as it is kept. */
export type ConferenceRow = v.InferOutput<typeof ConferenceRow>
export const ConferenceRow = v.strictObject({
  id: v.string(),
  account_sid: v.string(),
  friendly_name: v.string(),
  status: v.picklist(['init', 'in-progress', 'completed']),
  reason: text,
  ended_by: text,
  callback: CallbackRow,
  sequence: v.number(),
  max_participants: v.number(),
  record: v.nullable(CallbackRow),
  ...moments,
})

/** A participant of a conference as it is kept; its id is that of its call. */
export type ConferenceParticipantRow = v.InferOutput<typeof ConferenceParticipantRow>
export const ConferenceParticipantRow = v.strictObject({
  id: v.string(),
  account_sid: v.string(),
  conference_sid: v.string(),
  label: text,
  status: v.picklist(['connecting', 'connected', 'completed']),
  muted: v.boolean(),
  hold: v.boolean(),
  coaching: v.boolean(),
  coaching_call_sid: text,
  end_conference_on_exit: v.boolean(),
  start_conference_on_enter: v.boolean(),
  ...moments,
})

/** A recording of a call or a conference as it is kept. */
export type TexmlRecordingRow = v.InferOutput<typeof TexmlRecordingRow>
export const TexmlRecordingRow = v.strictObject({
  id: v.string(),
  account_sid: v.string(),
  call_sid: v.string(),
  conference_sid: text,
  channels: v.number(),
  track: v.string(),
  source: v.string(),
  status: v.picklist(['in-progress', 'completed', 'paused', 'stopped']),
  callback: CallbackRow,
  ended_ms: v.nullable(v.number()),
  ...moments,
})

/** A transcription as it is kept. */
export type TranscriptionRow = v.InferOutput<typeof TranscriptionRow>
export const TranscriptionRow = v.strictObject({
  id: v.string(),
  account_sid: v.string(),
  call_sid: v.string(),
  recording_sid: v.string(),
  duration_secs: v.number(),
  status: v.picklist(['in-progress', 'completed']),
  ...moments,
})

/** A stream or a SIPREC session of a call as it is kept. */
export type CallForkRow = v.InferOutput<typeof CallForkRow>
export const CallForkRow = v.strictObject({
  id: v.string(),
  kind: v.picklist(['stream', 'siprec']),
  account_sid: v.string(),
  call_sid: v.string(),
  name: text,
  track: v.string(),
  status: v.picklist(['in-progress', 'stopped']),
  callback: CallbackRow,
  ...moments,
})

/** A queue as it is kept; its id is its account and its name. */
export type QueueRow = v.InferOutput<typeof QueueRow>
export const QueueRow = v.strictObject({
  id: v.string(),
  account_sid: v.string(),
  sid: v.string(),
  max_size: v.number(),
  ...moments,
})

/** A secret as it is kept; its id is its name. */
export type SecretRow = v.InferOutput<typeof SecretRow>
export const SecretRow = v.strictObject({ id: v.string(), value: v.string() })
