/**
 * Recordings of one phone call: list, start, pause, resume and stop them.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { Recording, recordingEntries } from '../schema/recording-model.ts'
import { refersTo } from '../schema/reference.ts'
import { flag, httpMethod, optionalString, sid, text } from '../schema/texml.ts'
import { ofCall, texmlPaging } from '../schema/texml-fields.ts'

/** A recording that was started or updated. It does not include the status: list the recordings to see it. */
export interface StartedRecording extends v.InferOutput<typeof StartedRecording> {}
export const StartedRecording = model(
  entries(recordingEntries(), {
    /** Side of the phone call. */
    track: nullish(openEnum(['inbound', 'outbound', 'both'])),
    /** Cost. */
    price: optionalString(),
    /** Currency of the cost. */
    price_unit: optionalString(),
  }),
)

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(entries(ofCall(), texmlPaging()))

/** Lists the recordings of a phone call. */
export const list: Endpoint<ListInput, Page<Recording, TexmlPageMeta>, 'GET'> = endpoint({
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
    /** Whether to play a beep first. Default: true. */
    PlayBeep: flag(),
    /** One channel for both sides or one for each. Default: `dual`, unlike in `calls.create`. */
    RecordingChannels: v.optional(v.picklist(['single', 'dual'])),
    /** Absolute URL for status callbacks. */
    RecordingStatusCallback: v.optional(refersTo('callback', v.pipe(v.string(), v.url()))),
    /** Events to report, separated by spaces: `in-progress completed absent`. Default: `completed`. */
    RecordingStatusCallbackEvent: text(),
    /** HTTP method used for `RecordingStatusCallback`. Default: POST. */
    RecordingStatusCallbackMethod: httpMethod(),
    /** Side to record. Default: `both`. */
    RecordingTrack: v.optional(v.picklist(['inbound', 'outbound', 'both'])),
    /** Whether callbacks include the URL of the recording. Default: true. */
    SendRecordingUrl: flag(),
  }),
)

/** Starts to record an answered phone call. */
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
    /** Recording SID. */
    recording_sid: sid(),
    /** New status: resume, pause or stop. A stopped recording cannot be resumed. */
    Status: v.optional(v.picklist(['in-progress', 'paused', 'stopped'])),
  }),
)

/** Pauses, resumes or stops a recording. */
export const update: Endpoint<UpdateInput, StartedRecording, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Calls/{call_sid}/Recordings/{recording_sid}.json',
  input: UpdateInput,
  output: StartedRecording,
  encoding: 'form',
})
