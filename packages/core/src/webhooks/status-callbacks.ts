import * as v from 'valibot'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { optionalString } from '../schema/texml.ts'
import { coerce } from '../wire/coerce.ts'

const number = () => nullish(v.number())

/** The account and the phone call that a callback belongs to. */
const common = {
  /** The account (SID). */
  AccountSid: optionalString(),
  /** The call (SID). */
  CallSid: optionalString(),
  /** The call (SID), under its older field name. */
  CallSidLegacy: optionalString(),
  /** The TeXML application that handles the call (id). */
  ConnectionId: optionalString(),
  /** The calling number. */
  From: optionalString(),
  /** The called number. */
  To: optionalString(),
  /** When the event happened (ISO 8601). */
  Timestamp: optionalString(),
}

const callStates = [
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
] as const

/** The schema of each kind of status callback. Numeric fields become numbers; unknown fields stay strings. */
const kinds = {
  /** Progress of a call: initiated, ringing, answered or ended. */
  call: model({
    ...common,
    CallSid: v.string(),
    /** Status of the call. */
    CallStatus: openEnum(callStates),
    /** Number of the callback within the call, from 0. Callbacks may arrive out of order. */
    SequenceNumber: number(),
    /** Duration of the call, in seconds. */
    CallDuration: number(),
    /** When the call was placed (ISO 8601). */
    CallInitiatedAt: optionalString(),
    /** When the call was answered (ISO 8601). */
    AnsweredTime: optionalString(),
    /** When the call ended (ISO 8601). */
    EndTime: optionalString(),
    /** When the reported event happened (ISO 8601). Set once the call has ended. */
    OccurredAt: optionalString(),
    /** The caller name shown to the called party. */
    CallerId: optionalString(),
    /** Id of the call in the Call Control API. */
    CallControlId: optionalString(),
    /** Id of this leg of the call (UUID). */
    CallLegId: optionalString(),
    /** Id shared by all legs of the call (UUID). */
    CallSessionId: optionalString(),
    /** Why the call ended, e.g. `normal_clearing`. */
    HangupCause: optionalString(),
    /** Which side ended the call, e.g. `caller` or `callee`. */
    HangupSource: optionalString(),
    /** Error code. */
    ErrorCode: optionalString(),
    /** Error message. */
    ErrorMessage: optionalString(),
    /** The call that created this one (SID). */
    ParentCallSid: optionalString(),
  }),
  /** Result of answering machine detection. */
  'answered-by': model({
    ...common,
    CallSid: v.string(),
    /** Who or what answered. The values differ from those of a call's `answered_by`. */
    AnsweredBy: openEnum([
      'human',
      'machine_start',
      'machine_end_beep',
      'machine_end_silence',
      'machine_end_other',
      'fax',
      'unknown',
    ]),
    /** How long the detection took, in milliseconds. */
    MachineDetectionDuration: number(),
  }),
  /** A recording started, or its file is ready. */
  recording: model({
    ...common,
    /** The recording (SID). */
    RecordingSid: v.string(),
    /** Status of the recording. */
    RecordingStatus: openEnum(['in-progress', 'completed', 'absent']),
    /** Number of channels. */
    RecordingChannels: number(),
    /** Length of the recording, in seconds. */
    RecordingDuration: number(),
    /** What started the recording. */
    RecordingSource: optionalString(),
    /** URL of the recording's file. */
    RecordingUrl: optionalString(),
    /** The recorded conference (SID). */
    ConferenceSid: optionalString(),
  }),
  /** The transcription of a recording is ready. */
  transcription: model({
    ...common,
    /** The transcription (SID). */
    TranscriptionSid: v.string(),
    /** Status of the transcription. */
    TranscriptionStatus: optionalString(),
    /** The transcribed text. */
    TranscriptionText: optionalString(),
    /** The recording that was transcribed (SID). */
    RecordingSid: optionalString(),
    /** URL of the recording's file. */
    RecordingUrl: optionalString(),
    /** Status of the call. */
    CallStatus: nullish(openEnum(callStates)),
  }),
  /** A conference started or ended, or a participant joined or left. */
  conference: model({
    ...common,
    /** The conference (SID). */
    ConferenceSid: v.string(),
    /** What happened. */
    StatusCallbackEvent: openEnum([
      'conference-start',
      'conference-end',
      'participant-join',
      'participant-leave',
    ]),
    /** Name of the conference. */
    FriendlyName: optionalString(),
    /** Number of the callback within the conference. Callbacks may arrive out of order. */
    SequenceNumber: number(),
    /** Label of the participant. */
    ParticipantLabel: optionalString(),
  }),
  /** A stream started, stopped or failed. */
  stream: model({
    ...common,
    /** The stream (SID). */
    StreamSid: v.string(),
    /** What happened. */
    StreamEvent: openEnum(['stream-started', 'stream-stopped', 'stream-error']),
    /** Name of the stream. */
    StreamName: optionalString(),
    /** Error message. Set for `stream-error`. */
    StreamError: optionalString(),
  }),
  /** A SIPREC session started, stopped or failed. */
  siprec: model({
    ...common,
    /** The SIPREC session (SID). */
    SiprecSid: v.string(),
    /** What happened. */
    SiprecEvent: openEnum(['siprec-started', 'siprec-stopped', 'siprec-failed']),
    /** Error message. Set for `siprec-failed`. */
    SiprecError: optionalString(),
  }),
  /** A call waits in a queue. Respond with the TeXML to run while it waits. */
  queue: model({
    ...common,
    CallSid: v.string(),
    /** The queue (its name, which is its SID). */
    QueueSid: v.string(),
    /** Position of the call in the queue. */
    QueuePosition: number(),
    /** How long the call has waited, in seconds. */
    QueueTime: number(),
    /** Average waiting time in the queue, in seconds. */
    AvgQueueTime: number(),
    /** Number of calls in the queue. */
    CurrentQueueSize: number(),
  }),
} as const

