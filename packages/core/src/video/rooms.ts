/**
 * Rooms: the places that people meet in, and the tokens that let them in.
 *
 * Each endpoint is one value below its input: the function to call, which carries what it is. From it come
 * the bound client, the React queries, the emulator's route and the gateway's allow-list.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { type Page, page, pageInput } from '../schema/page.ts'
import { dateRange, timestamp } from '../schema/time.ts'
import { webhookInput, webhookModel } from '../schema/webhook.ts'
import { RoomSession } from './room-sessions.ts'

/** A place that people meet in. It stays until it is deleted; each gathering in it is a session. */
export interface Room extends v.InferOutput<typeof Room> {}
export const Room = model(
  entries(webhookModel(), {
    /** Identifies the room (UUID). */
    id: v.string(),
    /** The name it was given, unique in the account. */
    unique_name: nullish(v.string()),
    /** How many may be in it at a time; further joins are refused. */
    max_participants: nullish(v.number()),
    /** Whether each participant is recorded. */
    enable_recording: nullish(v.boolean()),
    /** The session that is going on (UUID); absent while nobody is there. */
    active_session_id: nullish(v.string()),
    /** Its sessions; filled only with `include_sessions`. */
    sessions: nullish(v.array(RoomSession)),
    /** When it was made. */
    created_at: nullish(timestamp()),
    /** When it last changed. */
    updated_at: nullish(timestamp()),
    /** Always `room`. */
    record_type: nullish(v.string()),
  }),
)

/** What lets somebody join a room for a while, and what renews it. */
export interface JoinToken extends v.InferOutput<typeof JoinToken> {}
export const JoinToken = model({
  /** The token to join with (JWT). It names the room, and nobody in person. */
  token: v.string(),
  /** When it runs out, to the second. Compare it with the server's clock, not with yours. */
  token_expires_at: nullish(timestamp()),
  /** What {@link refreshJoinToken} takes (JWT); a gateway hands out a sealed one. */
  refresh_token: nullish(v.string()),
  /** When the refresh token runs out; refreshing does not prolong it. */
  refresh_token_expires_at: nullish(timestamp()),
  /** How long the token lives, in milliseconds; only a gateway tells. */
  expires_in_ms: nullish(v.number()),
  /** The server's time at the answer, in milliseconds since 1970; only a gateway tells. */
  server_time_ms: nullish(v.number()),
  /** A signed statement of who this is, to hand to the room client; only a gateway tells. */
  context: nullish(v.string()),
})

/** Fields that a room is made or changed with. */
// @__NO_SIDE_EFFECTS__
function roomFields() {
  return {
    /** A name, unique in the account. */
    unique_name: v.optional(v.string()),
    /** How many may be in it at a time, 2 to 50. Default: 10. */
    max_participants: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(50))),
    /** Whether to record each participant. Default: false. */
    enable_recording: v.optional(v.boolean()),
  }
}

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Whether to embed each room's sessions. Default: false. */
  include_sessions: v.optional(v.boolean()),
  /** Only those that match; all given ones must hold. */
  filter: v.optional(
    v.strictObject({
      /** When the room was made, by days (UTC). */
      date_created_at: v.optional(dateRange()),
      /** When it last changed, by days (UTC). */
      date_updated_at: v.optional(dateRange()),
      /** Only the room of this very name. */
      unique_name: v.optional(v.string()),
    }),
  ),
  /** Which page. */
  page: v.optional(pageInput()),
})

/** Lists rooms. */
export const list: Endpoint<ListInput, Page<Room>> = endpoint({
  method: 'GET',
  path: '/rooms',
  input: ListInput,
  output: page(Room),
  envelope: 'page',
})

/** Input of {@link create}. */
export interface CreateInput extends v.InferInput<typeof CreateInput> {}
export const CreateInput = v.strictObject(entries(roomFields(), webhookInput()))

/**
 * Makes a room.
 *
 * After an error whose `outcome` is `unknown` the room may exist: look for it by its name before you try again.
 *
 * @throws {ApiError} 422 when the name is taken.
 *
 * @example Finding out what became of it
 * ```ts
 * import { createClient, isGreenroomError } from '@greenroom/core'
 * import { rooms } from '@greenroom/core/video'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const unique_name = 'standup'
 * const room = await rooms.create(client, { unique_name }).catch(async (error: unknown) => {
 *   if (!isGreenroomError(error) || error.outcome !== 'unknown') throw error
 *   const { data } = await rooms.list(client, { filter: { unique_name } })
 *   return data[0] ?? rooms.create(client, { unique_name })
 * })
 * ```
 */
