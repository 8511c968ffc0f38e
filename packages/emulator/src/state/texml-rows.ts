import * as v from 'valibot'
import { finiteNumber, milliseconds, timestamp } from './fields.ts'

const timestamps = {
  /** Time of creation, in milliseconds since 1970. */
  created_ms: milliseconds,
  updated_ms: milliseconds,
}

const text = v.nullable(v.string())

/** A stored callback: its addresses, events and method. */
export const CallbackRow = v.strictObject({
  url: text,
  events: v.array(v.string()),
  method: v.picklist(['GET', 'POST']),
  /** Address to use if the first one fails. */
  failover_url: v.optional(text),
  /** Additional addresses. */
  more_urls: v.optional(v.array(v.string())),
  /** Whether requests about a recording contain its URL. Default: true. */
  sends_url: v.optional(v.boolean()),
})
export type CallbackRow = v.InferOutput<typeof CallbackRow>

/** A stored TeXML application, with the fields of its inputs. */
export type ApplicationRow = v.InferOutput<typeof ApplicationRow>
export const ApplicationRow = v.strictObject({
  id: v.string(),
  fields: v.record(v.string(), v.unknown()),
  ...timestamps,
})

/** Status of a phone call. */
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

/** The answering machine detection of a call: its callback, and how it works. */
export type DetectionRow = v.InferOutput<typeof DetectionRow>
export const DetectionRow = v.strictObject({
  ...CallbackRow.entries,
  /** Whether it waits for the end of a machine's message. */
  mode: v.optional(v.picklist(['Enable', 'DetectMessageEnd']), 'Enable'),
  /** Whether the document waits for its result. */
  is_awaited: v.optional(v.boolean(), false),
})

/** A stored phone call. */
export type CallRow = v.InferOutput<typeof CallRow>
export const CallRow = v.strictObject({
  id: v.string(),
  account_sid: v.string(),
  application_sid: v.string(),
  from: v.string(),
  to: v.string(),
  caller_name: text,
  status: CallStatus,
  /** Its instructions: a document, or addresses in the order in which they are tried. */
  instructions: v.strictObject({
    texml: text,
    urls: v.array(v.strictObject({ url: v.string(), method: v.picklist(['GET', 'POST']) })),
  }),
  callback: CallbackRow,
  /** Number of callbacks sent so far. */
  sequence: finiteNumber,
  ring_secs: finiteNumber,
  limit_secs: finiteNumber,
  record: v.nullable(v.strictObject({ channels: finiteNumber, track: v.string(), callback: CallbackRow })),
  /** Callback and mode of the answering machine detection; null if detection is off. */
  detection: v.nullable(DetectionRow),
  answered_ms: v.nullable(milliseconds),
  ended_ms: v.nullable(milliseconds),
  /** Who placed it: the API, the remote party, or a `<Dial>` of its parent call. */
  direction: v.optional(v.picklist(['outbound', 'inbound', 'dial']), 'outbound'),
  /** The call with the `<Dial>` that placed this one. */
  parent_call_sid: v.optional(text, null),
  /** How far a call of a `<Dial>` is connected to its parent call; null for any other call. */
  bridge: v.optional(v.nullable(v.picklist(['pending', 'connected', 'left'])), null),
  /** Keys that the other end presses after the answer, as of a `<Number>` with `sendDigits`. */
  keys: v.optional(text, null),
  /** Who answered: null until then. */
  answered_by: v.optional(v.nullable(v.picklist(['human', 'machine', 'fax'])), null),
  /** What the remote party heard, oldest first. */
  heard: v.optional(
    v.array(
      v.strictObject({
        at: timestamp,
        verb: v.string(),
        text: v.optional(v.string()),
        url: v.optional(v.string()),
        /** How long it was heard, in seconds. */
        secs: finiteNumber,
        /** Voice and language of a `<Say>`, where the document names them. */
        voice: v.optional(v.string()),
        language: v.optional(v.string()),
        /** Whether it was stopped before its end, such as by a key. */
        interrupted: v.optional(v.boolean()),
      }),
    ),
    [],
  ),
  /** Why its documents could not be followed; null if they could. */
  error: v.optional(v.nullable(v.strictObject({ code: v.string(), message: v.string(), url: text })), null),
  /** Its events, oldest first. */
  timeline: v.array(v.strictObject({ at: timestamp, what: v.string(), detail: text })),
  ...timestamps,
})

