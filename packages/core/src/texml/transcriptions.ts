/**
 * Transcriptions: what was said in recordings, as text.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { optionalString } from '../schema/texml.ts'
import { ofAccount, texmlPaging } from './fields.ts'

/** What was said in a recording. */
export interface Transcription extends v.InferOutput<typeof Transcription> {}
export const Transcription = model({
  /** Identifies the transcription. */
  sid: v.string(),
  /** Whose it is. */
  account_sid: optionalString(),
  /** The call that was recorded. */
  call_sid: optionalString(),
  /** Its recording. */
  recording_sid: optionalString(),
  /** How it stands. */
  status: nullish(openEnum(['in-progress', 'completed'])),
  /** The text, once it is completed. */
  transcription_text: optionalString(),
  /** How long the recording is, in seconds, as a text. */
  duration: optionalString(),
  /** When it was begun (ISO 8601). */
  date_created: optionalString(),
  /** When it last changed (ISO 8601). */
  date_updated: optionalString(),
  /** The API's version: `2010-04-01`, unlike everywhere else. */
  api_version: optionalString(),
  /** Its address at the API. */
  uri: optionalString(),
})

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(entries(ofAccount(), texmlPaging()))

/** Lists the transcriptions of an account. */
export const list: Endpoint<ListInput, Page<Transcription, TexmlPageMeta>> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Transcriptions.json',
  input: ListInput,
  output: texmlPage('transcriptions', Transcription),
  envelope: 'texml-page',
})

/** Input of {@link retrieve} and {@link delete_ | delete}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject(
  entries(ofAccount(), {
    /** The transcription (SID). */
    recording_transcription_sid: v.string(),
  }),
)

/** Retrieves one transcription. */
export const retrieve: Endpoint<RetrieveInput, Transcription> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Transcriptions/{recording_transcription_sid}.json',
  input: RetrieveInput,
  output: Transcription,
})

const delete_: Endpoint<RetrieveInput, void, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/texml/Accounts/{account_sid}/Transcriptions/{recording_transcription_sid}.json',
  input: RetrieveInput,
  output: v.void(),
  success: 204,
})

export {
  /** Deletes a transcription. */
  delete_ as delete,
}
