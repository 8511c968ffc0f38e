import * as v from 'valibot'
import { model, nullish } from './model.ts'
import { openEnum } from './open-enum.ts'
import { optionalString } from './texml.ts'

/** A phone call. The API keeps it for 30 days after its end. */
export interface Call extends v.InferOutput<typeof Call> {}
export const Call = model({
  /** Call SID (`v3:…`). */
  sid: v.string(),
  /** Account SID. */
  account_sid: optionalString(),
  /** Status. A new phone call is `queued` or `initiated`, and is listed once it rings. */
  status: nullish(
    openEnum(['ringing', 'in-progress', 'canceled', 'completed', 'failed', 'busy', 'no-answer']),
  ),
  /** Direction: `inbound` or `outbound`. */
  direction: nullish(openEnum(['inbound', 'outbound'])),
  /** Caller. */
  from: optionalString(),
  /** The same, formatted for display. */
  from_formatted: optionalString(),
  /** Callee. */
  to: optionalString(),
  /** The same, formatted for display. */
  to_formatted: optionalString(),
  /** Displayed caller name. */
  caller_name: optionalString(),
  /** Result of answering machine detection, if it was enabled. */
  answered_by: nullish(openEnum(['human', 'machine', 'not_sure'])),
  /** Duration in seconds, as a string. */
  duration: optionalString(),
  /** Time at which the phone call was answered (RFC 2822). */
  start_time: optionalString(),
  /** End time (RFC 2822). */
  end_time: optionalString(),
  /** Creation time (RFC 2822). */
  date_created: optionalString(),
  /** Time of the last change (RFC 2822). */
  date_updated: optionalString(),
  /** Cost, if the application enables it. */
  price: optionalString(),
  /** Currency of the cost. */
  price_unit: optionalString(),
  /** URI of this resource, relative to the API. */
  uri: optionalString(),
})

/** The response to a phone call that the API accepted. */
export interface PlacedCall extends v.InferOutput<typeof PlacedCall> {}
export const PlacedCall = model({
  /** Call SID. The API usually returns it from `calls.create` too, although it is not documented there. */
  call_sid: optionalString(),
  /** Caller. */
  from: optionalString(),
  /** Callee. */
  to: optionalString(),
  /** `queued`. */
  status: optionalString(),
})
