import type { OpenEnum } from '../schema/open-enum.ts'

/** A field that the API may leave out. */
export type Maybe<T> = T | null | undefined

/** The account and the phone call that a callback belongs to. */
interface Common {
  /** The account (SID). */
  readonly AccountSid?: Maybe<string>
  /** The call (SID). */
  readonly CallSid?: Maybe<string>
  /** The call (SID), under its older field name. */
  readonly CallSidLegacy?: Maybe<string>
  /** The TeXML application that handles the call (id). */
  readonly ConnectionId?: Maybe<string>
  /** The calling number. */
  readonly From?: Maybe<string>
  /** The called number. */
  readonly To?: Maybe<string>
  /** When the event happened (ISO 8601). */
  readonly Timestamp?: Maybe<string>
}

/** {@link Common} of requests that always belong to a call. */
export interface OfCall extends Common {
  readonly CallSid: string
}

/** Status of a call. */
export type CallState = OpenEnum<
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled'
  | 'dtmf'
  | 'analyzed'
>

interface Progress extends OfCall {
  /** Number of the callback within the call, from 0. Callbacks may arrive out of order. */
  readonly SequenceNumber?: Maybe<number>
  /** What sent the callback, e.g. `call-progress-events`. */
  readonly CallbackSource?: Maybe<string>
  /** Duration of the call, in seconds. */
  readonly CallDuration?: Maybe<number>
  /** When the call was placed (ISO 8601). */
  readonly CallInitiatedAt?: Maybe<string>
  /** When the call was answered (ISO 8601). */
  readonly AnsweredTime?: Maybe<string>
  /** When the call ended (ISO 8601). */
  readonly EndTime?: Maybe<string>
  /** When the reported event happened (ISO 8601). Set once the call has ended. */
  readonly OccurredAt?: Maybe<string>
  /** The caller name shown to the called party. */
  readonly CallerId?: Maybe<string>
  /** Id of the call in the Call Control API. */
  readonly CallControlId?: Maybe<string>
  /** Id of this leg of the call (UUID). */
  readonly CallLegId?: Maybe<string>
  /** Id shared by all legs of the call (UUID). */
  readonly CallSessionId?: Maybe<string>
  /** Why the call ended, e.g. `normal_clearing`. */
  readonly HangupCause?: Maybe<string>
  /** Which side ended the call, e.g. `caller` or `callee`. */
  readonly HangupSource?: Maybe<string>
  /** Error code. */
  readonly ErrorCode?: Maybe<string>
  /** Error message. */
  readonly ErrorMessage?: Maybe<string>
  /** The call that created this one (SID). */
  readonly ParentCallSid?: Maybe<string>
  /** The pressed key. Set for `dtmf`. */
  readonly Digit?: Maybe<string>
  /** URL of the file, if the call was recorded. */
  readonly RecordingUrl?: Maybe<string>
  /** Length of the recording, in seconds. */
  readonly RecordingDuration?: Maybe<number>
}

