import * as v from 'valibot'
import { decimal, defaultTo, integer, oneOf, text } from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'
import { type SsmlId, ssmlIds } from './ssml.ts'

/** Attributes of {@link say}. */
export interface SayAttributes extends v.InferInput<typeof SayAttributes> {}
export const SayAttributes = v.strictObject({
  /** Voice: `man`, `woman`, `alice`, or that of a provider, such as `Polly.Joanna`. Default: `man`. */
  voice: defaultTo(text(), 'man'),
  /** Language of the voice `alice` (BCP 47). */
  language: text(),
  /** How often the text is spoken, up to 10 times. 0 repeats it until the call ends. Default: 1. */
  loop: defaultTo(integer(0, 10), 1),
  /** Gender of a voice of Azure. */
  gender: oneOf(['Male', 'Female']),
  /** Sound effect of a voice of Azure. */
  effect: oneOf(['eq_telecomhp8k', 'eq_car']),
  /** Speed of the voice, 0.1 to 2. Default: 1. */
  voiceSpeed: defaultTo(decimal(0.1, 2), 1),
  /** Secret with the key of the voice's provider. */
  api_key_ref: text(),
  /** Region of a voice of Azure with its own key. */
  region: text(),
  /** Id of a dictionary of pronunciations. */
  pronunciationDictId: text(),
  /** Language that a voice of Qwen3TTS prefers, by its name or its code. */
  languageBoost: oneOf([
    ...(['Auto', 'English', 'German', 'Chinese', 'French', 'Italian', 'Japanese', 'Korean'] as const),
    ...(['Portuguese', 'Russian', 'Spanish'] as const),
    ...(['en', 'de', 'zh', 'fr', 'it', 'ja', 'ko', 'pt', 'ru', 'es'] as const),
  ]),
})

/**
 * Speaks a text, in which {@link ssml} elements may change how it sounds.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/say
 * @example
 * ```ts
 * import { say, ssml } from '@greenroom/core/texml/document'
 *
 * say({ voice: 'Polly.Joanna' }, 'Your code is ', ssml('say-as', { 'interpret-as': 'digits' }, '1234'))
 * ```
 */
export const say: Verb<'Say', typeof SayAttributes, SsmlId, true> = verb({
  id: 'Say',
  attributes: SayAttributes,
  children: ssmlIds,
  text: v.string(),
  rules: [
    ({ attributes: { voice, api_key_ref } }) =>
      voice.startsWith('ElevenLabs.') && api_key_ref === undefined
        ? 'api_key_ref, which voices of ElevenLabs need'
        : undefined,
    ({ attributes: { voice, api_key_ref, region } }) =>
      voice.startsWith('Azure.') && api_key_ref !== undefined && region === undefined
        ? 'region, which voices of Azure with api_key_ref need'
        : undefined,
  ],
})
