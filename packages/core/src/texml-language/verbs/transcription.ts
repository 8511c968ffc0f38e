import * as v from 'valibot'
import { bool, defaultTo, method, oneOf, text, url } from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'
import { recognitionEntries, transcriptionEngines } from './shared-attributes.ts'

/** Attributes of {@link transcription}. */
export interface TranscriptionAttributes extends v.InferInput<typeof TranscriptionAttributes> {}
export const TranscriptionAttributes = v.strictObject({
  /** Language of the speech. Default: `en`. */
  language: defaultTo(text(), 'en'),
  /** Whether Google's preliminary results are reported. Default: false. */
  interimResults: defaultTo(bool(), false),
  /** Service that recognizes the speech: `A` is Google, `B` is Telnyx. Default: `Google`. */
  transcriptionEngine: defaultTo(oneOf([...transcriptionEngines(), 'A', 'B']), 'Google'),
  /** Which side is transcribed; `inbound` is that of this call. Default: `inbound`. */
  transcriptionTracks: defaultTo(oneOf(['inbound', 'outbound', 'both']), 'inbound'),
  /** URL that gets the transcripts. */
  transcriptionCallback: url(),
  /** Method of the requests to `transcriptionCallback`. Default: POST. */
  transcriptionCallbackMethod: defaultTo(method(), 'POST'),
  ...recognitionEntries(),
})

/**
 * A live transcript of the call, for `start` and, without attributes, for `stop`.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/transcription
 */
export const transcription: Verb<'Transcription', typeof TranscriptionAttributes> = verb({
  id: 'Transcription',
  attributes: TranscriptionAttributes,
  requests: { transcriptionCallback: { kind: 'callback', method: 'transcriptionCallbackMethod' } },
  rules: [
    ({ attributes: { transcriptionEngine, region } }) =>
      transcriptionEngine === 'Azure' && region === undefined ? 'region, which Azure needs' : undefined,
  ],
})
