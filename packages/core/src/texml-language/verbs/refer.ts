import * as v from 'valibot'
import { type Verb, verb } from '../verb.ts'
import { actionEntries } from './shared-attributes.ts'

/** Attributes of {@link refer}. */
export interface ReferAttributes extends v.InferInput<typeof ReferAttributes> {}
export const ReferAttributes = v.strictObject({ ...actionEntries() })

/**
 * Hands the call over to another phone system (SIP REFER).
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/refer
 * @example
 * ```ts
 * import { refer, sip } from '@greenroom/core/texml/document'
 *
 * refer({ action: '/referred' }, sip('sip:desk@example.com'))
 * ```
 */
export const refer: Verb<'Refer', typeof ReferAttributes, 'Sip'> = verb({
  id: 'Refer',
  attributes: ReferAttributes,
  children: ['Sip'],
  requests: { action: { kind: 'refer', method: 'method' } },
  rules: [
    ({ children }) => (children.length === 1 ? undefined : 'one <Sip>'),
    ({ children }) =>
      children.some(({ attributes }) => Object.keys(attributes).length > 0)
        ? '<Sip> without attributes, which <Refer> ignores'
        : undefined,
  ],
})
