/**
 * Groups of fields that several endpoints of TeXML take.
 *
 * @module
 */
import * as v from 'valibot'
import { address, flag, httpMethod, text, whole } from '../schema/texml.ts'

/** Milliseconds that the API does not bound. */
const anyMs = () => whole(0, Number.MAX_SAFE_INTEGER)

/** Paging of the lists below an account. */
// @__NO_SIDE_EFFECTS__
export function texmlPaging() {
  return {
    /** The page's number, from 0; of use only with the token that came with it. */
    Page: whole(0, Number.MAX_SAFE_INTEGER),
    /** Items to a page. The API tells no default and no bound; the client takes 1 to 1000. */
    PageSize: whole(1, 1000),
    /** Where to go on, as `next_page_uri` has it. */
    PageToken: text(),
  }
}

/** Whose it is. */
// @__NO_SIDE_EFFECTS__
export function ofAccount() {
  return {
    /** The account (SID). `createTexml` gives it by itself. */
    account_sid: v.string(),
  }
}

/** Which call of an account. */
// @__NO_SIDE_EFFECTS__
export function ofCall() {
  return {
    /** The account (SID). `createTexml` gives it by itself. */
    account_sid: v.string(),
    /** The call (SID, `v3:…`). */
    call_sid: v.string(),
  }
}

/** Which conference of an account. */
// @__NO_SIDE_EFFECTS__
export function ofConference() {
  return {
    /** The account (SID). `createTexml` gives it by itself. */
    account_sid: v.string(),
    /** The conference (SID), or its friendly name where that is documented. */
    conference_sid: v.string(),
  }
}

/** What is asked for on the way of a call. */
// @__NO_SIDE_EFFECTS__
export function statusCallback() {
  return {
    /** Where to tell of the call's progress. */
    StatusCallback: text(),
    /** Of what, joined by spaces: `initiated ringing answered completed`. Default: `completed`. */
    StatusCallbackEvent: text(),
    /** How. Default: POST. */
    StatusCallbackMethod: httpMethod(),
  }
}

/** How a call is recorded. */
// @__NO_SIDE_EFFECTS__
export function recordingFields() {
  return {
    /** Whether to record it. Default: false. */
    Record: flag(),
    /** One channel for both sides, or one for each. Default: `mono`. */
    RecordingChannels: v.optional(v.picklist(['mono', 'dual'])),
    /** Where to tell of the recording. */
    RecordingStatusCallback: text(),
    /** Of what, joined by spaces: `in-progress completed absent`. Default: `completed`. */
    RecordingStatusCallbackEvent: text(),
    /** How. Default: POST. */
    RecordingStatusCallbackMethod: httpMethod(),
    /** Whose side. Default: `both`. */
    RecordingTrack: v.optional(v.picklist(['inbound', 'outbound', 'both'])),
    /** Whether to leave out silence at its ends. Default: `trim-silence`. */
    Trim: v.optional(v.picklist(['trim-silence', 'do-not-trim'])),
  }
}

/** Whether what is played to a machine stops; a call of an assistant plays nothing. */
// @__NO_SIDE_EFFECTS__
export function playbackFields() {
  return {
    /** Whether a message that is played stops when the greeting of a machine has ended. Default: true. */
    CancelPlaybackOnDetectMessageEnd: flag(),
    /** Whether it stops when a machine has answered. Default: true. */
    CancelPlaybackOnMachineDetection: flag(),
  }
}

