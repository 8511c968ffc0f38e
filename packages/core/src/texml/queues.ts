/**
 * Queues of waiting phone calls.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { optionalString, sid, text, when } from '../schema/texml.ts'
import { ofAccount, texmlPaging } from '../schema/texml-fields.ts'

/** A queue. Its `sid` is the name with which it was created. */
export interface Queue extends v.InferOutput<typeof Queue> {}
export const Queue = model({
  /** Queue SID, which is its name. */
  sid: v.string(),
  /** Account SID. */
  account_sid: optionalString(),
  /** Number of waiting phone calls. */
  current_size: nullish(v.number()),
  /** Maximum number of waiting phone calls. */
  max_size: nullish(v.number()),
  /** Average waiting time in seconds. */
  average_wait_time: nullish(v.number()),
  /** Creation time (RFC 2822). */
  date_created: optionalString(),
  /** Time of the last change (RFC 2822). */
  date_updated: optionalString(),
  /** URIs of its subresources: `members`. */
  subresource_uris: nullish(v.record(v.string(), v.unknown())),
  /** URI of this resource, relative to the API. */
  uri: optionalString(),
})

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(
  entries(ofAccount(), texmlPaging(), {
    /** Creation day (`YYYY-MM-DD`), optionally after an operator (`>=2026-05-22`). */
    DateCreated: when(),
    /** Day of the last change, optionally after an operator. */
    DateUpdated: when(),
  }),
)

/** Lists queues. */
export const list: Endpoint<ListInput, Page<Queue, TexmlPageMeta>, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Queues',
  input: ListInput,
  output: texmlPage('queues', Queue),
  envelope: 'texml-page',
})

/** Declares a maximum queue size without an upper bound, as the API documents none. */
// @__NO_SIDE_EFFECTS__
function maxSize() {
  return v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)))
}

/** Input of {@link create}. */
export interface CreateInput extends v.InferInput<typeof CreateInput> {}
export const CreateInput = v.strictObject(
  entries(ofAccount(), {
    /** Name of the queue, which becomes its `sid`. */
    FriendlyName: text(),
    /** Maximum number of waiting phone calls. */
    MaxSize: maxSize(),
  }),
)

/** Creates a queue. */
export const create: Endpoint<CreateInput, Queue, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Queues',
  input: CreateInput,
  output: Queue,
  encoding: 'form',
})

/** Fields that identify a queue. */
// @__NO_SIDE_EFFECTS__
function ofQueue() {
  return entries(ofAccount(), {
    /** Queue SID, which is its name. */
    queue_sid: sid(),
  })
}

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject(ofQueue())

/** Retrieves one queue. */
export const retrieve: Endpoint<RetrieveInput, Queue, 'GET'> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Queues/{queue_sid}',
  input: RetrieveInput,
  output: Queue,
})

/** Input of {@link update}. */
export interface UpdateInput extends v.InferInput<typeof UpdateInput> {}
export const UpdateInput = v.strictObject(
  entries(ofQueue(), {
    /** Maximum number of waiting phone calls. */
    MaxSize: maxSize(),
  }),
)

/** Updates the maximum size of a queue. */
export const update: Endpoint<UpdateInput, Queue, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Queues/{queue_sid}',
  input: UpdateInput,
  output: Queue,
  encoding: 'form',
})

/** Input of {@link delete_ | delete}. */
export interface DeleteInput extends v.InferInput<typeof DeleteInput> {}
export const DeleteInput = v.strictObject(ofQueue())

const delete_: Endpoint<DeleteInput, void, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/texml/Accounts/{account_sid}/Queues/{queue_sid}',
  input: DeleteInput,
  output: v.void(),
  success: 204,
})

export {
  /** Deletes an empty queue. */
  delete_ as delete,
}