/** A request for a document, as a verb makes it. */
const DocumentRequestRow = v.strictObject({
  url: v.string(),
  method: v.picklist(['GET', 'POST']),
  fields: v.exactOptional(v.record(v.string(), v.optional(v.string()))),
})

/** A document that runs, or that is interrupted by the next one, such as music while a call waits. */
export type FrameRow = v.InferOutput<typeof FrameRow>
export const FrameRow = v.strictObject({
  /** What the document is for: the call itself, or something that it waits for. */
  role: v.picklist(['call', 'wait']),
  xml: v.string(),
  /** Address of the document, which relative addresses refer to; null for a document given as text. */
  url: text,
  /** The template of the document, and the values filled in; absent if it has none. */
  template: v.optional(
    v.strictObject({
      xml: v.string(),
      values: v.record(v.string(), v.union([v.string(), v.pipe(v.array(v.string()), v.readonly())])),
    }),
  ),
  /** Position of the running verb in the document. */
  index: finiteNumber,
  /** Number of the running verb. Timers and responses of an earlier verb are void. */
  serial: finiteNumber,
  /** What the running verb remembers: JSON. */
  memory: v.unknown(),
  /** Number of documents that the verb asked to run meanwhile. Responses to earlier requests are void. */
  meanwhile: v.optional(finiteNumber, 0),
  /** Whether the next document is requested, so that the verb takes no more events. */
  requesting: v.optional(v.boolean(), false),
  /** What is under way, and is done again after a restore: the request for the next document … */
  request: v.optional(DocumentRequestRow),
  /** … the request for a document to run meanwhile … */
  meanwhile_request: v.optional(DocumentRequestRow),
  /** … or other work of the verb, such as the fetch of a sound. */
  fetching: v.optional(v.boolean(), false),
})

/** The run of a call's documents. Its id is the call's id. */
export type RunRow = v.InferOutput<typeof RunRow>
export const RunRow = v.strictObject({
  id: v.string(),
  /** The documents: the running one is the last. */
  frames: v.array(FrameRow),
  /** The last number that a verb got. */
  serial: finiteNumber,
  /** Number of `<Redirect>` verbs. */
  redirects: finiteNumber,
  /** Variables of templates, which requests of its documents set. */
  variables: v.optional(v.record(v.string(), v.string()), {}),
  /** Number of verbs that began within the last second of the clock in which one began. */
  pace: v.optional(v.strictObject({ second: finiteNumber, begun: finiteNumber }), { second: 0, begun: 0 }),
})

/** A stored conference. */
export type ConferenceRow = v.InferOutput<typeof ConferenceRow>
export const ConferenceRow = v.strictObject({
  id: v.string(),
  account_sid: v.string(),
  friendly_name: v.string(),
  status: v.picklist(['init', 'in-progress', 'completed']),
  reason: text,
  ended_by: text,
  callback: CallbackRow,
  sequence: finiteNumber,
  max_participants: finiteNumber,
  record: v.nullable(CallbackRow),
  /** Whether a beep announces the recording. */
  record_beep: v.optional(v.boolean(), false),
  /** The participant who spoke last; null before. */
  speaker_sid: v.optional(text, null),
  ...timestamps,
})

/** A stored participant of a conference. Its id is the call's id. */
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
  /** When the others hear a beep. */
  beep: v.optional(v.picklist(['true', 'false', 'onEnter', 'onExit']), 'false'),
  /** Whether the participant waits, muted, for the start of the conference. */
  waiting: v.optional(v.boolean(), false),
  ...timestamps,
})

