import * as v from 'valibot'
import { defaultTo, filled, integer, method, oneOf, required } from '../attributes.ts'
import { noAttributes, type Verb, verb } from '../verb.ts'

/**
 * Ends the call. Verbs after it do not run.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/hangup
 */
export const hangup: Verb<'Hangup', ReturnType<typeof noAttributes>> = verb({
  id: 'Hangup',
  ends: 'always',
  attributes: noAttributes(),
})

/** Attributes of {@link pause}. */
export interface PauseAttributes extends v.InferInput<typeof PauseAttributes> {}
export const PauseAttributes = v.strictObject({
  /** Length in seconds, 1 to 180. Default: 1. */
  length: defaultTo(integer(1, 180), 1),
})

/**
 * Waits in silence.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/pause
 */
export const pause: Verb<'Pause', typeof PauseAttributes> = verb({
  id: 'Pause',
  attributes: PauseAttributes,
})

/** Attributes of {@link redirect}. */
export interface RedirectAttributes extends v.InferInput<typeof RedirectAttributes> {}
export const RedirectAttributes = v.strictObject({
  /** Method of the request. Default: POST. */
  method: defaultTo(method(), 'POST'),
})

/**
 * Continues with the document at the URL in its text. Verbs after it do not run.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/redirect
 * @example
 * ```ts
 * import { redirect } from '@greenroom/core/texml/document'
 *
 * redirect('/menu')
 * ```
 */
export const redirect: Verb<'Redirect', typeof RedirectAttributes, never, true> = verb({
  id: 'Redirect',
  ends: 'always',
  attributes: RedirectAttributes,
  text: required(filled()),
  requests: { '#text': { kind: 'redirect', method: 'method' } },
})

/** Attributes of {@link reject}. */
export interface RejectAttributes extends v.InferInput<typeof RejectAttributes> {}
export const RejectAttributes = v.strictObject({
  /** What the caller gets: a number out of service, or a busy one. Default: `rejected`. */
  reason: defaultTo(oneOf(['rejected', 'busy']), 'rejected'),
})

/**
 * Refuses an incoming call without answering it, if it is the first verb. Later, it ends the call.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/reject
 */
export const reject: Verb<'Reject', typeof RejectAttributes> = verb({
  id: 'Reject',
  ends: 'always',
  attributes: RejectAttributes,
})
