import * as v from 'valibot'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { told } from '../schema/texml.ts'

/** A call as it is kept, for 30 days after its end. */
export interface Call extends v.InferOutput<typeof Call> {}
export const Call = model({
  /** Identifies the call (`v3:…`). */
  sid: v.string(),
  /** Whose it is. */
  account_sid: told(),
  /** How it stands. A call that was just placed answers `queued` or `initiated`, and is listed once it rings. */
  status: nullish(
    openEnum(['ringing', 'in-progress', 'canceled', 'completed', 'failed', 'busy', 'no-answer']),
  ),
  /** Who placed it: you (`outbound`) or they (`inbound`). */
  direction: nullish(openEnum(['inbound', 'outbound'])),
  /** Who calls. */
  from: told(),
  /** The same, for people to read. */
  from_formatted: told(),
  /** Who is called. */
  to: told(),
  /** The same, for people to read. */
  to_formatted: told(),
  /** The name that was shown. */
  caller_name: told(),
  /** Who answered, where it was looked for. */
  answered_by: nullish(openEnum(['human', 'machine', 'not_sure'])),
  /** How long it lasted, in seconds, as a text. */
  duration: told(),
  /** When it was answered (RFC 2822). */
  start_time: told(),
  /** When it ended (RFC 2822). */
  end_time: told(),
  /** When it was placed (RFC 2822). */
  date_created: told(),
  /** When it last changed (RFC 2822). */
  date_updated: told(),
  /** What it cost, where the application asks for it. */
  price: told(),
  /** In which currency. */
  price_unit: told(),
  /** Its address at the API. */
  uri: told(),
})

/** What the API answers to a call that it took. */
export interface PlacedCall extends v.InferOutput<typeof PlacedCall> {}
export const PlacedCall = model({
  /** Identifies the call; not described for `calls.create`, whose answers have it nevertheless as a rule. */
  call_sid: told(),
  /** Who calls. */
  from: told(),
  /** Who is called. */
  to: told(),
  /** `queued`. */
  status: told(),
})