export const create: Endpoint<CreateInput, Room, 'POST'> = endpoint({
  method: 'POST',
  path: '/rooms',
  input: CreateInput,
  output: Room,
  envelope: 'data',
  success: 201,
})

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject({
  /** The room to retrieve (UUID). */
  room_id: v.string(),
  /** Whether to embed its sessions. Default: false. */
  include_sessions: v.optional(v.boolean()),
})

/** Retrieves one room. */
export const retrieve: Endpoint<RetrieveInput, Room> = endpoint({
  method: 'GET',
  path: '/rooms/{room_id}',
  input: RetrieveInput,
  output: Room,
  envelope: 'data',
})

/** Input of {@link update}. */
export interface UpdateInput extends v.InferInput<typeof UpdateInput> {}
export const UpdateInput = v.strictObject(
  entries(
    {
      /** The room to change (UUID). */
      room_id: v.string(),
    },
    roomFields(),
    webhookInput(),
  ),
)

/** Changes the fields of a room that are given, and leaves the others. */
export const update: Endpoint<UpdateInput, Room, 'PATCH'> = endpoint({
  method: 'PATCH',
  path: '/rooms/{room_id}',
  input: UpdateInput,
  output: Room,
  envelope: 'data',
})

/** Input of {@link delete_ | delete}. */
export interface DeleteInput extends v.InferInput<typeof DeleteInput> {}
export const DeleteInput = v.strictObject({
  /** The room to delete (UUID). */
  room_id: v.string(),
})

const delete_: Endpoint<DeleteInput, void, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/rooms/{room_id}',
  input: DeleteInput,
  output: v.void(),
  success: 204,
})

export {
  /** Deletes a room: whoever is in it is put out, and nobody can join it any more. */
  delete_ as delete,
}

/** How long a join token may live, in seconds: 10 to 3600. Default: 600. */
// @__NO_SIDE_EFFECTS__
function tokenTtl() {
  return v.optional(v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(3600)))
}

/** Input of {@link createJoinToken}. */
export interface CreateJoinTokenInput extends v.InferInput<typeof CreateJoinTokenInput> {}
export const CreateJoinTokenInput = v.strictObject({
  /** The room to join (UUID). */
  room_id: v.string(),
  /** How long the token lives, in seconds, 10 to 3600. Default: 600. */
  token_ttl_secs: tokenTtl(),
  /** How long it can be refreshed, in seconds, 60 to 86400. Default: 3600. */
  refresh_token_ttl_secs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(86_400))),
})

/** Mints a token to join a room with, and one to refresh it with. */
export const createJoinToken: Endpoint<CreateJoinTokenInput, JoinToken, 'POST'> = endpoint({
  method: 'POST',
  path: '/rooms/{room_id}/actions/generate_join_client_token',
  input: CreateJoinTokenInput,
  output: JoinToken,
  envelope: 'data',
  success: 201,
  repeatable: 'a token that nobody got lets nobody in',
  secrets: ['token', 'refresh_token'],
})

/** Input of {@link refreshJoinToken}. */
export interface RefreshJoinTokenInput extends v.InferInput<typeof RefreshJoinTokenInput> {}
export const RefreshJoinTokenInput = v.strictObject({
  /** The room to join (UUID). */
  room_id: v.string(),
  /** The refresh token that came with the first token. */
  refresh_token: v.string(),
  /** How long the new token lives, in seconds, 10 to 3600. Default: 600. */
  token_ttl_secs: tokenTtl(),
})

/** Mints a new join token for a refresh token, which stays as it is. It needs no API key. */
export const refreshJoinToken: Endpoint<RefreshJoinTokenInput, JoinToken, 'POST'> = endpoint({
  method: 'POST',
  path: '/rooms/{room_id}/actions/refresh_client_token',
  input: RefreshJoinTokenInput,
  output: JoinToken,
  envelope: 'data',
  success: 201,
  auth: 'none',
  repeatable: 'a token that nobody got lets nobody in',
  secrets: ['token', 'refresh_token'],
})
