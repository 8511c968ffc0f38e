import * as v from 'valibot'
import {
  bool,
  defaultTo,
  integer,
  keys,
  list,
  matching,
  method,
  oneOf,
  orNumber,
  text,
  url,
} from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'
import { recognitionEntries, transcriptionEngines } from './shared-attributes.ts'

/** Attributes of {@link gather}. */
export interface GatherAttributes extends v.InferInput<typeof GatherAttributes> {}
export const GatherAttributes = v.strictObject({
  /**
   * URL that gets the result and responds with the next document. Its method is that of the application.
   * Default: the next verb runs.
   */
  action: url(),
  /** What is collected. Default: keys. */
  input: defaultTo(list(oneOf(['dtmf', 'speech'])), ['dtmf']),
  /** Seconds to wait for the next key, 1 to 120, from the end of the prompts. Default: 5. */
  timeout: defaultTo(integer(1, 120), 5),
  /** Number of keys after which the input ends, 1 to 128. */
  numDigits: integer(1, 128),
  /** Least number of keys, 1 to 128. Default: 1. */
  minDigits: defaultTo(integer(1, 128), 1),
  /** Number of keys after which the input ends, 1 to 128. Default: 128. */
  maxDigits: defaultTo(integer(1, 128), 128),
  /** Keys that end the input; an empty text for none. Default: `#`. */
  finishOnKey: defaultTo(keys(), '#'),
  /** Keys that are allowed. Default: all. */
  validDigits: matching(/^[0-9*#]+$/, 'keys out of 0123456789*#'),
  /** URL that gets the keys if one is not allowed, and responds with the next document. */
  invalidDigitsAction: url(),
  /** Seconds of silence that end speech, or `auto`. */
  speechTimeout: orNumber(matching(/^(\d+|auto)$/, 'an integer, or auto')),
  /** URL that gets parts of the recognized speech. */
  partialResultCallback: url(),
  /** Method of the requests to `partialResultCallback`. Default: POST. */
  partialResultCallbackMethod: method(),
  /** Language of the speech (BCP 47). Default: `en-US`. */
  language: defaultTo(text(), 'en-US'),
  /** Service that recognizes the speech. */
  transcriptionEngine: oneOf(transcriptionEngines()),
  ...recognitionEntries(),
  /** Whether vulgar words are replaced. */
  profanityFilter: bool(),
  /** Whether an enhanced model is used. */
  useEnhanced: bool(),
})

/**
 * Collects keys, speech or both, while its prompts are spoken.
 *
 * With input, `action` is requested, and its response replaces the document. Without input, or without
 * `action`, the next verb runs.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/gather
 * @example
 * ```ts
 * import { gather, say } from '@greenroom/core/texml/document'
 *
 * gather({ action: '/menu', numDigits: 1 }, say('Press 1 for sales, 2 for support.'))
 * ```
 */
export const gather: Verb<'Gather', typeof GatherAttributes, 'Say' | 'Play'> = verb({
  id: 'Gather',
  attributes: GatherAttributes,
  children: ['Say', 'Play'],
  requests: {
    action: { kind: 'gather', method: '#application' },
    invalidDigitsAction: { kind: 'gather', method: '#application' },
    partialResultCallback: { kind: 'callback', method: 'partialResultCallbackMethod' },
  },
  rules: [
    ({ attributes: { minDigits, maxDigits } }) =>
      minDigits > maxDigits ? 'minDigits of at most maxDigits' : undefined,
    ({ attributes: { transcriptionEngine, region } }) =>
      transcriptionEngine === 'Azure' && region === undefined ? 'region, which Azure needs' : undefined,
  ],
  advice: [
    ({ attributes: { action } }) =>
      action === undefined ? 'Without action, what is collected is lost.' : undefined,
  ],
})
