import * as v from 'valibot'
import { bool, defaultTo, filled, integer, list, method, oneOf, required, text, url } from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'
import { recordingCallbackEntries, statusCallbackEntries } from './shared-attributes.ts'

/** Attributes of {@link conference}. */
export interface ConferenceAttributes extends v.InferInput<typeof ConferenceAttributes> {}
export const ConferenceAttributes = v.strictObject({
  /** Whether the participant joins muted. Default: false. */
  muted: defaultTo(bool(), false),
  /** Whether the conference starts when the participant joins. Otherwise they wait. Default: true. */
  startConferenceOnEnter: defaultTo(bool(), true),
  /** Whether the conference ends for all when the participant leaves. Default: false. */
  endConferenceOnExit: defaultTo(bool(), false),
  /** Maximum number of participants, 2 to 250. Default: 250. */
  maxParticipants: defaultTo(integer(2, 250), 250),
  /** When the others hear a beep. Default: `true`, on joining and leaving. */
  beep: defaultTo(oneOf(['true', 'false', 'onEnter', 'onExit']), 'true'),
  /** Name of the participant in requests. */
  participantLabel: text(),
  /** Whether the conference is recorded. Default: `do-not-record`. */
  record: defaultTo(oneOf(['do-not-record', 'record-from-start']), 'do-not-record'),
  /** Whether a beep announces the recording. Default: true. */
  recordBeep: defaultTo(bool(), true),
  ...recordingCallbackEntries(),
  /** Seconds of silence that end the recording, up to 14,400. Default: 0, never. */
  recordingTimeout: defaultTo(integer(0, 14_400), 0),
  /** Whether silence is cut from the recording. Default: `do-not-trim`. */
  trim: defaultTo(oneOf(['trim-silence', 'do-not-trim']), 'do-not-trim'),
  /** Whether requests about the recording contain its URL. Default: true. */
  sendRecordingUrl: defaultTo(bool(), true),
  ...statusCallbackEntries(),
  /** Events of the conference to report. */
  statusCallbackEvent: list(oneOf(['start', 'end', 'join', 'leave', 'speaker'])),
  /** URL of a sound or a document for participants who wait. */
  waitUrl: url(),
  /** Method of the request to `waitUrl`. Default: POST. */
  waitMethod: defaultTo(method(), 'POST'),
})

/**
 * A conference for `dial` to join, by its name. It is created if it does not exist.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/conference
 * @example
 * ```ts
 * import { conference, dial } from '@greenroom/core/texml/document'
 *
 * dial(conference({ startConferenceOnEnter: false, waitUrl: '/wait' }, 'standup'))
 * ```
 */
export const conference: Verb<'Conference', typeof ConferenceAttributes, never, true> = verb({
  id: 'Conference',
  attributes: ConferenceAttributes,
  text: required(filled()),
  requests: {
    waitUrl: { kind: 'document', method: 'waitMethod' },
    statusCallback: { kind: 'callback', method: 'statusCallbackMethod', events: 'statusCallbackEvent' },
    recordingStatusCallback: {
      kind: 'callback',
      method: 'recordingStatusCallbackMethod',
      events: 'recordingStatusCallbackEvent',
    },
  },
  advice: [
    ({ attributes: { statusCallback, statusCallbackEvent } }) =>
      statusCallback !== undefined && statusCallbackEvent === undefined
        ? 'Without statusCallbackEvent, nothing is sent to statusCallback.'
        : undefined,
  ],
})
