import * as v from 'valibot'
import { decimal, defaultTo, integer, oneOf, text } from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'

/** Attributes of {@link suppression}. */
export interface SuppressionAttributes extends v.InferInput<typeof SuppressionAttributes> {}
export const SuppressionAttributes = v.strictObject({
  /** Which side is cleaned. Default: `inbound`. */
  direction: defaultTo(oneOf(['inbound', 'outbound', 'both']), 'inbound'),
  /** Engine that removes the noise. Default: `Denoiser`. */
  noiseSuppressionEngine: defaultTo(oneOf(['Denoiser', 'DeepFilterNet', 'Krisp', 'AiCoustics']), 'Denoiser'),
  /** Model of Krisp. */
  model: text(),
  /** Strength of Krisp, 0 to 100. */
  suppressionLevel: integer(0, 100),
  /** Family of models of AiCoustics. Its default: `sparrow`. */
  family: oneOf(['sparrow', 'quail']),
  /** Size of the model of AiCoustics; `vf` exists for `quail`. Its default: `s`. */
  size: oneOf(['s', 'l', 'vf']),
  /** Strength of AiCoustics, 0 to 1. Its default: 0.8. */
  enhancementLevel: decimal(0, 1),
})

/**
 * Noise suppression, for `start` and, without attributes, for `stop`.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/suppression
 */
export const suppression: Verb<'Suppression', typeof SuppressionAttributes> = verb({
  id: 'Suppression',
  attributes: SuppressionAttributes,
  rules: [
    ({ attributes: { noiseSuppressionEngine, model, suppressionLevel } }) =>
      noiseSuppressionEngine !== 'Krisp' && (model !== undefined || suppressionLevel !== undefined)
        ? 'noiseSuppressionEngine="Krisp", which model and suppressionLevel need'
        : undefined,
    ({ attributes: { noiseSuppressionEngine, family, size, enhancementLevel } }) =>
      noiseSuppressionEngine !== 'AiCoustics' &&
      (family !== undefined || size !== undefined || enhancementLevel !== undefined)
        ? 'noiseSuppressionEngine="AiCoustics", which family, size and enhancementLevel need'
        : undefined,
    ({ attributes: { family, size } }) =>
      size === 'vf' && family !== 'quail' ? 'family="quail", which size="vf" needs' : undefined,
  ],
})
