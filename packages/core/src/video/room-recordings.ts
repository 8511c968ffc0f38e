/**
 * Recordings of sessions: one file per participant and type.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, page, pageInput } from '../schema/page.ts'
import { refersTo } from '../schema/reference.ts'
import { dateRange, timestamp } from '../schema/time.ts'
import { uuid } from '../schema/uuid.ts'

/** A recording of the audio or the video of one participant. */
export interface RoomRecording extends v.InferOutput<typeof RoomRecording> {}
export const RoomRecording = model({
  /** Recording id (UUID). */
  id: v.string(),
  /** Room id (UUID). */
  room_id: nullish(v.string()),
  /** Session id (UUID). */
  session_id: nullish(v.string()),
  /** Participant id (UUID). */
  participant_id: nullish(v.string()),
  /** Type: `audio` or `video`. Each is a separate file. */
  type: nullish(openEnum(['audio', 'video'])),
  /** Status: `processing` until the file is ready, then `completed`. */
  status: nullish(openEnum(['completed', 'processing'])),
  /** Codec, such as `opus`. */
  codec: nullish(v.string()),
  /** Duration in seconds. */
  duration_secs: nullish(v.number()),
  /** File size in megabytes. */
  size_mb: nullish(v.number()),
  /**
   * URL of the file, valid for one hour after this response. Absent until the file is ready. Retrieve the
   * recording again for a new URL.
   */
  download_url: nullish(v.string()),
  /** Start time. */
  started_at: nullish(timestamp()),
  /** End time. Absent while recording. */
  ended_at: nullish(timestamp()),
  /** Time at which the file was ready. */
  completed_at: nullish(timestamp()),
  /** Creation time. */
  created_at: nullish(timestamp()),
  /** Time of the last change. */
  updated_at: nullish(timestamp()),
  /** `room_recording`. */
  record_type: nullish(v.string()),
})

// @__NO_SIDE_EFFECTS__
function seconds() {
  return v.pipe(v.number(), v.integer())
}

/** Filters of recordings. */
// @__NO_SIDE_EFFECTS__
function recordingFilters() {
  return v.strictObject({
    /** End day (UTC). */
    date_ended_at: v.optional(dateRange()),
    /** Start day (UTC). */
    date_started_at: v.optional(dateRange()),
    /** Room id (UUID). */
    room_id: v.optional(refersTo('room', uuid())),
    /** Participant id (UUID). */
    participant_id: v.optional(refersTo('participant', uuid())),
    /** Session id (UUID). */
    session_id: v.optional(refersTo('session', uuid())),
    /** Status: `completed` or `processing`. */
    status: v.optional(v.string()),
    /** Type: `audio` or `video`. */
    type: v.optional(v.string()),
    /** Minimum duration in seconds, or its bounds. The API's description has had both forms. */
    duration_secs: v.optional(
      v.union([
        seconds(),
        v.strictObject({
          /** Exact number of seconds. */
          eq: v.optional(seconds()),
          /** Minimum number of seconds. */
          gte: v.optional(seconds()),
          /** Maximum number of seconds. */
          lte: v.optional(seconds()),
        }),
      ]),
    ),
  })
}

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Returns only items that match every given filter. */
  filter: v.optional(recordingFilters()),
  /** Page to return. */
  page: v.optional(pageInput()),
})

/** Lists recordings. */
export const list: Endpoint<ListInput, Page<RoomRecording>, 'GET'> = endpoint({
  method: 'GET',
  path: '/room_recordings',
  input: ListInput,
  output: page(RoomRecording),
  envelope: 'page',
})

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject({
  /** Recording id (UUID). */
  room_recording_id: refersTo('recording'),
})

/** Retrieves one recording, with a download URL that is valid for one hour. */
export const retrieve: Endpoint<RetrieveInput, RoomRecording, 'GET'> = endpoint({
  method: 'GET',
  path: '/room_recordings/{room_recording_id}',
  input: RetrieveInput,
  output: RoomRecording,
  envelope: 'data',
})

/** Input of {@link delete_ | delete}. */
export interface DeleteInput extends v.InferInput<typeof DeleteInput> {}
export const DeleteInput = v.strictObject({
  /** Recording id (UUID). */
  room_recording_id: refersTo('recording'),
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

/** Output of {@link deleteMany}. */
export interface DeletedRecordings extends v.InferOutput<typeof DeletedRecordings> {}
export const DeletedRecordings = model({
  /** Number of deleted recordings. */
  room_recordings: nullish(v.number()),
})

/** Input of {@link deleteMany}. */
export interface DeleteManyInput extends v.InferInput<typeof DeleteManyInput> {}
export const DeleteManyInput = v.strictObject({
  /** Recordings to delete. Without a filter, the API may delete all recordings. */
  filter: v.optional(recordingFilters()),
  /** Page of the matching recordings. It is not documented whether the API respects it. */
  page: v.optional(pageInput()),
})

/** Additional options of {@link deleteMany}. */
export interface DeleteManyOptions {
  /** Allows a call without a filter, which may delete all recordings of the account. Default: false. */
  readonly everything?: boolean | undefined
}

/**
 * Deletes all matching recordings and their files.
 *
 * @throws {InputError} without a filter or `{ everything: true }`. Nothing was sent.
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

/** Returns whether a filter selects anything. An empty string or object would select all recordings. */
function selects(filter: unknown): boolean {
  return typeof filter === 'object' && filter !== null
    ? Object.values(filter).some(selects)
    : filter !== undefined && filter !== null && filter !== ''
}