/** Fields that control answering machine detection. */
// @__NO_SIDE_EFFECTS__
export function machineFields() {
  return {
    /** Silence that ends a greeting, in milliseconds; not in the premium modes. Default: 3500. */
    MachineDetectionSilenceTimeout: anyMs(),
    /** Silence after speech that ends it, in milliseconds; not in the premium modes. Default: 800. */
    MachineDetectionSpeechEndThreshold: anyMs(),
    /** Speech that is too long for a person's greeting, in milliseconds; not in the premium modes. Default: 3500. */
    MachineDetectionSpeechThreshold: anyMs(),
    /** How long to listen in all, in milliseconds, 500 to 60000. Default: 30000. */
    MachineDetectionTimeout: whole(500, 60_000),
    /** The highest tone that counts as a beep, in Hz. */
    MachineDetectionBeepMaxFrequency: v.optional(v.number()),
    /** The lowest one, in Hz. */
    MachineDetectionBeepMinFrequency: v.optional(v.number()),
    /** How long a tone must be to count, in milliseconds. */
    MachineDetectionBeepMinToneDuration: v.optional(v.number()),
    /** What must fit: frequency and length, or frequency alone. */
    MachineDetectionBeepProfile: v.optional(v.picklist(['both', 'freq_only'])),
    /** Whether the spectrum is looked at as well. */
    MachineDetectionBeepSpectralConfirmation: flag(),
    /** How pure the tone must be, 0 to 1. */
    MachineDetectionBeepSpectralMinPurity: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    /** Whether the calling tone of a fax is left out. */
    MachineDetectionBeepSpectralRejectFaxCng: flag(),
    /** How long the spectrum is looked at, in milliseconds. */
    MachineDetectionBeepSpectralWindow: v.optional(v.number()),
  }
}

/** Who calls whom, and how the line is set up. */
// @__NO_SIDE_EFFECTS__
export function lineFields() {
  return {
    /** The name that is shown, 128 characters at most: letters, digits, spaces and `-_~!.+`. Default: the number. */
    CallerId: v.optional(v.pipe(v.string(), v.regex(/^[\w \-~!.+]{0,128}$/))),
    /** Headers to send along, for SIP. */
    CustomHeaders: v.optional(
      v.array(
        v.strictObject({
          /** The header's name. */
          name: v.string(),
          /** Its value. */
          value: v.string(),
        }),
      ),
    ),
    /** Codecs in the order of preference, joined by commas. */
    PreferredCodecs: text(),
    /** The password of SIP. It is shown in no error and no log. */
    SipAuthPassword: text(),
    /** The user name of SIP. */
    SipAuthUsername: text(),
    /** How long the call may last, in seconds, 30 to 14400. Default: 14400. */
    TimeLimit: whole(30, 14_400),
    /** How long it may ring, in seconds, 5 to 120. Default: 30. */
    Timeout: whole(5, 120),
  }
}

/** What a call to one number is placed with, by itself or through an assistant. */
// @__NO_SIDE_EFFECTS__
export function outboundFields() {
  return {
    /** Who calls: a number with its country, or a SIP address. */
    From: address(),
    /** Who is called: a number with its country, or a SIP address. */
    To: address(),
    /** Whether the call goes on while it is found out who answered. Default: false. */
    AsyncAmd: flag(),
    /** Where to tell who answered. */
    AsyncAmdStatusCallback: text(),
    /** How. Default: the application's, else POST. */
    AsyncAmdStatusCallbackMethod: httpMethod(),
    /** How well a machine is told. Default: `Regular`. */
    DetectionMode: v.optional(v.picklist(['Premium', 'Regular', 'PremiumCallScreening'])),
    /** Whether to tell a machine, at once or when its greeting has ended. Default: `Disable`. */
    MachineDetection: v.optional(v.picklist(['Enable', 'Disable', 'DetectMessageEnd'])),
    /** How long the prompt of a call screener may be, in milliseconds, 1000 to 120000. */
    MachineDetectionPromptEndTimeout: whole(1000, 120_000),
    /** Silence that ends the recording, in seconds; 0 for none. Default: 0. */
    RecordingTimeout: whole(0, Number.MAX_SAFE_INTEGER),
    /** Whether callbacks carry the address of the recording. Default: true. */
    SendRecordingUrl: flag(),
    /** Where the call enters SIP. Default: `US`. */
    SipRegion: v.optional(v.picklist(['US', 'Europe', 'Canada', 'Australia', 'Middle East'])),
  }
}
