/**
 * Compositions: the recordings of a session, put together into one film.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { type Page, page, pageInput } from '../schema/page.ts'
import { dateRange, timestamp } from '../schema/time.ts'
import { uuid } from '../schema/uuid.ts'
import { webhookInput, webhookModel } from '../schema/webhook.ts'

/** A rectangle of the picture, and what is seen in it, as the API answers it. */
export interface VideoRegion extends v.InferOutput<typeof VideoRegion> {}
export const VideoRegion = model({
  /** Pixels from the picture's left edge. */
  x_pos: nullish(v.number()),
  /** Pixels from its top. */
  y_pos: nullish(v.number()),
  /** What is in front: the higher one. */
  z_pos: nullish(v.number()),
  /** Pixels. */
  width: nullish(v.number()),
  /** Pixels. */
  height: nullish(v.number()),
  /** The most columns of its grid. */
  max_columns: nullish(v.number()),
  /** The most rows of its grid. */
  max_rows: nullish(v.number()),
  /** The video recordings that are seen in it (UUID), or `*` for all. */
  video_sources: nullish(v.union([v.string(), v.array(v.string())])),
})

/** A film made of a session's recordings. */
export interface RoomComposition extends v.InferOutput<typeof RoomComposition> {}
export const RoomComposition = model(
  entries(webhookModel(), {
    /** Identifies the composition (UUID). */
    id: v.string(),
    /** The room of its session (UUID). */
    room_id: nullish(v.string()),
    /** The session it is of (UUID). */
    session_id: nullish(v.string()),
    /** Who asked for it (UUID). */
    user_id: nullish(v.string()),
    /** `enqueued`, `processing`, then `completed`; there is no failed state. */
    status: nullish(openEnum(['completed', 'enqueued', 'processing'])),
    /** The file's format: `mp4`. */
    format: nullish(openEnum(['mp4'])),
    /** Width and height of the picture, e.g. `1280x720`. */
    resolution: nullish(v.string()),
    /** Where the file is, for one hour from this answer; absent until there is one. */
    download_url: nullish(v.string()),
    /** How long it is, in seconds. */
    duration_secs: nullish(v.number()),
    /** How large the file is, in megabytes. */
    size_mb: nullish(v.number()),
    /** The regions of the picture, by name. */
    video_layout: nullish(v.record(v.string(), VideoRegion)),
    /** Whose sound is in it: `['*']`, or null for nobody's. */
    audio_sources: nullish(v.array(v.string())),
    /** When it was begun. */
    started_at: nullish(timestamp()),
    /** When making it ended. */
    ended_at: nullish(timestamp()),
    /** When the file was ready. */
    completed_at: nullish(timestamp()),
    /** When it was asked for. */
    created_at: nullish(timestamp()),
    /** When the record last changed. */
    updated_at: nullish(timestamp()),
    /** `room_composition`. */
    record_type: nullish(v.string()),
  }),
)

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Only those that match; all given ones must hold. */
  filter: v.optional(
    v.strictObject({
      /** When it was asked for, by days (UTC). */
      date_created_at: v.optional(dateRange()),
      /** Only those of this session (UUID). */
      session_id: v.optional(uuid()),
      /** Only those in this state. */
      status: v.optional(v.picklist(['completed', 'processing', 'enqueued'])),
    }),
  ),
  /** Which page. */
  page: v.optional(pageInput()),
})

/** Lists compositions. */
export const list: Endpoint<ListInput, Page<RoomComposition>> = endpoint({
  method: 'GET',
  path: '/room_compositions',
  input: ListInput,
  output: page(RoomComposition),
  envelope: 'page',
})

/** A whole number within bounds, of pixels, columns or layers. */
// @__NO_SIDE_EFFECTS__
function whole(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  return v.optional(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)))
}

/** A rectangle of the picture to make, and what to show in it. */
export interface VideoRegionInput extends v.InferInput<typeof VideoRegionInput> {}
export const VideoRegionInput = v.strictObject({
  /** Pixels from the picture's left edge; negative ones lie outside. Default: 0. */
  x_pos: whole(Number.MIN_SAFE_INTEGER),
  /** Pixels from its top. Default: 0. */
  y_pos: whole(Number.MIN_SAFE_INTEGER),
  /** What is in front: the higher one, -99 to 99. Default: 0. */
  z_pos: whole(-99, 99),
  /** Pixels, 16 at least. */
  width: whole(16),
  /** Pixels, 16 at least. */
  height: whole(16),
  /** The most columns of its grid, 1 to 1000. Default: as many as needed. */
  max_columns: whole(1, 1000),
  /** The most rows of its grid, 1 to 1000. Default: as many as needed. */
  max_rows: whole(1, 1000),
  /** The video recordings to show (UUID; recordings, not participants), or `'*'` for all of the session. */
  video_sources: v.optional(v.union([v.literal('*'), v.array(v.union([v.literal('*'), uuid()]))])),
})

/** Input of {@link create}. */
export interface CreateInput extends v.InferInput<typeof CreateInput> {}
export const CreateInput = v.strictObject(
  entries(webhookInput(), {
    /** The session to make a film of (UUID). The API's schema does not require it; nothing comes of a call without it. */
    session_id: v.optional(uuid()),
    /** The file's format. Default: `mp4`, and there is no other. */
    format: v.optional(v.literal('mp4')),
    /** Width and height as `1280x720`: each 16 to 1280, 921600 pixels at most. Default: `1280x720`. */
    resolution: v.optional(
      v.pipe(v.string(), v.check(isResolution, '"<width>x<height>", each 16 to 1280, at most 921600 pixels')),
    ),
    /** Regions of the picture by names of yours, two at most. */
    video_layout: v.optional(
      v.pipe(
        v.record(v.string(), VideoRegionInput),
        v.check((layout) => Object.keys(layout).length <= 2, 'two regions at most'),
      ),
    ),
    /** Whose sound to put in: `['*']` for everybody's. Default: null, a film without sound. */
    audio_sources: v.nullish(v.array(v.literal('*'))),
  }),
)

function isResolution(text: string): boolean {
  const [width = 0, height = 0] = /^(\d{2,4})x(\d{2,4})$/.exec(text)?.slice(1).map(Number) ?? []
  return Math.min(width, height) >= 16 && Math.max(width, height) <= 1280 && width * height <= 1280 * 720
}

/**
 * Asks for a film of a session's recordings. It answers at once; the film is made in its own time.
 *
 * After an error whose `outcome` is `unknown` it may be under way: list the compositions of the session before you
 * ask again, for each is billed.
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
  /** The composition to retrieve (UUID). */
  room_composition_id: v.string(),
})

/** Retrieves one composition, with a link to its file that lasts an hour. */
export const retrieve: Endpoint<RetrieveInput, RoomComposition> = endpoint({
  method: 'GET',
  path: '/room_compositions/{room_composition_id}',
  input: RetrieveInput,
  output: RoomComposition,
  envelope: 'data',
})

/** Input of {@link delete_ | delete}. */
export interface DeleteInput extends v.InferInput<typeof DeleteInput> {}
export const DeleteInput = v.strictObject({
  /** The composition to delete (UUID). */
  room_composition_id: v.string(),
})

const delete_: Endpoint<DeleteInput, void, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/room_compositions/{room_composition_id}',
  input: DeleteInput,
  output: v.void(),
  success: 204,
})

export {
  /** Deletes a composition and its file; the recordings stay. */
  delete_ as delete,
}
