/**
 * Transcriptions of recordings.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { optionalString, sid } from '../schema/texml.ts'
import { ofAccount, texmlPaging } from '../schema/texml-fields.ts'

/** A transcription of a recording. */
export interface Transcription extends v.InferOutput<typeof Transcription> {}
export const Transcription = model({
  /** Transcription SID. */
  sid: v.string(),
  /** Account SID. */
  account_sid: optionalString(),
  /** SID of the recorded phone call. */
  call_sid: optionalString(),
  /** Recording SID. */
  recording_sid: optionalString(),
  /** Status. */
  status: nullish(openEnum(['in-progress', 'completed'])),
  /** The text, once the transcription is completed. */
  transcription_text: optionalString(),
  /** Duration of the recording in seconds, as a string. */
  duration: optionalString(),
  /** Creation time (ISO 8601). */
  date_created: optionalString(),
  /** Time of the last change (ISO 8601). */
  date_updated: optionalString(),
  /** API version: `2010-04-01`, unlike in other resources. */
  api_version: optionalString(),
  /** URI of this resource, relative to the API. */
  uri: optionalString(),
})

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(entries(ofAccount(), texmlPaging()))

/** Lists the transcriptions of an account. */
export const list: Endpoint<ListInput, Page<Transcription, TexmlPageMeta>, 'GET'> = endpoint({
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
    /** Transcription SID. */
    recording_transcription_sid: sid(),
  }),
)

/** Retrieves one transcription. */
export const retrieve: Endpoint<RetrieveInput, Transcription, 'GET'> = endpoint({
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