/** The fields of each kind of status callback. */
export interface CallbackFields {
  /** Progress of a call: initiated, ringing, answered or ended, or a pressed key. */
  readonly call: Progress & {
    /** Status of the call. */
    readonly CallStatus: CallState
  }
  /** Result of a `<Dial>`: its `action`. */
  readonly dial: Progress & {
    /** Status of the calling party's call. */
    readonly CallStatus?: Maybe<CallState>
    /** How the dialed call ended. */
    readonly DialCallStatus?: Maybe<OpenEnum<'completed' | 'busy' | 'no-answer' | 'canceled' | 'failed'>>
    /** The dialed call (SID). */
    readonly DialCallSid?: Maybe<string>
    /** Duration of the dialed call, in seconds. */
    readonly DialCallDuration?: Maybe<number>
  }
  /** Result of a `<Gather>`: its `action`, or a partial result. */
  readonly gather: OfCall & {
    /** The pressed keys, without the finishing key. Absent if there were none. */
    readonly Digits?: Maybe<string>
    /** What was said. */
    readonly SpeechResult?: Maybe<string>
    /** How certain the recognition is, 0 to 1. */
    readonly Confidence?: Maybe<number>
    /** What was said so far. Set for a partial result. */
    readonly UnstableSpeechResult?: Maybe<string>
  }
  /** Result of a `<Record>`: its `action`. */
  readonly record: OfCall & {
    /** URL of the recording's file. */
    readonly RecordingUrl: string
    /** The recording (SID). */
    readonly RecordingSid?: Maybe<string>
    /** Length of the recording, in seconds. */
    readonly RecordingDuration?: Maybe<number>
    /** The key that ended the recording, or `hangup`. */
    readonly Digits?: Maybe<string>
  }
  /** Result of an `<Enqueue>`: its `action`, when the call leaves the queue. */
  readonly enqueue: OfCall & {
    /** Why the call left the queue, e.g. `bridged`, `leave` or `hangup`. */
    readonly QueueResult: string
    /** The queue (its name, which is its SID). */
    readonly QueueSid?: Maybe<string>
    /** How long the call waited, in seconds. */
    readonly QueueTime?: Maybe<number>
  }
  /** Result of a `<Refer>`: its `action`. */
  readonly refer: OfCall & {
    /** Status of the referred call. */
    readonly ReferCallStatus: OpenEnum<'in-progress' | 'failed' | 'busy' | 'canceled'>
    /** SIP status of the response to the REFER. */
    readonly ReferSipResponseCode?: Maybe<number>
    /** SIP status that the other side reported. */
    readonly NotifySipResponseCode?: Maybe<number>
  }
  /** Progress or result of a `<Pay>`. */
  readonly pay: OfCall & {
    /** Result of the payment. Set at the end. */
    readonly PayResult?: Maybe<OpenEnum<'success' | 'failed'>>
    /** `credit-card` or `ach-debit`. */
    readonly PaymentMethod?: Maybe<string>
    /** The step that is reported. */
    readonly For?: Maybe<string>
    /** Number of the attempt, from 1. */
    readonly Attempt?: Maybe<number>
  }
  /** Result of an `<AIGather>`: its `action`. */
  readonly 'ai-gather': OfCall & {
    /** The gathered parameters: JSON, base64. */
    readonly Base64Result: string
    /** The conversation: JSON, base64. */
    readonly Base64MessageHistory?: Maybe<string>
    /** Whether the result is complete, e.g. `valid`. */
    readonly Status?: Maybe<string>
  }
  /** Result of answering machine detection. */
  readonly 'answered-by': OfCall & {
    /** Who or what answered. The values differ from those of a call's `answered_by`. */
    readonly AnsweredBy: OpenEnum<
      | 'human'
      | 'machine_start'
      | 'machine_end_beep'
      | 'machine_end_silence'
      | 'machine_end_other'
      | 'fax'
      | 'unknown'
    >
    /** How long the detection took, in milliseconds. */
    readonly MachineDetectionDuration?: Maybe<number>
  }
  /** Result of the detection of a synthetic voice. */
  readonly deepfake: OfCall & {
    /** `real`, `fake` or `silence_timeout`. Absent after an error. */
    readonly DeepfakeResult?: Maybe<string>
    /** How likely the voice is synthetic, 0 to 1. */
    readonly DeepfakeScore?: Maybe<number>
    /** How consistent the detection was, 0 to 100. */
    readonly DeepfakeConsistency?: Maybe<number>
    /** Error message. */
    readonly DeepfakeError?: Maybe<string>
  }
  /** A recording started, or its file is ready. */
  readonly recording: Common & {
    /** The recording (SID). */
    readonly RecordingSid: string
    /** Status of the recording. */
    readonly RecordingStatus: OpenEnum<'in-progress' | 'completed' | 'absent'>
    /** Number of channels. */
    readonly RecordingChannels?: Maybe<number>
    /** Length of the recording, in seconds. */
    readonly RecordingDuration?: Maybe<number>
    /** What started the recording. */
    readonly RecordingSource?: Maybe<string>
    /** URL of the recording's file. */
    readonly RecordingUrl?: Maybe<string>
    /** The recorded conference (SID). */
    readonly ConferenceSid?: Maybe<string>
  }
  /** The transcription of a recording is ready, or a part of a live transcription. */
  readonly transcription: Common & {
    /** The transcription (SID). Absent for a live transcription. */
    readonly TranscriptionSid?: Maybe<string>
    /** Status of the transcription. */
    readonly TranscriptionStatus?: Maybe<string>
    /** The transcribed text of a recording. */
    readonly TranscriptionText?: Maybe<string>
    /** The recording that was transcribed (SID). */
    readonly RecordingSid?: Maybe<string>
    /** URL of the recording's file. */
    readonly RecordingUrl?: Maybe<string>
    /** Status of the call. */
    readonly CallStatus?: Maybe<CallState>
    /** The transcribed text of a live transcription. */
    readonly Transcript?: Maybe<string>
    /** Whether the text of a live transcription is final: `true` or `false`. */
    readonly IsFinal?: Maybe<string>
  }
  /** A conference started or ended, or a participant joined or left. */
  readonly conference: Common & {
    /** The conference (SID). */
    readonly ConferenceSid: string
    /** What happened. */
    readonly StatusCallbackEvent: OpenEnum<
      'conference-start' | 'conference-end' | 'participant-join' | 'participant-leave'
    >
    /** Name of the conference. */
    readonly FriendlyName?: Maybe<string>
    /** Number of the callback within the conference. Callbacks may arrive out of order. */
    readonly SequenceNumber?: Maybe<number>
    /** Label of the participant. */
    readonly ParticipantLabel?: Maybe<string>
  }
  /** A stream started, stopped or failed. */
  readonly stream: Common & {
    /** The stream (SID). */
    readonly StreamSid: string
    /** What happened. */
    readonly StreamEvent: OpenEnum<'stream-started' | 'stream-stopped' | 'stream-error' | 'stream-failed'>
    /** Name of the stream. */
    readonly StreamName?: Maybe<string>
    /** Error message. Set if the stream failed. */
    readonly StreamError?: Maybe<string>
  }
  /** A SIPREC session started, stopped or failed. */
  readonly siprec: Common & {
    /** The SIPREC session (SID). */
    readonly SiprecSid: string
    /** What happened. */
    readonly SiprecEvent: OpenEnum<'siprec-started' | 'siprec-stopped' | 'siprec-failed'>
    /** Error message. Set for `siprec-failed`. */
    readonly SiprecError?: Maybe<string>
  }
  /** A call waits in a queue. Respond with the TeXML to run while it waits. */
  readonly queue: OfCall & {
    /** The queue (its name, which is its SID). */
    readonly QueueSid: string
    /** Position of the call in the queue. */
    readonly QueuePosition?: Maybe<number>
    /** How long the call has waited, in seconds. */
    readonly QueueTime?: Maybe<number>
    /** Average waiting time in the queue, in seconds. */
    readonly AvgQueueTime?: Maybe<number>
    /** Number of calls in the queue. */
    readonly CurrentQueueSize?: Maybe<number>
  }
}
