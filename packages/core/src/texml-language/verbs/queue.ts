import * as v from 'valibot'
import { defaultTo, filled, integer, method, required, url } from '../attributes.ts'
import { noAttributes, type Verb, verb } from '../verb.ts'
import { actionEntries } from './shared-attributes.ts'

/** Attributes of {@link enqueue}. */
export interface EnqueueAttributes extends v.InferInput<typeof EnqueueAttributes> {}
export const EnqueueAttributes = v.strictObject({
  ...actionEntries(),
  /** URL of a document that runs while the caller waits, again each time it ends. */
  waitUrl: url(),
  /** Method of the request to `waitUrl`. Default: POST. */
  waitUrlMethod: defaultTo(method(), 'POST'),
  /** Maximum wait in seconds. Default: 14,400. */
  maxWaitTimeSecs: defaultTo(integer(1), 14_400),
})

/**
 * Puts the caller into the queue that its text names. It is created if it does not exist.
 *
 * `action` is requested when the caller leaves the queue. Without it the next verb runs.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/enqueue
 * @example
 * ```ts
 * import { enqueue } from '@greenroom/core/texml/document'
 *
 * enqueue({ waitUrl: '/wait', action: '/left' }, 'support')
 * ```
 */
export const enqueue: Verb<'Enqueue', typeof EnqueueAttributes, never, true> = verb({
  id: 'Enqueue',
  ends: 'with-action',
  attributes: EnqueueAttributes,
  text: v.string(),
  requests: {
    action: { kind: 'enqueue', method: 'method' },
    waitUrl: { kind: 'document', method: 'waitUrlMethod' },
  },
  advice: [({ text }) => (text.trim() === '' ? 'Without a name, the default queue is used.' : undefined)],
})

/**
 * Takes the caller out of the queue, in the document of `waitUrl`. The call goes on with `action` of
 * `enqueue`, or with the verb after it.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/leave
 */
export const leave: Verb<'Leave', ReturnType<typeof noAttributes>> = verb({
  id: 'Leave',
  ends: 'always',
  attributes: noAttributes(),
})

/** Attributes of {@link queue}. */
export interface QueueAttributes extends v.InferInput<typeof QueueAttributes> {}
export const QueueAttributes = v.strictObject({
  /** URL of a document that runs for the waiting caller before both are connected. */
  url: url(),
  /** Method of the request to `url`. Default: POST. */
  method: defaultTo(method(), 'POST'),
})

/**
 * A queue, by its name, for `dial` to take the first waiting caller from.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/queue
 */
export const queue: Verb<'Queue', typeof QueueAttributes, never, true> = verb({
  id: 'Queue',
  attributes: QueueAttributes,
  text: required(filled()),
  requests: { url: { kind: 'document', method: 'method' } },
})
