import type { CallbackFields } from './callback-fields.ts'
import type { FormFields } from './signed-form.ts'

/** The kinds of status callbacks that have types. */
export type StatusCallbackKind = keyof CallbackFields

/** The fields of one kind of status callback, as the API spells them. */
export type StatusCallbackFields<Kind extends StatusCallbackKind> = CallbackFields[Kind]

/**
 * A status callback, typed by its `kind`. The kind `other` is a callback of an unknown kind, with string
 * fields.
 */
export type StatusCallback =
  | {
      [Kind in StatusCallbackKind]: { readonly kind: Kind; readonly fields: StatusCallbackFields<Kind> }
    }[StatusCallbackKind]
  | { readonly kind: 'other'; readonly fields: Readonly<Record<string, string>> }

type FieldsOfAny = CallbackFields[StatusCallbackKind]

type FieldName = FieldsOfAny extends infer Fields ? (Fields extends unknown ? keyof Fields : never) : never

/** The names of the fields that a kind always has. */
type RequiredName<Kind extends StatusCallbackKind> = {
  [Name in keyof CallbackFields[Kind]]-?: undefined extends CallbackFields[Kind][Name] ? never : Name
}[keyof CallbackFields[Kind]]

/** The names of the fields that are numbers, in every kind that has them. */
type NumberName = {
  [Kind in StatusCallbackKind]: {
    [Name in keyof CallbackFields[Kind]]-?: NonNullable<CallbackFields[Kind][Name]> extends number
      ? Name
      : never
  }[keyof CallbackFields[Kind]]
}[StatusCallbackKind]

const numbers: Readonly<Record<NumberName, true>> = {
  SequenceNumber: true,
  CallDuration: true,
  DialCallDuration: true,
  RecordingDuration: true,
  RecordingChannels: true,
  Confidence: true,
  QueueTime: true,
  QueuePosition: true,
  AvgQueueTime: true,
  CurrentQueueSize: true,
  MachineDetectionDuration: true,
  ReferSipResponseCode: true,
  NotifySipResponseCode: true,
  Attempt: true,
  DeepfakeScore: true,
  DeepfakeConsistency: true,
}
const decimal = /^-?\d{1,15}(\.\d{1,15})?$/

const required: { readonly [Kind in StatusCallbackKind]: readonly RequiredName<Kind>[] } = {
  transcription: [],
  recording: ['RecordingSid', 'RecordingStatus'],
  stream: ['StreamSid', 'StreamEvent'],
  siprec: ['SiprecSid', 'SiprecEvent'],
  conference: ['ConferenceSid', 'StatusCallbackEvent'],
  call: ['CallSid', 'CallStatus'],
  dial: ['CallSid'],
  gather: ['CallSid'],
  record: ['CallSid', 'RecordingUrl'],
  enqueue: ['CallSid', 'QueueResult'],
  queue: ['CallSid', 'QueueSid'],
  refer: ['CallSid', 'ReferCallStatus'],
  pay: ['CallSid'],
  'ai-gather': ['CallSid', 'Base64Result'],
  'answered-by': ['CallSid', 'AnsweredBy'],
  deepfake: ['CallSid'],
}

/**
 * The fields that identify a kind, the most specific first: a transcription also has the fields of its
 * recording, and the result of a verb those of its call.
 */
const kindByField: readonly (readonly [FieldName, StatusCallbackKind])[] = [
  ['TranscriptionSid', 'transcription'],
  ['Transcript', 'transcription'],
  ['RecordingStatus', 'recording'],
  ['StreamEvent', 'stream'],
  ['SiprecEvent', 'siprec'],
  ['StatusCallbackEvent', 'conference'],
  ['ReferCallStatus', 'refer'],
  ['DeepfakeResult', 'deepfake'],
  ['DeepfakeError', 'deepfake'],
  ['PayResult', 'pay'],
  ['PaymentMethod', 'pay'],
  ['DialCallStatus', 'dial'],
  ['DialCallSid', 'dial'],
  ['QueueResult', 'enqueue'],
  ['QueueSid', 'queue'],
  ['Base64Result', 'ai-gather'],
  ['RecordingUrl', 'record'],
  ['Digits', 'gather'],
  ['SpeechResult', 'gather'],
  ['UnstableSpeechResult', 'gather'],
  ['MachineDetectionDuration', 'answered-by'],
  ['CallStatus', 'call'],
  ['AnsweredBy', 'answered-by'],
]

/** Fields of a callback about a call's progress, which a recorded call also sends with its `RecordingUrl`. */
const progressFields = ['CallbackSource', 'SequenceNumber', 'HangupCause', 'CallDuration']

/** Returns whether a form reports the progress of a call. */
export function isProgress(fields: FormFields): boolean {
  return progressFields.some((name) => Object.hasOwn(fields, name))
}

/**
 * Returns the status callback of these form fields. Fields that do not match the types of their kind make an
 * `other`.
 */
export function parseStatusCallback(fields: FormFields): StatusCallback {
  const kind = kindOf(fields)
  if (!kind || required[kind].some((name) => !fields[name])) return { kind: 'other', fields }
  // A form cannot express null in any other way than by an empty field.
  const entries = Object.entries(fields).filter(([, value]) => value !== '')
  const isNumber = ([name]: readonly [string, string]) => Object.hasOwn(numbers, name)
  if (!entries.filter(isNumber).every(([, value]) => decimal.test(value))) return { kind: 'other', fields }
  const typed = entries.map(([name, value]) => [name, isNumber([name, value]) ? Number(value) : value])
  // TypeScript cannot relate the kind to the fields that were checked for it.
  return { kind, fields: Object.fromEntries(typed) } as StatusCallback
}

/** Returns the kind that the names of the fields identify. Their values may not match its types. */
export function kindOf(fields: FormFields): StatusCallbackKind | undefined {
  const has = (name: string) => Object.hasOwn(fields, name)
  const [, kind] =
    kindByField.find(([name, of]) => has(name) && !(of === 'record' && isProgress(fields))) ?? []
  // The costs of a call are not progress, although they are about a call with a status.
  return fields['CallbackSource'] === 'call-cost-events' ? undefined : kind
}
