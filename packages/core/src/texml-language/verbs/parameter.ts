import * as v from 'valibot'
import { filled, required } from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'

/** Attributes of {@link parameter}. */
export interface ParameterAttributes extends v.InferInput<typeof ParameterAttributes> {}
export const ParameterAttributes = v.strictObject({
  name: required(filled()),
  value: required(filled()),
})

/** A named value for `stream`, `conversationRelay` or `pay`. */
export const parameter: Verb<'Parameter', typeof ParameterAttributes> = verb({
  id: 'Parameter',
  attributes: ParameterAttributes,
})
