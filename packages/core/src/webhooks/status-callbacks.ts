import * as v from 'valibot'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { optionalString } from '../schema/texml.ts'
import { coerce } from '../wire/coerce.ts'

const number = () => nullish(v.number())

/** Whose it is, and of which call. */
const common = {
  /** The account (SID). */
  AccountSid: optionalString(),
  /** The call (SID). */
  CallSid: optionalString(),
  /** The same, under its older name. */
  CallSidLegacy: optionalString(),
  /** The application by which the call runs (id). */
  ConnectionId: optionalString(),
  /** Who calls. */
  From: optionalString(),
  /** Who is called. */
  To: optionalString(),
  /** When it happened (ISO 8601). */
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

/** The fields of each kind of status callback. Numbers are read as such; what else comes is kept as text. */
const kinds = {
  /** A call goes on: it is initiated, rings, is answered, or is over. */
  call: model({
    ...common,
    CallSid: v.string(),
    /** How it stands now. */
    CallStatus: openEnum(callStates),
    /** Which callback of the call it is, from 0: they may come in another order. */
    SequenceNumber: number(),
    /** How long the call lasted, in seconds. */
    CallDuration: number(),
    /** When it was placed (ISO 8601). */
    CallInitiatedAt: optionalString(),
    /** When it was answered (ISO 8601). */
    AnsweredTime: optionalString(),
    /** When it ended (ISO 8601). */
    EndTime: optionalString(),
    /** When the reported event happened (ISO 8601); once it is over. */
    OccurredAt: optionalString(),
    /** The name that is shown to who is called. */
    CallerId: optionalString(),
    /** The call's id in the API of calls, beside TeXML. */
    CallControlId: optionalString(),
    /** This side of it (UUID). */
    CallLegId: optionalString(),
    /** All sides of it (UUID). */
    CallSessionId: optionalString(),
    /** Why it ended, e.g. `normal_clearing`. */
    HangupCause: optionalString(),
    /** Who ended it, e.g. `caller` or `callee`. */
    HangupSource: optionalString(),
    /** What went wrong, as a code. */
    ErrorCode: optionalString(),
    /** What went wrong. */
    ErrorMessage: optionalString(),
    /** The call that it came of. */
    ParentCallSid: optionalString(),
  }),
  /** It was found out who answered. */
  'answered-by': model({
    ...common,
    CallSid: v.string(),
    /** Who: other words than those of `answered_by` of a call. */
    AnsweredBy: openEnum([
      'human',
      'machine_start',
      'machine_end_beep',
      'machine_end_silence',
      'machine_end_other',
      'fax',
      'unknown',
    ]),
    /** How long that took, in milliseconds. */
    MachineDetectionDuration: number(),
  }),
  /** A recording began, or its file is there. */
  recording: model({
    ...common,
    /** The recording (SID). */
    RecordingSid: v.string(),
    /** How it stands now. */
    RecordingStatus: openEnum(['in-progress', 'completed', 'absent']),
    /** How many channels it has. */
    RecordingChannels: number(),
    /** How long it is, in seconds. */
    RecordingDuration: number(),
    /** What began it. */
    RecordingSource: optionalString(),
    /** Where its file is. */
    RecordingUrl: optionalString(),
    /** The conference that was recorded. */
    ConferenceSid: optionalString(),
  }),
  /** What was said in a recording is there as text. */
  transcription: model({
    ...common,
    /** The transcription (SID). */
    TranscriptionSid: v.string(),
    /** How it stands now. */
    TranscriptionStatus: optionalString(),
    /** The text. */
    TranscriptionText: optionalString(),
    /** Its recording (SID). */
    RecordingSid: optionalString(),
    /** Where the file of that is. */
    RecordingUrl: optionalString(),
    /** How the call stands. */
    CallStatus: nullish(openEnum(callStates)),
  }),
  /** A conference began or ended, or somebody came or went. */
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
    /** The conference's name. */
    FriendlyName: optionalString(),
    /** Which callback of the conference it is: they may come in another order. */
    SequenceNumber: number(),
    /** The name that the participant was given. */
    ParticipantLabel: optionalString(),
  }),
  /** A stream began, ended or failed. */
  stream: model({
    ...common,
    /** The stream (SID). */
    StreamSid: v.string(),
    /** What happened. */
    StreamEvent: openEnum(['stream-started', 'stream-stopped', 'stream-error']),
    /** The stream's name. */
    StreamName: optionalString(),
    /** What went wrong, after `stream-error`. */
    StreamError: optionalString(),
  }),
  /** A SIPREC session began, ended or failed. */
  siprec: model({
    ...common,
    /** The session (SID). */
    SiprecSid: v.string(),
    /** What happened. */
    SiprecEvent: openEnum(['siprec-started', 'siprec-stopped', 'siprec-failed']),
    /** What went wrong, after `siprec-failed`. */
    SiprecError: optionalString(),
  }),
  /** A call waits in a queue. It asks for what is heard meanwhile: answer with TeXML. */
  queue: model({
    ...common,
    CallSid: v.string(),
    /** The queue (SID, its name). */
    QueueSid: v.string(),
    /** The call's place in it. */
    QueuePosition: number(),
    /** How long it has waited, in seconds. */
    QueueTime: number(),
    /** How long calls wait in it on average, in seconds. */
    AvgQueueTime: number(),
    /** How many wait. */
    CurrentQueueSize: number(),
  }),
} as const

/** The field that tells a kind, first come first: a transcription names its recording, and how its call stands, too. */
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

/** What a status callback is about. */
export type StatusCallbackKind = keyof typeof kinds

/** The fields of a kind of status callback, as the API spells them. */
export type StatusCallbackFields<Kind extends StatusCallbackKind> = v.InferOutput<(typeof kinds)[Kind]>

/** A status callback, typed by its kind; `other` is one that is not known, with its fields as texts. */
export type StatusCallback =
  | {
      [Kind in StatusCallbackKind]: { readonly kind: Kind; readonly fields: StatusCallbackFields<Kind> }
    }[StatusCallbackKind]
  | { readonly kind: 'other'; readonly fields: Readonly<Record<string, string>> }

/** Types the fields of a status callback; one that lacks what its kind promises is an `other` one. */
export function parseStatusCallback(fields: Readonly<Record<string, string>>): StatusCallback {
  const kind = kindByField.find(([field]) => Object.hasOwn(fields, field))?.[1]
  if (kind !== undefined) {
    const schema: v.GenericSchema = kinds[kind]
    const checked = v.safeParse(schema, coerce(schema, withoutEmpty(fields)))
    // The kind and its schema belong together, which the type of a lookup cannot say.
    if (checked.success) return { kind, fields: checked.output } as StatusCallback
  }
  return { kind: 'other', fields }
}

/** A form has no other way to say that there is nothing. */
function withoutEmpty(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
}
