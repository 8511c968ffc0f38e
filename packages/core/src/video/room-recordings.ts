/**
 * Recordings: what the API kept of a session, one file a participant and kind.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, page, pageInput } from '../schema/page.ts'
import { dateRange, timestamp } from '../schema/time.ts'
import { uuid } from '../schema/uuid.ts'

/** What was recorded of one participant: their sound or their picture. */
export interface RoomRecording extends v.InferOutput<typeof RoomRecording> {}
export const RoomRecording = model({
  /** Identifies the recording (UUID). */
  id: v.string(),
  /** The room it was made in (UUID). */
  room_id: nullish(v.string()),
  /** The session it is of (UUID). */
  session_id: nullish(v.string()),
  /** Whom it is of (UUID). */
  participant_id: nullish(v.string()),
  /** `audio` or `video`: they are files of their own. */
  type: nullish(openEnum(['audio', 'video'])),
  /** `processing` until the file is there, then `completed`. */
  status: nullish(openEnum(['completed', 'processing'])),
  /** How it is encoded, e.g. `opus`. */
  codec: nullish(v.string()),
  /** How long it is, in seconds. */
  duration_secs: nullish(v.number()),
  /** How large the file is, in megabytes. */
  size_mb: nullish(v.number()),
  /** Where the file is, for one hour from this answer; absent until there is one. Retrieve the recording for a new link. */
  download_url: nullish(v.string()),
  /** When it began. */
  started_at: nullish(timestamp()),
  /** When it ended; absent while it goes on. */
  ended_at: nullish(timestamp()),
  /** When its file was ready. */
  completed_at: nullish(timestamp()),
  /** When its record was made. */
  created_at: nullish(timestamp()),
  /** When the record last changed. */
  updated_at: nullish(timestamp()),
  /** `room_recording`. */
  record_type: nullish(v.string()),
})

// @__NO_SIDE_EFFECTS__
function seconds() {
  return v.pipe(v.number(), v.integer())
}

/** Filters of recordings; all given ones must hold. */
// @__NO_SIDE_EFFECTS__
function recordingFilters() {
  return v.strictObject({
    /** When it ended, by days (UTC). */
    date_ended_at: v.optional(dateRange()),
    /** When it began, by days (UTC). */
    date_started_at: v.optional(dateRange()),
    /** Only those made in this room (UUID). */
    room_id: v.optional(uuid()),
    /** Only those of this participant (UUID). */
    participant_id: v.optional(uuid()),
    /** Only those of this session (UUID). */
    session_id: v.optional(uuid()),
    /** Only those in this state: `completed` or `processing`. */
    status: v.optional(v.string()),
    /** Only those of this kind: `audio` or `video`. */
    type: v.optional(v.string()),
    /** Only those of so many whole seconds at least, or within bounds: the description has had both forms. */
    duration_secs: v.optional(
      v.union([
        seconds(),
        v.strictObject({
          /** So many. */
          eq: v.optional(seconds()),
          /** So many at least. */
          gte: v.optional(seconds()),
          /** So many at most. */
          lte: v.optional(seconds()),
        }),
      ]),
    ),
  })
}

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Only those that match. */
  filter: v.optional(recordingFilters()),
  /** Which page. */
  page: v.optional(pageInput()),
})

/** Lists recordings. */
export const list: Endpoint<ListInput, Page<RoomRecording>> = endpoint({
  method: 'GET',
  path: '/room_recordings',
  input: ListInput,
  output: page(RoomRecording),
  envelope: 'page',
})

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject({
  /** The recording to retrieve (UUID). */
  room_recording_id: v.string(),
})

/** Retrieves one recording, with a link to its file that lasts an hour. */
export const retrieve: Endpoint<RetrieveInput, RoomRecording> = endpoint({
  method: 'GET',
  path: '/room_recordings/{room_recording_id}',
  input: RetrieveInput,
  output: RoomRecording,
  envelope: 'data',
})

/** Input of {@link delete_ | delete}. */
export interface DeleteInput extends v.InferInput<typeof DeleteInput> {}
export const DeleteInput = v.strictObject({
  /** The recording to delete (UUID). */
  room_recording_id: v.string(),
})

const delete_: Endpoint<DeleteInput, void, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/room_recordings/{room_recording_id}',
  input: DeleteInput,
  output: v.void(),
  success: 204,
})

export {
  /** Deletes a recording and its file. */
  delete_ as delete,
}

/** What {@link deleteMany} answers. */
export interface DeletedRecordings extends v.InferOutput<typeof DeletedRecordings> {}
export const DeletedRecordings = model({
  /** How many recordings were deleted. */
  room_recordings: nullish(v.number()),
})

/** Input of {@link deleteMany}. */
export interface DeleteManyInput extends v.InferInput<typeof DeleteManyInput> {}
export const DeleteManyInput = v.strictObject({
  /** Which ones to delete. Without it the API may delete all. */
  filter: v.optional(recordingFilters()),
  /** Which page of those that match; whether the API keeps to it is not documented. */
  page: v.optional(pageInput()),
})

/** Options of {@link deleteMany}, beside those of any call. */
export interface DeleteManyOptions {
  /** Allows a call without a filter, which may delete all recordings of the account. Default: false. */
  readonly everything?: boolean | undefined
}

/**
 * Deletes all recordings that match, files included.
 *
 * @throws {InputError} when no filter is given, without `{ everything: true }`; nothing was sent.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { roomRecordings } from '@greenroom/core/video'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const filter = { date_ended_at: { lte: '2026-01-31' } }
 * const { room_recordings } = await roomRecordings.deleteMany(client, { filter })
 * ```
 */
export const deleteMany: Endpoint<DeleteManyInput, DeletedRecordings, 'DELETE', DeleteManyOptions> = endpoint(
  {
    method: 'DELETE',
    path: '/room_recordings',
    input: DeleteManyInput,
    output: DeletedRecordings,
    envelope: 'data',
    success: 201,
    guard: ({ filter }, { everything }) =>
      everything || selects(filter)
        ? undefined
        : {
            pointer: '/filter',
            expected: 'a filter or the option { everything: true }',
            received: 'neither',
          },
  },
)

/** Whether a filter holds anything that the wire will: an empty text or object would select all. */
function selects(filter: unknown): boolean {
  return typeof filter === 'object' && filter !== null
    ? Object.values(filter).some(selects)
    : filter !== undefined && filter !== null && filter !== ''
}