/**
 * The field that identifies each kind. The first match wins, since a transcription also has the fields of its
 * recording and call.
 */
const kindByField = [
  ['TranscriptionSid', 'transcription'],
  ['RecordingStatus', 'recording'],
  ['StreamEvent', 'stream'],
  ['SiprecEvent', 'siprec'],
  ['StatusCallbackEvent', 'conference'],
  ['QueueSid', 'queue'],
  ['MachineDetectionDuration', 'answered-by'],
  ['CallStatus', 'call'],
  ['AnsweredBy', 'answered-by'],
] as const

/** The kinds of status callbacks that have types. */
export type StatusCallbackKind = keyof typeof kinds

/** The fields of one kind of status callback, as the API spells them. */
export type StatusCallbackFields<Kind extends StatusCallbackKind> = v.InferOutput<(typeof kinds)[Kind]>

/**
 * A status callback, typed by its `kind`. The kind `other` is a callback of an unknown kind, with string
 * fields.
 */
export type StatusCallback =
  | {
      [Kind in StatusCallbackKind]: { readonly kind: Kind; readonly fields: StatusCallbackFields<Kind> }
    }[StatusCallbackKind]
  | { readonly kind: 'other'; readonly fields: Readonly<Record<string, string>> }

/**
 * Returns the status callback of these form fields. Fields that do not match the schema of their kind make an
 * `other`.
 */
export function parseStatusCallback(fields: Readonly<Record<string, string>>): StatusCallback {
  const kind = kindByField.find(([field]) => Object.hasOwn(fields, field))?.[1]
  if (kind !== undefined) {
    const schema: v.GenericSchema = kinds[kind]
    const checked = v.safeParse(schema, coerce(schema, withoutEmpty(fields)))
    // TypeScript cannot relate the kind to the output of the schema that was looked up with it.
    if (checked.success) return { kind, fields: checked.output } as StatusCallback
  }
  return { kind: 'other', fields }
}

/** Drops empty fields: a form cannot express null in any other way. */
function withoutEmpty(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
}
