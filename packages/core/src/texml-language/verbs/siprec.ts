import * as v from 'valibot'
import { bool, defaultTo, numberWith, oneOf, required, text } from '../attributes.ts'
import type { TexmlElement } from '../element.ts'
import { type Verb, verb } from '../verb.ts'
import { statusCallbackEntries } from './shared-attributes.ts'

/** Attributes of {@link siprec} in `start`. */
export interface SiprecAttributes extends v.InferInput<typeof SiprecAttributes> {}
export const SiprecAttributes = v.strictObject({
  /** Name of the connector to the recording system. */
  connectorName: required(text()),
  ...statusCallbackEntries(),
  /** Which side is recorded. Default: `both_tracks`. */
  track: defaultTo(oneOf(['inbound_track', 'outbound_track', 'both_tracks']), 'both_tracks'),
  /** Name by which `stop` ends the session. */
  name: text(),
  /** Whether custom SIP headers become part of the metadata. Default: false. */
  includeMetadataCustomHeaders: defaultTo(bool(), false),
  /** Whether the session is encrypted (port 5061). Default: false. */
  secure: defaultTo(bool(), false),
  /** Seconds after which the session is refreshed: 90 to 14,440, or 0 for never. Default: 1800. */
  sessionTimeoutSecs: defaultTo(
    numberWith(
      (value) => value === 0 || (Number.isInteger(value) && value >= 90 && value <= 14_440),
      '0, or an integer from 90 to 14440',
    ),
    1800,
  ),
})

/** SIPREC session of `start`. */
export const startedSiprec: Verb<'Siprec', typeof SiprecAttributes> = verb({
  id: 'Siprec',
  attributes: SiprecAttributes,
  requests: { statusCallback: { kind: 'callback', method: 'statusCallbackMethod' } },
})

/** Attributes of {@link siprec} in `stop`. */
export interface StopSiprecAttributes extends v.InferInput<typeof StopSiprecAttributes> {}
export const StopSiprecAttributes = v.strictObject({
  /** Name of the session. Default: the current one. */
  name: text(),
})

/** SIPREC session of `stop`. */
export const stoppedSiprec: Verb<'Stop.Siprec', typeof StopSiprecAttributes> = verb({
  id: 'Stop.Siprec',
  attributes: StopSiprecAttributes,
})

/**
 * A copy of the call for a recording system (SIPREC), for `start`.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/siprec
 * @example
 * ```ts
 * import { siprec, start, stop } from '@greenroom/core/texml/document'
 *
 * start(siprec({ connectorName: 'archive', name: 'call' }))
 * stop(siprec({ name: 'call' }))
 * ```
 */
export function siprec(attributes: SiprecAttributes): TexmlElement<'Siprec'>
/** A running session, for `stop`. */
export function siprec(attributes?: StopSiprecAttributes): TexmlElement<'Stop.Siprec'>
export function siprec(
  attributes: SiprecAttributes | StopSiprecAttributes = {},
): TexmlElement<'Siprec' | 'Stop.Siprec'> {
  return 'connectorName' in attributes ? startedSiprec(attributes) : stoppedSiprec(attributes)
}