/** A stored recording of a call or a conference. */
export type TexmlRecordingRow = v.InferOutput<typeof TexmlRecordingRow>
export const TexmlRecordingRow = v.strictObject({
  id: v.string(),
  account_sid: v.string(),
  call_sid: v.string(),
  conference_sid: text,
  channels: finiteNumber,
  track: v.string(),
  source: v.string(),
  status: v.picklist(['in-progress', 'completed', 'paused', 'stopped']),
  callback: CallbackRow,
  /** Format of its placeholder, which is served until a file is uploaded. */
  format: v.optional(v.picklist(['mp3', 'wav']), 'mp3'),
  /** Whether silence is cut from its beginning and end. */
  trims: v.optional(v.boolean(), false),
  /** What the remote party said meanwhile. */
  said: v.optional(v.string(), ''),
  /** When the first speech began and the last one ended; null before any. */
  spoken: v.optional(v.nullable(v.strictObject({ from_ms: milliseconds, to_ms: milliseconds })), null),
  /** Callback that gets its transcript; null without one. */
  transcription_callback: v.optional(v.nullable(CallbackRow), null),
  ended_ms: v.nullable(milliseconds),
  ...timestamps,
})

/** A stored transcription. */
export type TranscriptionRow = v.InferOutput<typeof TranscriptionRow>
export const TranscriptionRow = v.strictObject({
  id: v.string(),
  account_sid: v.string(),
  call_sid: v.string(),
  recording_sid: v.string(),
  duration_secs: finiteNumber,
  /** What was said; empty if nothing was. */
  text: v.optional(v.string(), ''),
  status: v.picklist(['in-progress', 'completed']),
  ...timestamps,
})

/** A stored stream, SIPREC session, transcription or noise suppression of a call. */
export type CallForkRow = v.InferOutput<typeof CallForkRow>
export const CallForkRow = v.strictObject({
  id: v.string(),
  kind: v.picklist(['stream', 'siprec', 'transcription', 'suppression']),
  account_sid: v.string(),
  call_sid: v.string(),
  name: text,
  track: v.string(),
  status: v.picklist(['in-progress', 'stopped']),
  callback: CallbackRow,
  /** The WebSocket of a stream; absent if none is opened, such as to another machine. */
  socket: v.optional(
    v.strictObject({
      url: v.string(),
      /** What the application sends: files, or µ-law or A-law. */
      gets: v.picklist(['files', 'mulaw']),
      /** Whether it is opened again after a loss. */
      reconnects: v.boolean(),
      parameters: v.record(v.string(), v.string()),
      /** Whether it was ever open, and how often it was opened again since it was lost. */
      is_open: v.boolean(),
      attempts: finiteNumber,
      /** Numbers of frames and of audio chunks sent so far. */
      sequence: finiteNumber,
      chunks: finiteNumber,
      /** When the audio of the application ends. */
      play_until_ms: finiteNumber,
      /** Marks that wait for the end of the audio before them. */
      marks: v.array(v.strictObject({ name: v.string(), due_ms: finiteNumber })),
    }),
  ),
  ...timestamps,
})

/** A stored queue. Its id is its account and its name. */
export type QueueRow = v.InferOutput<typeof QueueRow>
export const QueueRow = v.strictObject({
  id: v.string(),
  account_sid: v.string(),
  sid: v.string(),
  max_size: finiteNumber,
  /** Sum of the times when its waiting callers came, in milliseconds after its creation. */
  joined_sum_ms: v.optional(finiteNumber, 0),
  ...timestamps,
})

/** A call that waits in a queue: a caller for an agent, or an agent for a caller. Its id is the call's id. */
export type QueueMemberRow = v.InferOutput<typeof QueueMemberRow>
export const QueueMemberRow = v.strictObject({
  id: v.string(),
  queue_id: v.string(),
  role: v.picklist(['caller', 'agent']),
  ...timestamps,
})

/** A stored secret. Its id is its name. */
export type SecretRow = v.InferOutput<typeof SecretRow>
export const SecretRow = v.strictObject({ id: v.string(), value: v.string() })
