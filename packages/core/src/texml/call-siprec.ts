/**
 * SIPREC sessions, which send a copy of a phone call's media to a recorder.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { callbackUrl, flag, httpMethod, optionalString, sid, text } from '../schema/texml.ts'
import { ofCall } from '../schema/texml-fields.ts'

/** A SIPREC session. The response to an update lacks the track and all times except the last change. */
export interface SiprecSession extends v.InferOutput<typeof SiprecSession> {}
export const SiprecSession = model({
  /** Session SID. */
  sid: v.string(),
  /** Account SID. */
  account_sid: optionalString(),
  /** SID of the phone call. */
  call_sid: optionalString(),
  /** Status. */
  status: nullish(openEnum(['in-progress', 'stopped'])),
  /** Side of the phone call. */
  track: nullish(openEnum(['both_tracks', 'inbound_track', 'outbound_track'])),
  /** Error code, if an error occurred. */
  error_code: optionalString(),
  /** Start time (RFC 2822). */
  start_time: optionalString(),
  /** Creation time (RFC 2822). */
  date_created: optionalString(),
  /** Time of the last change (RFC 2822). */
  date_updated: optionalString(),
  /** URI of this resource, relative to the API. */
  uri: optionalString(),
})

/** Input of {@link start}. */
export interface StartInput extends v.InferInput<typeof StartInput> {}
export const StartInput = v.strictObject(
  entries(ofCall(), {
    /** Name of the SIPREC connector to send to. */
    ConnectorName: text(),
    /** Name of the session, unique within the phone call. */
    Name: text(),
    /** Side to copy. Default: `both_tracks`. */
    Track: v.optional(v.picklist(['both_tracks', 'inbound_track', 'outbound_track'])),
    /** Whether custom headers are sent as recording metadata instead of SIP headers. */
    IncludeMetadataCustomHeaders: flag(),
    /** Whether to encrypt the session with SRTP and TLS. */
    Secure: flag(),
    /** Session timeout in seconds: at least 90, or 0 for no timeout. Default: 1800. */
    SessionTimeoutSecs: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.check((secs) => secs === 0 || secs >= 90, '0, or 90 at least'),
      ),
    ),
    /** SIP transport. Default: `udp`. */
    SipTransport: v.optional(v.picklist(['udp', 'tcp', 'tls'])),
    /** URL for callbacks. */
    StatusCallback: callbackUrl(),
    /** HTTP method used for `StatusCallback`. */
    StatusCallbackMethod: httpMethod(),
  }),
)

/** Starts a SIPREC session of a phone call. */
export const start: Endpoint<StartInput, SiprecSession, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}/Siprec.json',
  input: StartInput,
  output: SiprecSession,
  encoding: 'form',
})

/** Input of {@link update}. */
export interface UpdateInput extends v.InferInput<typeof UpdateInput> {}
export const UpdateInput = v.strictObject(
  entries(ofCall(), {
    /** Session SID. */
    siprec_sid: sid(),
    /** `stopped` ends the session. No other value exists. */
    Status: v.optional(v.picklist(['stopped'])),
  }),
)

/** Ends a SIPREC session. */
export const update: Endpoint<UpdateInput, SiprecSession, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}/Siprec/{siprec_sid}.json',
  input: UpdateInput,
  output: SiprecSession,
  encoding: 'form',
})
