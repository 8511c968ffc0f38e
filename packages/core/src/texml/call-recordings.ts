/**
 * Recordings of one call: list them, begin one, pause it, stop it.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { flag, httpMethod, optionalString, text } from '../schema/texml.ts'
import { ofCall, texmlPaging } from './fields.ts'
import { Recording, recordingEntries } from './recording-model.ts'

/** A recording that was begun or changed. Its state is not in it: list the recordings to see it. */
export interface StartedRecording extends v.InferOutput<typeof StartedRecording> {}
export const StartedRecording = model(
  entries(recordingEntries(), {
    /** Whose side. */
    track: nullish(openEnum(['inbound', 'outbound', 'both'])),
    /** What it cost. */
    price: optionalString(),
    /** In which currency. */
    price_unit: optionalString(),
  }),
)

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(entries(ofCall(), texmlPaging()))

/** Lists the recordings of a call. */
export const list: Endpoint<ListInput, Page<Recording, TexmlPageMeta>> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}/Recordings.json',
  input: ListInput,
  output: texmlPage('recordings', Recording),
  envelope: 'texml-page',
})

/** Input of {@link start}. */
export interface StartInput extends v.InferInput<typeof StartInput> {}
export const StartInput = v.strictObject(
  entries(ofCall(), {
    /** Whether a beep is heard first. Default: true. */
    PlayBeep: flag(),
    /** One channel for both sides, or one for each. Default: `dual`, unlike that of a call that is placed. */
    RecordingChannels: v.optional(v.picklist(['single', 'dual'])),
    /** Where to tell of it: an address with its scheme. */
    RecordingStatusCallback: v.optional(v.pipe(v.string(), v.url())),
    /** Of what, joined by spaces: `in-progress completed absent`. Default: `completed`. */
    RecordingStatusCallbackEvent: text(),
    /** How. Default: POST. */
    RecordingStatusCallbackMethod: httpMethod(),
    /** Whose side. Default: `both`. */
    RecordingTrack: v.optional(v.picklist(['inbound', 'outbound', 'both'])),
    /** Whether callbacks carry the address of the recording. Default: true. */
    SendRecordingUrl: flag(),
  }),
)

/** Begins to record a call that was answered. */
export const start: Endpoint<StartInput, StartedRecording, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}/Recordings.json',
  input: StartInput,
  output: StartedRecording,
  encoding: 'form',
})

/** Input of {@link update}. */
export interface UpdateInput extends v.InferInput<typeof UpdateInput> {}
export const UpdateInput = v.strictObject(
  entries(ofCall(), {
    /** The recording (SID). */
    recording_sid: v.string(),
    /** Go on, pause, or stop for good. */
    Status: v.optional(v.picklist(['in-progress', 'paused', 'stopped'])),
  }),
)

/** Pauses a recording, goes on with it, or stops it. */
export const update: Endpoint<UpdateInput, StartedRecording, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}/Recordings/{recording_sid}.json',
  input: UpdateInput,
  output: StartedRecording,
  encoding: 'form',
})
