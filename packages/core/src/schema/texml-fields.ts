/**
 * Groups of fields that several TeXML endpoints share.
 *
 * @module
 */
import * as v from 'valibot'
import { address, callbackUrl, flag, httpMethod, sid, text, whole } from './texml.ts'

/** Declares milliseconds without bounds, as the API documents none. */
const anyMs = () => whole(0, Number.MAX_SAFE_INTEGER)

/** Paging of the lists below an account. */
// @__NO_SIDE_EFFECTS__
export function texmlPaging() {
  return {
    /** Page number, from 0. Only valid together with the `PageToken` that came with it. */
    Page: whole(0, Number.MAX_SAFE_INTEGER),
    /** Items per page. The API documents no default and no bounds; the client accepts 1 to 1000. */
    PageSize: whole(1, 1000),
    /** Token of the page, from `next_page_uri`. */
    PageToken: text(),
  }
}

/** Account SID. */
// @__NO_SIDE_EFFECTS__
export function ofAccount() {
  return {
    /** Account SID. `createTexml` can add it automatically. */
    account_sid: sid(),
  }
}

/** Fields that identify a call. */
// @__NO_SIDE_EFFECTS__
export function ofCall() {
  return {
    /** Account SID. `createTexml` can add it automatically. */
    account_sid: sid(),
    /** Call SID (`v3:…`). */
    call_sid: sid(),
  }
}

/** Fields that identify a conference. */
// @__NO_SIDE_EFFECTS__
export function ofConference() {
  return {
    /** Account SID. `createTexml` can add it automatically. */
    account_sid: sid(),
    /** Conference SID, or its friendly name if the API documents that. */
    conference_sid: sid(),
  }
}

/** Fields that request status callbacks. */
// @__NO_SIDE_EFFECTS__
export function statusCallback() {
  return {
    /** URL for callbacks about the progress of the phone call. */
    StatusCallback: callbackUrl(),
    /**
     * Events to report, separated by spaces: `initiated ringing answered completed`. Default: `completed`.
     */
    StatusCallbackEvent: text(),
    /** HTTP method used for `StatusCallback`. Default: POST. */
    StatusCallbackMethod: httpMethod(),
  }
}

/** Fields that control recording. */
// @__NO_SIDE_EFFECTS__
export function recordingFields() {
  return {
    /** Whether to record the phone call. Default: false. */
    Record: flag(),
    /** One channel for both sides (`mono`) or one for each (`dual`). Default: `mono`. */
    RecordingChannels: v.optional(v.picklist(['mono', 'dual'])),
    /** URL for callbacks about the recording. */
    RecordingStatusCallback: callbackUrl(),
    /** Events to report, separated by spaces: `in-progress completed absent`. Default: `completed`. */
    RecordingStatusCallbackEvent: text(),
    /** HTTP method used for `RecordingStatusCallback`. Default: POST. */
    RecordingStatusCallbackMethod: httpMethod(),
    /** Side to record. Default: `both`. */
    RecordingTrack: v.optional(v.picklist(['inbound', 'outbound', 'both'])),
    /** Whether to trim silence at both ends. Default: `trim-silence`. */
    Trim: v.optional(v.picklist(['trim-silence', 'do-not-trim'])),
  }
}

/** Fields that control playback to an answering machine. Calls of an AI assistant play nothing. */
// @__NO_SIDE_EFFECTS__
export function playbackFields() {
  return {
    /** Whether playback stops when the greeting of an answering machine ends. Default: true. */
    CancelPlaybackOnDetectMessageEnd: flag(),
    /** Whether playback stops when an answering machine is detected. Default: true. */
    CancelPlaybackOnMachineDetection: flag(),
  }
}

// @__NO_SIDE_EFFECTS__
function anyNumber() {
  return v.optional(v.pipe(v.number(), v.finite()))
}

