import * as v from 'valibot'
import { nullish } from './model.ts'

/** Input fields of what sends events of its own: a room, a composition. */
// @__NO_SIDE_EFFECTS__
export function webhookInput() {
  return {
    /** Where to send its events: an address with its scheme. */
    webhook_event_url: v.optional(v.pipe(v.string(), v.url())),
    /** Where to send them when that fails: an address with its scheme, or `''` for nowhere. Default: `''`. */
    webhook_event_failover_url: v.optional(v.union([v.literal(''), v.pipe(v.string(), v.url())])),
    /** How long a webhook may take to answer, in seconds, 0 to 30; null for the API's own limit. Default: null. */
    webhook_timeout_secs: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30))),
  }
}

/** What the API answers of them. */
// @__NO_SIDE_EFFECTS__
export function webhookModel() {
  return {
    /** Where its events are sent. */
    webhook_event_url: nullish(v.string()),
    /** Where they are sent when that fails. */
    webhook_event_failover_url: nullish(v.string()),
    /** How long a webhook may take to answer, in seconds. */
    webhook_timeout_secs: nullish(v.number()),
  }
}
