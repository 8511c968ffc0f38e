/**
 * Streams: a call's sound, sent over a WebSocket as it is spoken.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { httpMethod, optionalString, text } from '../schema/texml.ts'
import { ofCall } from './fields.ts'

/** A stream of a call. */
export interface CallStream extends v.InferOutput<typeof CallStream> {}
export const CallStream = model({
  /** Identifies the stream. */
  sid: v.string(),
  /** Whose it is. */
  account_sid: optionalString(),
  /** The call that is sent. */
  call_sid: optionalString(),
  /** The name that it was given. */
  name: optionalString(),
  /** How it stands. */
  status: nullish(openEnum(['in-progress', 'stopped'])),
  /** When its record last changed (ISO 8601). */
  date_updated: optionalString(),
  /** Its address at the API. */
  uri: optionalString(),
})

/** Input of {@link start}. */
export interface StartInput extends v.InferInput<typeof StartInput> {}
export const StartInput = v.strictObject(
  entries(ofCall(), {
    /** Where to send it: a `wss://` address. */
    Url: text(),
    /** A name for the stream, unique in the call. */
    Name: text(),
    /** Whose side. Default: `inbound_track`. */
    Track: v.optional(v.picklist(['inbound_track', 'outbound_track', 'both_tracks'])),
    /** How what you send back is carried. Default: `mp3`. */
    BidirectionalMode: v.optional(v.picklist(['mp3', 'rtp'])),
    /** How it is encoded, with `rtp` alone. Default: `PCMU`. */
    BidirectionalCodec: v.optional(v.picklist(['PCMU', 'PCMA', 'G722'])),
    /** Where to tell of it: an address with its scheme. */
    StatusCallback: v.optional(v.pipe(v.string(), v.url())),
    /** How. Default: POST. */
    StatusCallbackMethod: httpMethod(),
  }),
)

/** Begins to send a call's sound. */
export const start: Endpoint<StartInput, CallStream, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}/Streams.json',
  input: StartInput,
  output: CallStream,
  encoding: 'form',
})

/** Input of {@link update}. */
export interface UpdateInput extends v.InferInput<typeof UpdateInput> {}
export const UpdateInput = v.strictObject(
  entries(ofCall(), {
    /** The stream (SID). */
    streaming_sid: v.string(),
    /** `stopped` ends it; there is no other. Default: `stopped`. */
    Status: v.optional(v.picklist(['stopped'])),
  }),
)

/** Ends a stream. */
export const update: Endpoint<UpdateInput, CallStream, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}/Streams/{streaming_sid}.json',
  input: UpdateInput,
  output: CallStream,
  encoding: 'form',
})
