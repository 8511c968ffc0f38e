import * as v from 'valibot'
import { nullish } from './model.ts'
import { refersTo } from './reference.ts'

/** Declares the webhook fields of an input. */
// @__NO_SIDE_EFFECTS__
export function webhookInput() {
  return {
    /** Absolute URL for webhook events. */
    webhook_event_url: v.optional(refersTo('callback', v.pipe(v.string(), v.url()))),
    /** Absolute URL for webhook events if `webhook_event_url` fails, or `''` for none. Default: `''`. */
    webhook_event_failover_url: v.optional(
      refersTo('callback', v.union([v.literal(''), v.pipe(v.string(), v.url())])),
    ),
    /** Time limit of a webhook response in seconds, 0 to 30. Null for the API's limit. Default: null. */
    webhook_timeout_secs: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30))),
  }
}

/** Declares the webhook fields of an output. */
// @__NO_SIDE_EFFECTS__
export function webhookModel() {
  return {
    /** URL for webhook events. */
    webhook_event_url: refersTo('callback', nullish(v.string())),
    /** URL for webhook events if `webhook_event_url` fails. */
    webhook_event_failover_url: refersTo('callback', nullish(v.string())),
    /** Time limit of a webhook response in seconds. */
    webhook_timeout_secs: nullish(v.number()),
  }
}
