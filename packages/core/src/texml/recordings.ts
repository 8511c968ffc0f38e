/**
 * Recordings of the phone calls and conferences of an account.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { Recording } from '../schema/recording-model.ts'
import { sid, when } from '../schema/texml.ts'
import { ofAccount, texmlPaging } from '../schema/texml-fields.ts'

export type { Recording } from '../schema/recording-model.ts'

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(
  entries(ofAccount(), texmlPaging(), {
    /** Creation day or time, optionally after an operator (`>=2026-05-22`). */
    DateCreated: when(),
  }),
)

/** Lists the recordings of an account. */
export const list: Endpoint<ListInput, Page<Recording, TexmlPageMeta>, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Recordings.json',
  input: ListInput,
  output: texmlPage('recordings', Recording),
  envelope: 'texml-page',
})

/** Input of {@link retrieve} and {@link delete_ | delete}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject(
  entries(ofAccount(), {
    /** Recording SID. */
    recording_sid: sid(),
  }),
)

/** Retrieves one recording. */
export const retrieve: Endpoint<RetrieveInput, Recording, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Recordings/{recording_sid}.json',
  input: RetrieveInput,
  output: Recording,
})

const delete_: Endpoint<RetrieveInput, void, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/texml/Accounts/{account_sid}/Recordings/{recording_sid}.json',
  input: RetrieveInput,
  output: v.void(),
  success: 204,
})

export {
  /** Deletes a recording and its file. */
  delete_ as delete,
}
