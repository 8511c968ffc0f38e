/**
 * Compositions, which combine the recordings of a session into one video.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, page, pageInput } from '../schema/page.ts'
import { refersTo } from '../schema/reference.ts'
import { dateRange, timestamp } from '../schema/time.ts'
import { uuid } from '../schema/uuid.ts'
import { webhookInput, webhookModel } from '../schema/webhook.ts'

/** A region of the video in a composition. */
export interface VideoRegion extends v.InferOutput<typeof VideoRegion> {}
export const VideoRegion = model({
  /** Distance from the left edge in pixels. */
  x_pos: nullish(v.number()),
  /** Distance from the top edge in pixels. */
  y_pos: nullish(v.number()),
  /** Stacking order. Higher regions are in front. */
  z_pos: nullish(v.number()),
  /** Width in pixels. */
  width: nullish(v.number()),
  /** Height in pixels. */
  height: nullish(v.number()),
  /** Maximum number of grid columns. */
  max_columns: nullish(v.number()),
  /** Maximum number of grid rows. */
  max_rows: nullish(v.number()),
  /** Ids of the video recordings it shows (UUID), or `*` for all. */
  video_sources: nullish(v.union([v.string(), v.array(v.string())])),
})

/** A composition: one video composed of the recordings of a session. */
export interface RoomComposition extends v.InferOutput<typeof RoomComposition> {}
export const RoomComposition = model(
  entries(webhookModel(), {
    /** Composition id (UUID). */
    id: v.string(),
    /** Room id (UUID). */
    room_id: nullish(v.string()),
    /** Session id (UUID). */
    session_id: nullish(v.string()),
    /** Id of the user who requested it (UUID). */
    user_id: nullish(v.string()),
    /** Status: `enqueued`, `processing`, then `completed`. The API has no failed status. */
    status: nullish(openEnum(['completed', 'enqueued', 'processing'])),
    /** File format: `mp4`. */
    format: nullish(openEnum(['mp4'])),
    /** Width and height in pixels, such as `1280x720`. */
    resolution: nullish(v.string()),
    /** URL of the file, valid for one hour after this response. Absent until the file is ready. */
    download_url: nullish(v.string()),
    /** Duration in seconds. */
    duration_secs: nullish(v.number()),
    /** File size in megabytes. */
    size_mb: nullish(v.number()),
    /** Regions of the video, by name. */
    video_layout: nullish(v.record(v.string(), VideoRegion)),
    /** Sources of the audio: `['*']` for all, or null for none. */
    audio_sources: nullish(v.array(v.string())),
    /** Start time. */
    started_at: nullish(timestamp()),
    /** End time. */
    ended_at: nullish(timestamp()),
    /** Time at which the file was ready. */
    completed_at: nullish(timestamp()),
    /** Creation time. */
    created_at: nullish(timestamp()),
    /** Time of the last change. */
    updated_at: nullish(timestamp()),
    /** `room_composition`. */
    record_type: nullish(v.string()),
  }),
)

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Returns only items that match every given filter. */
  filter: v.optional(
    v.strictObject({
      /** Creation day (UTC). */
      date_created_at: v.optional(dateRange()),
      /** Session id (UUID). */
      session_id: v.optional(refersTo('session', uuid())),
      /** Status. */
      status: v.optional(v.picklist(['completed', 'processing', 'enqueued'])),
    }),
  ),
  /** Page to return. */
  page: v.optional(pageInput()),
})

/** Lists compositions. */
export const list: Endpoint<ListInput, Page<RoomComposition>, 'GET'> = endpoint({
  method: 'GET',
  path: '/room_compositions',
  input: ListInput,
  output: page(RoomComposition),
  envelope: 'page',
})

/** Declares an optional integer within bounds. */
// @__NO_SIDE_EFFECTS__
function whole(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  return v.optional(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)))
}