/** Fields that control answering machine detection. */
// @__NO_SIDE_EFFECTS__
export function machineFields() {
  return {
    /** Silence that ends a greeting, in milliseconds. Ignored in the premium modes. Default: 3500. */
    MachineDetectionSilenceTimeout: anyMs(),
    /**
     * Silence after speech that ends a greeting, in milliseconds. Ignored in the premium modes. Default: 800.
     */
    MachineDetectionSpeechEndThreshold: anyMs(),
    /** Longest greeting of a human, in milliseconds. Ignored in the premium modes. Default: 3500. */
    MachineDetectionSpeechThreshold: anyMs(),
    /** Time limit of the detection in milliseconds, 500 to 60000. Default: 30000. */
    MachineDetectionTimeout: whole(500, 60_000),
    /** Highest frequency of a beep, in Hz. */
    MachineDetectionBeepMaxFrequency: anyNumber(),
    /** Lowest frequency of a beep, in Hz. */
    MachineDetectionBeepMinFrequency: anyNumber(),
    /** Minimum duration of a beep, in milliseconds. */
    MachineDetectionBeepMinToneDuration: anyNumber(),
    /** What must match: frequency and duration (`both`), or only the frequency (`freq_only`). */
    MachineDetectionBeepProfile: v.optional(v.picklist(['both', 'freq_only'])),
    /** Whether to confirm a beep by its spectrum. */
    MachineDetectionBeepSpectralConfirmation: flag(),
    /** Minimum spectral purity of a beep, 0 to 1. */
    MachineDetectionBeepSpectralMinPurity: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    /** Whether to ignore the calling tone of a fax machine. */
    MachineDetectionBeepSpectralRejectFaxCng: flag(),
    /** Window of the spectral analysis, in milliseconds. */
    MachineDetectionBeepSpectralWindow: anyNumber(),
  }
}

/** Fields of an outgoing phone call. */
// @__NO_SIDE_EFFECTS__
export function lineFields() {
  return {
    /**
     * Caller name to display, up to 128 characters: letters, digits, spaces and `-_~!.+`. Default: the
     * number.
     */
    CallerId: v.optional(v.pipe(v.string(), v.regex(/^[\w \-~!.+]{0,128}$/))),
    /** Custom SIP headers. */
    CustomHeaders: v.optional(
      v.array(
        v.strictObject({
          /** Header name. */
          name: v.string(),
          /** Header value. */
          value: v.string(),
        }),
      ),
    ),
    /** Codecs in order of preference, separated by commas. */
    PreferredCodecs: text(),
    /** SIP password. It never appears in errors or events. */
    SipAuthPassword: text(),
    /** SIP user name. */
    SipAuthUsername: text(),
    /** Maximum duration of the phone call in seconds, 30 to 14400. Default: 14400. */
    TimeLimit: whole(30, 14_400),
    /** Maximum ringing time in seconds, 5 to 120. Default: 30. */
    Timeout: whole(5, 120),
  }
}

/** Fields of a phone call to one number, with instructions or an AI assistant. */
// @__NO_SIDE_EFFECTS__
export function outboundFields() {
  return {
    /** Caller: a phone number in E.164 format, or a SIP address. */
    From: address(),
    /** Callee: a phone number in E.164 format, or a SIP address. */
    To: address(),
    /** Whether the phone call continues during answering machine detection. Default: false. */
    AsyncAmd: flag(),
    /** URL for the result of answering machine detection. */
    AsyncAmdStatusCallback: callbackUrl(),
    /** HTTP method used for `AsyncAmdStatusCallback`. Default: the application's, else POST. */
    AsyncAmdStatusCallbackMethod: httpMethod(),
    /** Mode of answering machine detection. Default: `Regular`. */
    DetectionMode: v.optional(v.picklist(['Premium', 'Regular', 'PremiumCallScreening'])),
    /** Whether to report an answering machine, immediately or when its greeting ends. Default: `Disable`. */
    MachineDetection: v.optional(v.picklist(['Enable', 'Disable', 'DetectMessageEnd'])),
    /** Maximum prompt of a call screener in milliseconds, 1000 to 120000. */
    MachineDetectionPromptEndTimeout: whole(1000, 120_000),
    /** Silence that ends the recording, in seconds. 0 disables it. Default: 0. */
    RecordingTimeout: whole(0, Number.MAX_SAFE_INTEGER),
    /** Whether callbacks include the URL of the recording. Default: true. */
    SendRecordingUrl: flag(),
    /** SIP region of the phone call. Default: `US`. */
    SipRegion: v.optional(v.picklist(['US', 'Europe', 'Canada', 'Australia', 'Middle East'])),
  }
}
