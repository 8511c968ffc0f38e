import * as v from 'valibot'
import { defaultTo, oneOf } from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'
import { recordingCallbackEntries } from './shared-attributes.ts'

/** Attributes of {@link recording}. */
export interface RecordingAttributes extends v.InferInput<typeof RecordingAttributes> {}
export const RecordingAttributes = v.strictObject({
  ...recordingCallbackEntries(),
  /** Channels of the recording. Default: `dual`. */
  channels: defaultTo(oneOf(['mono', 'single', 'dual']), 'dual'),
  /** Which side is recorded. Default: `both`. */
  track: defaultTo(oneOf(['inbound', 'outbound', 'both']), 'both'),
  /** Whether silence is cut from beginning and end. */
  trim: oneOf(['trim-silence']),
  /** Format of the file. Default: `mp3`. */
  format: defaultTo(oneOf(['mp3', 'wav']), 'mp3'),
})

/**
 * A recording of the call while its document runs, for `start`. It ends with the call, or by the REST API.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/recording
 */
export const recording: Verb<'Recording', typeof RecordingAttributes> = verb({
  id: 'Recording',
  attributes: RecordingAttributes,
  requests: {
    recordingStatusCallback: {
      kind: 'callback',
      method: 'recordingStatusCallbackMethod',
      events: 'recordingStatusCallbackEvent',
    },
  },
})
