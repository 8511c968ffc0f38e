import * as v from 'valibot'
import { bool, defaultTo, integer, keys, list, method, oneOf, text, url } from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'
import { actionEntries } from './shared-attributes.ts'

/** Attributes of {@link record}. */
export interface RecordAttributes extends v.InferInput<typeof RecordAttributes> {}
export const RecordAttributes = v.strictObject({
  ...actionEntries(),
  /** Keys that end the recording; an empty text for none. Default: every key. */
  finishOnKey: defaultTo(keys(), '1234567890*#'),
  /** Seconds of silence after speech that end the recording. Default: 0, never. */
  timeout: defaultTo(integer(0), 0),
  /** Maximum length in seconds, up to 14,400; 0 for no limit. Default: 3600. */
  maxLength: defaultTo(integer(0, 14_400), 3600),
  /** Whether a beep announces the recording. Default: true. */
  playBeep: defaultTo(bool(), true),
  /** Whether silence is cut from beginning and end. */
  trim: oneOf(['trim-silence']),
  /** Channels of the recording. Default: `dual`. */
  channels: defaultTo(oneOf(['single', 'dual']), 'dual'),
  /** Format of the file. Default: `mp3`. */
  format: defaultTo(oneOf(['mp3', 'wav']), 'mp3'),
  /** URL that the states of the recording are reported to. */
  recordingStatusCallback: url(),
  /** Method of the requests to `recordingStatusCallback`. Default: POST. */
  recordingStatusCallbackMethod: defaultTo(method(), 'POST'),
  /** States to report. Default: `completed`. */
  recordingStatusCallbackEvent: defaultTo(list(oneOf(['in-progress', 'completed'])), ['completed']),
  /** Whether the recording is transcribed. Default: false. */
  transcription: defaultTo(bool(), false),
  /** URL that gets the transcript. */
  transcriptionCallback: url(),
  /** Service that transcribes: `A` is Google, `B` is Telnyx. Default: `A`. */
  transcriptionEngine: defaultTo(oneOf(['A', 'B', 'Deepgram', 'deepgram']), 'A'),
  /** Model of the service. */
  transcriptionModel: text(),
  /** Language of the speech (BCP 47). Default: `en-US`. */
  transcriptionLanguage: defaultTo(text(), 'en-US'),
})

/**
 * Records the caller, for instance as voicemail.
 *
 * `action` is requested when the recording ends. Without it the next verb runs.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/record
 * @example
 * ```ts
 * import { record } from '@greenroom/core/texml/document'
 *
 * record({ action: '/saved', maxLength: 120, finishOnKey: '#' })
 * ```
 */
export const record: Verb<'Record', typeof RecordAttributes> = verb({
  id: 'Record',
  attributes: RecordAttributes,
  requests: {
    action: { kind: 'record', method: 'method' },
    recordingStatusCallback: {
      kind: 'callback',
      method: 'recordingStatusCallbackMethod',
      events: 'recordingStatusCallbackEvent',
    },
    transcriptionCallback: { kind: 'callback' },
  },
  rules: [
    ({ attributes: { transcription, transcriptionCallback } }) =>
      transcription && transcriptionCallback === undefined
        ? 'transcriptionCallback, which transcription needs'
        : undefined,
  ],
  advice: [
    ({ attributes: { action, recordingStatusCallback, transcriptionCallback } }) =>
      (action ?? recordingStatusCallback ?? transcriptionCallback) === undefined
        ? 'Without action or recordingStatusCallback, the app does not get the recording.'
        : undefined,
    ({ attributes: { transcription, transcriptionCallback } }) =>
      !transcription && transcriptionCallback !== undefined
        ? 'Without transcription="true", nothing is sent to transcriptionCallback.'
        : undefined,
  ],
})
