/**
 * SIPREC sessions: a copy of a call's media, sent to a recorder of yours.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { flag, httpMethod, optionalString, text } from '../schema/texml.ts'
import { ofCall } from './fields.ts'

/** A SIPREC session. What an update answers has no track and no times but the last. */
export interface SiprecSession extends v.InferOutput<typeof SiprecSession> {}
export const SiprecSession = model({
  /** Identifies the session. */
  sid: v.string(),
  /** Whose it is. */
  account_sid: optionalString(),
  /** The call that is copied. */
  call_sid: optionalString(),
  /** How it stands. */
  status: nullish(openEnum(['in-progress', 'stopped'])),
  /** Whose side. */
  track: nullish(openEnum(['both_tracks', 'inbound_track', 'outbound_track'])),
  /** What went wrong, if something did. */
  error_code: optionalString(),
  /** When it began (RFC 2822). */
  start_time: optionalString(),
  /** When its record was made (RFC 2822). */
  date_created: optionalString(),
  /** When the record last changed (RFC 2822). */
  date_updated: optionalString(),
  /** Its address at the API. */
  uri: optionalString(),
})

/** Input of {@link start}. */
export interface StartInput extends v.InferInput<typeof StartInput> {}
export const StartInput = v.strictObject(
  entries(ofCall(), {
    /** The connector to send to, by its name. */
    ConnectorName: text(),
    /** A name for the session, unique in the call. */
    Name: text(),
    /** Whose side. Default: `both_tracks`. */
    Track: v.optional(v.picklist(['both_tracks', 'inbound_track', 'outbound_track'])),
    /** Whether custom headers go as metadata of the recording instead of headers of SIP. */
    IncludeMetadataCustomHeaders: flag(),
    /** Whether it is encrypted, by SRTP and TLS. */
    Secure: flag(),
    /** How long a session lives unrefreshed, in seconds: 90 at least, or 0 for ever. Default: 1800. */
    SessionTimeoutSecs: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.check((secs) => secs === 0 || secs >= 90, '0, or 90 at least'),
      ),
    ),
    /** How SIP is carried. Default: `udp`. */
    SipTransport: v.optional(v.picklist(['udp', 'tcp', 'tls'])),
    /** Where to tell of it. */
    StatusCallback: text(),
    /** How. */
    StatusCallbackMethod: httpMethod(),
  }),
)

/** Begins to send a copy of a call. */
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
    /** The session (SID). */
    siprec_sid: v.string(),
    /** `stopped` ends it; there is no other. */
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
