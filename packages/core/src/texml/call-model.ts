import * as v from 'valibot'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { optionalString } from '../schema/texml.ts'

/** A call as it is kept, for 30 days after its end. */
export interface Call extends v.InferOutput<typeof Call> {}
export const Call = model({
  /** Identifies the call (`v3:…`). */
  sid: v.string(),
  /** Whose it is. */
  account_sid: optionalString(),
  /** How it stands. A call that was just placed answers `queued` or `initiated`, and is listed once it rings. */
  status: nullish(
    openEnum(['ringing', 'in-progress', 'canceled', 'completed', 'failed', 'busy', 'no-answer']),
  ),
  /** Who placed it: you (`outbound`) or they (`inbound`). */
  direction: nullish(openEnum(['inbound', 'outbound'])),
  /** Who calls. */
  from: optionalString(),
  /** The same, for people to read. */
  from_formatted: optionalString(),
  /** Who is called. */
  to: optionalString(),
  /** The same, for people to read. */
  to_formatted: optionalString(),
  /** The name that was shown. */
  caller_name: optionalString(),
  /** Who answered, where it was looked for. */
  answered_by: nullish(openEnum(['human', 'machine', 'not_sure'])),
  /** How long it lasted, in seconds, as a text. */
  duration: optionalString(),
  /** When it was answered (RFC 2822). */
  start_time: optionalString(),
  /** When it ended (RFC 2822). */
  end_time: optionalString(),
  /** When it was placed (RFC 2822). */
  date_created: optionalString(),
  /** When it last changed (RFC 2822). */
  date_updated: optionalString(),
  /** What it cost, where the application asks for it. */
  price: optionalString(),
  /** In which currency. */
  price_unit: optionalString(),
  /** Its address at the API. */
  uri: optionalString(),
})

/** What the API answers to a call that it took. */
export interface PlacedCall extends v.InferOutput<typeof PlacedCall> {}
export const PlacedCall = model({
  /** Identifies the call; not described for `calls.create`, whose answers have it nevertheless as a rule. */
  call_sid: optionalString(),
  /** Who calls. */
  from: optionalString(),
  /** Who is called. */
  to: optionalString(),
  /** `queued`. */
  status: optionalString(),
})
