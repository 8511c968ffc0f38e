import * as v from 'valibot'
import { bool, defaultTo, filled, integer, matching, oneOf, required, text, url } from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'
import {
  actionEntries,
  calleeEntries,
  recordingCallbackEntries,
  ringTone,
  tones,
} from './shared-attributes.ts'

/** Attributes of {@link dial}. */
export interface DialAttributes extends v.InferInput<typeof DialAttributes> {}
export const DialAttributes = v.strictObject({
  ...actionEntries(),
  /** Number (E.164) or SIP address that the called party sees. Default: the number of the caller. */
  callerId: text(),
  /** Name that the called party sees: up to 128 letters, digits, spaces and `- _ ~ ! . +`. */
  fromDisplayName: matching(/^[\p{L}\p{N} _~!.+-]{1,128}$/u, 'up to 128 letters, digits, spaces and -_~!.+'),
  /** Seconds to let it ring, 5 to 120. Default: 30. */
  timeout: defaultTo(integer(5, 120), 30),
  /** Maximum length of the dialed call in seconds, 60 to 14,400. Default: 14,400. */
  timeLimit: defaultTo(integer(60, 14_400), 14_400),
  /** Whether the caller ends the dialed call with `*`. Not for conferences. Default: false. */
  hangupOnStar: defaultTo(bool(), false),
  /** Whether the incoming call is answered only when the dialed one is. Default: false. */
  answerOnBridge: defaultTo(bool(), false),
  /** Whether targets are called one after the other instead of at once. Default: false. */
  sequential: defaultTo(bool(), false),
  /** Country of the ringback tone that the caller hears. Default: `us`. */
  ringTone: defaultTo(ringTone(), 'us'),
  /** URL of a sound that the caller hears instead of the ringback tone. */
  audioUrl: url(),
  /** Whether the SIP header `Diversion` is passed on. Default: false. */
  passDiversionHeader: defaultTo(bool(), false),
  /** Whether and from when the call is recorded. Not for conferences. Default: `do-not-record`. */
  record: defaultTo(
    oneOf([
      'do-not-record',
      'record-from-answer',
      'record-from-ringing',
      'record-from-answer-dual',
      'record-from-ringing-dual',
    ]),
    'do-not-record',
  ),
  /** Channels of the recording. Default: `single`. */
  recordingChannels: defaultTo(oneOf(['single', 'dual']), 'single'),
  /** Maximum length of the recording in seconds, up to 14,400. Default: 0, no limit. */
  recordMaxLength: defaultTo(integer(0, 14_400), 0),
  ...recordingCallbackEntries(),
  /** Whether requests about the recording contain its URL. Default: true. */
  sendRecordingUrl: defaultTo(bool(), true),
  /** Milliseconds of speech that mean an answering machine. */
  machineDetectionSpeechThreshold: integer(0),
  /** Milliseconds of silence that end the speech of a person. */
  machineDetectionSpeechEndThreshold: integer(0),
  /** Milliseconds of silence after which the detection ends. */
  machineDetectionSilenceTimeout: integer(0),
})

/** Verbs of what {@link dial} can call. */
export type DialTarget = 'Number' | 'Sip' | 'Queue' | 'Conference'

/**
 * Calls numbers, SIP addresses, a conference or the first caller of a queue, and connects the caller with who
 * answers first.
 *
 * `action` is requested when the dialed call ends, answered or not. Without it the next verb runs.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/dial
 * @example
 * ```ts
 * import { dial, number } from '@greenroom/core/texml/document'
 *
 * dial({ action: '/ended', timeout: 20 }, number('+13125550001'), number('+13125550002'))
 * ```
 */
export const dial: Verb<'Dial', typeof DialAttributes, DialTarget, true> = verb({
  id: 'Dial',
  ends: 'with-action',
  attributes: DialAttributes,
  children: ['Number', 'Sip', 'Queue', 'Conference'],
  text: v.string(),
  requests: {
    action: { kind: 'dial', method: 'method' },
    audioUrl: { kind: 'media' },
    recordingStatusCallback: {
      kind: 'callback',
      method: 'recordingStatusCallbackMethod',
      events: 'recordingStatusCallbackEvent',
    },
  },
  rules: [
    ({ children, text }) =>
      children.length === 0 && text.trim() === ''
        ? 'a number, or <Number>, <Sip>, <Queue> or <Conference>'
        : undefined,
    ({ children, text }) =>
      children.length > 0 && text.trim() !== '' ? 'either a number as text or elements' : undefined,
    ({ children }) =>
      children.length > 1 && children.some(({ id }) => id === 'Queue' || id === 'Conference')
        ? '<Queue> or <Conference> without other elements'
        : undefined,
    ({ attributes: { record }, children }) =>
      record !== 'do-not-record' && children.some(({ id }) => id === 'Conference')
        ? 'record on <Conference>, not on <Dial>'
        : undefined,
    ({ attributes: { hangupOnStar }, children }) =>
      hangupOnStar && children.some(({ id }) => id === 'Conference')
        ? 'no hangupOnStar, which does not work with <Conference>'
        : undefined,
  ],
  advice: [
    ({ attributes: { audioUrl, ringTone } }) =>
      audioUrl !== undefined && ringTone !== 'us' ? 'ringTone has no effect beside audioUrl.' : undefined,
    ({ attributes: { sequential }, children }) =>
      sequential && children.length < 2 ? 'sequential has no effect with one target.' : undefined,
  ],
})

/** Attributes of {@link number}. */
export interface NumberAttributes extends v.InferInput<typeof NumberAttributes> {}
export const NumberAttributes = v.strictObject({
  ...calleeEntries(),
  /** Keys to send as tones after the answer; `w` is a pause of half a second. */
  sendDigits: tones(),
  /** Whether the voice of the called party is checked for a synthetic one. */
  deepfakeDetection: oneOf(['Enable']),
  /** URL that the result of `deepfakeDetection` is reported to. */
  deepfakeDetectionCallbackUrl: url(),
})

/**
 * A phone number, in E.164 form, for `dial` to call.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/number
 */
export const number: Verb<'Number', typeof NumberAttributes, never, true> = verb({
  id: 'Number',
  attributes: NumberAttributes,
  text: required(filled()),
  requests: {
    url: { kind: 'document', method: 'method' },
    statusCallback: { kind: 'callback', method: 'statusCallbackMethod', events: 'statusCallbackEvent' },
    amdStatusCallback: { kind: 'callback' },
    deepfakeDetectionCallbackUrl: { kind: 'callback' },
  },
})

/** Attributes of {@link sip}. */
export interface SipAttributes extends v.InferInput<typeof SipAttributes> {}
export const SipAttributes = v.strictObject({
  ...calleeEntries(),
  /** User name for the SIP server. */
  username: text(),
  /** Password for the SIP server. */
  password: text(),
})

/**
 * A SIP address, such as `sip:user@example.com`, for `dial` to call or for `refer` to hand the call to.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/sip
 */
export const sip: Verb<'Sip', typeof SipAttributes, never, true> = verb({
  id: 'Sip',
  attributes: SipAttributes,
  text: required(filled()),
  requests: {
    url: { kind: 'document', method: 'method' },
    statusCallback: { kind: 'callback', method: 'statusCallbackMethod', events: 'statusCallbackEvent' },
    amdStatusCallback: { kind: 'callback' },
  },
})
