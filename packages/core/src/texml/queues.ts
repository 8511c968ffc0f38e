/**
 * Queues: where callers wait.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { type Page, type TexmlPageMeta, texmlPage } from '../schema/page.ts'
import { optionalString, text, when } from '../schema/texml.ts'
import { ofAccount, texmlPaging } from './fields.ts'

/** A queue. The name it was made with is its `sid`. */
export interface Queue extends v.InferOutput<typeof Queue> {}
export const Queue = model({
  /** Identifies the queue: its name. */
  sid: v.string(),
  /** Whose it is. */
  account_sid: optionalString(),
  /** How many wait. */
  current_size: nullish(v.number()),
  /** How many may wait. */
  max_size: nullish(v.number()),
  /** How long they wait on average, in seconds. */
  average_wait_time: nullish(v.number()),
  /** When it was made (RFC 2822). */
  date_created: optionalString(),
  /** When it last changed (RFC 2822). */
  date_updated: optionalString(),
  /** Addresses below it: `members`. */
  subresource_uris: nullish(v.record(v.string(), v.unknown())),
  /** Its address at the API. */
  uri: optionalString(),
})

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject(
  entries(ofAccount(), texmlPaging(), {
    /** Only those of this day (`YYYY-MM-DD`), or with an operator before it (`>=2026-05-22`). */
    DateCreated: when(),
    /** Only those that last changed on this day, or with an operator before it. */
    DateUpdated: when(),
  }),
)

/** Lists queues. */
export const list: Endpoint<ListInput, Page<Queue, TexmlPageMeta>> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Queues',
  input: ListInput,
  output: texmlPage('queues', Queue),
  envelope: 'texml-page',
})

/** How many may wait, which the API does not bound. */
// @__NO_SIDE_EFFECTS__
function maxSize() {
  return v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)))
}

/** Input of {@link create}. */
export interface CreateInput extends v.InferInput<typeof CreateInput> {}
export const CreateInput = v.strictObject(
  entries(ofAccount(), {
    /** Its name, which becomes its `sid`. */
    FriendlyName: text(),
    /** How many may wait. */
    MaxSize: maxSize(),
  }),
)

/** Makes a queue. */
export const create: Endpoint<CreateInput, Queue, 'POST', object, 'form'> = endpoint({
  method: 'POST',
  path: '/texml/Accounts/{account_sid}/Queues',
  input: CreateInput,
  output: Queue,
  encoding: 'form',
})

/** Which queue. */
// @__NO_SIDE_EFFECTS__
function ofQueue() {
  return entries(ofAccount(), {
    /** The queue (SID, its name). */
    queue_sid: v.string(),
  })
}

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject(ofQueue())

/** Retrieves one queue. */
export const retrieve: Endpoint<RetrieveInput, Queue> = endpoint({
  method: 'GET',
  path: '/texml/Accounts/{account_sid}/Queues/{queue_sid}',
  input: RetrieveInput,
  output: Queue,
})

/** Input of {@link update}. */
export interface UpdateInput extends v.InferInput<typeof UpdateInput> {}
export const UpdateInput = v.strictObject(
  entries(ofQueue(), {
    /** How many may wait. */
    MaxSize: maxSize(),
  }),
)

/** Changes how many may wait. */
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
  /** Deletes a queue that is empty. */
  delete_ as delete,
}