/** A region of the video to compose. */
export interface VideoRegionInput extends v.InferInput<typeof VideoRegionInput> {}
export const VideoRegionInput = v.strictObject({
  /** Distance from the left edge in pixels. Negative values are outside the video. Default: 0. */
  x_pos: whole(Number.MIN_SAFE_INTEGER),
  /** Distance from the top edge in pixels. Default: 0. */
  y_pos: whole(Number.MIN_SAFE_INTEGER),
  /** Stacking order, -99 to 99. Higher regions are in front. Default: 0. */
  z_pos: whole(-99, 99),
  /** Width in pixels, at least 16. */
  width: whole(16),
  /** Height in pixels, at least 16. */
  height: whole(16),
  /** Maximum number of grid columns, 1 to 1000. Default: as many as needed. */
  max_columns: whole(1, 1000),
  /** Maximum number of grid rows, 1 to 1000. Default: as many as needed. */
  max_rows: whole(1, 1000),
  /**
   * Ids of the video recordings to show (UUID), or `'*'` for all of the session. Participant ids are not
   * accepted.
   */
  video_sources: v.optional(
    v.union([v.literal('*'), v.array(v.union([v.literal('*'), refersTo('recording', uuid())]))]),
  ),
})

/** Input of {@link create}. */
export interface CreateInput extends v.InferInput<typeof CreateInput> {}
export const CreateInput = v.strictObject(
  entries(webhookInput(), {
    /**
     * Session to compose (UUID). The API's schema does not require it, but a call without it has no effect.
     */
    session_id: v.optional(refersTo('session', uuid())),
    /** File format. Default: `mp4`, the only format. */
    format: v.optional(v.literal('mp4')),
    /** Width and height as `1280x720`: each 16 to 1280, up to 921600 pixels. Default: `1280x720`. */
    resolution: v.optional(
      v.pipe(v.string(), v.check(isResolution, '"<width>x<height>", each 16 to 1280, at most 921600 pixels')),
    ),
    /** Regions of the video by custom names, up to 2. */
    video_layout: v.optional(
      v.pipe(
        v.record(v.string(), VideoRegionInput),
        v.check((layout) => Object.keys(layout).length <= 2, 'two regions at most'),
      ),
    ),
    /** Sources of the audio: `['*']` for all participants. Default: null, no audio. */
    audio_sources: v.nullish(v.array(v.literal('*'))),
  }),
)

function isResolution(text: string): boolean {
  const [width = 0, height = 0] = /^(\d{2,4})x(\d{2,4})$/.exec(text)?.slice(1).map(Number) ?? []
  return Math.min(width, height) >= 16 && Math.max(width, height) <= 1280 && width * height <= 1280 * 720
}

/**
 * Requests a composition of a session's recordings. It resolves immediately, while the API makes the video.
 *
 * After an error with the outcome `unknown`, the composition may exist. List the compositions of the session
 * before you retry, because each one is billed.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { roomCompositions } from '@greenroom/core/video'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * await roomCompositions.create(client, {
 *   session_id: '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0',
 *   audio_sources: ['*'],
 *   video_layout: { all: { width: 1280, height: 720, video_sources: '*' } },
 * })
 * ```
 */
export const create: Endpoint<CreateInput, RoomComposition, 'POST'> = endpoint({
  method: 'POST',
  path: '/room_compositions',
  input: CreateInput,
  output: RoomComposition,
  envelope: 'data',
  success: 202,
})

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject({
  /** Composition id (UUID). */
  room_composition_id: refersTo('composition'),
})

/** Retrieves one composition, with a download URL that is valid for one hour. */
export const retrieve: Endpoint<RetrieveInput, RoomComposition, 'GET'> = endpoint({
  method: 'GET',
  path: '/room_compositions/{room_composition_id}',
  input: RetrieveInput,
  output: RoomComposition,
  envelope: 'data',
})

/** Input of {@link delete_ | delete}. */
export interface DeleteInput extends v.InferInput<typeof DeleteInput> {}
export const DeleteInput = v.strictObject({
  /** Composition id (UUID). */
  room_composition_id: refersTo('composition'),
})

const delete_: Endpoint<DeleteInput, void, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/room_compositions/{room_composition_id}',
  input: DeleteInput,
  output: v.void(),
  success: 204,
})

export {
  /** Deletes a composition and its file. The recordings remain. */
  delete_ as delete,
}
