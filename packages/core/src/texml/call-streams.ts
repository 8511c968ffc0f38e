/**
 * Streams, which send the audio of a phone call over a WebSocket in real time.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { refersTo } from '../schema/reference.ts'
import { callbackUrl, httpMethod, optionalString, sid, text } from '../schema/texml.ts'
import { ofCall } from '../schema/texml-fields.ts'

/** A media stream of a phone call. */
export interface CallStream extends v.InferOutput<typeof CallStream> {}
export const CallStream = model({
  /** Stream SID. */
  sid: v.string(),
  /** Account SID. */
  account_sid: optionalString(),
  /** SID of the phone call. */
  call_sid: optionalString(),
  /** Name of the stream. */
  name: optionalString(),
  /** Status. */
  status: nullish(openEnum(['in-progress', 'stopped'])),
  /** Time of the last change (ISO 8601). */
  date_updated: optionalString(),
  /** URI of this resource, relative to the API. */
  uri: optionalString(),
})

/** Input of {@link start}. */
export interface StartInput extends v.InferInput<typeof StartInput> {}
export const StartInput = v.strictObject(
  entries(ofCall(), {
    /** WebSocket URL (`wss://…`) that receives the stream. */
    Url: callbackUrl(),
    /** Name of the stream, unique within the phone call. */
    Name: text(),
    /** Side to send. Default: `inbound_track`. */
    Track: v.optional(v.picklist(['inbound_track', 'outbound_track', 'both_tracks'])),
    /** Format of the audio that your server sends back. Default: `mp3`. */
    BidirectionalMode: v.optional(v.picklist(['mp3', 'rtp'])),
    /** Codec of that audio, for the mode `rtp` only. Default: `PCMU`. */
    BidirectionalCodec: v.optional(v.picklist(['PCMU', 'PCMA', 'G722'])),
    /** Absolute URL for status callbacks. */
    StatusCallback: v.optional(refersTo('callback', v.pipe(v.string(), v.url()))),
    /** HTTP method used for `StatusCallback`. Default: POST. */
    StatusCallbackMethod: httpMethod(),
  }),
)

/** Starts to stream the audio of a phone call. */
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
    /** Stream SID. */
    streaming_sid: sid(),
    /** `stopped` ends the stream. No other value exists. Default: `stopped`. */
    Status: v.optional(v.picklist(['stopped'])),
  }),
)

/** Stops a stream. */
export const update: Endpoint<UpdateInput, CallStream, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}/Streams/{streaming_sid}.json',
  input: UpdateInput,
  output: CallStream,
  encoding: 'form',
})
