/**
 * Rooms, and the tokens with which users join them.
 *
 * Each endpoint follows its input. It is a function with properties, from which the bound client, the React
 * queries, the routes of the emulator and the allow-list of the gateway are derived.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { type Page, page, pageInput } from '../schema/page.ts'
import { refersTo } from '../schema/reference.ts'
import { dateRange, timestamp } from '../schema/time.ts'
import { webhookInput, webhookModel } from '../schema/webhook.ts'
import { RoomSession } from './room-sessions.ts'

/** A room. It exists until it is deleted. Each gathering in it is a session. */
export interface Room extends v.InferOutput<typeof Room> {}
export const Room = model(
  entries(webhookModel(), {
    /** Room id (UUID). */
    id: v.string(),
    /** Name, unique in the account. */
    unique_name: nullish(v.string()),
    /** Maximum number of concurrent participants. Further joins are rejected. */
    max_participants: nullish(v.number()),
    /** Whether participants are recorded. */
    enable_recording: nullish(v.boolean()),
    /** Active session id (UUID). Absent while the room is empty. */
    active_session_id: nullish(v.string()),
    /** Sessions. Present only with `include_sessions`. */
    sessions: nullish(v.array(RoomSession)),
    /** Creation time. */
    created_at: nullish(timestamp()),
    /** Time of the last change. */
    updated_at: nullish(timestamp()),
    /** Always `room`. */
    record_type: nullish(v.string()),
  }),
)

/** A join token for a room, and the refresh token that renews it. */
export interface JoinToken extends v.InferOutput<typeof JoinToken> {}
export const JoinToken = model({
  /** Join token (JWT). It identifies the room, not a user. */
  token: v.string(),
  /** Expiry time, in whole seconds. Compare it with the server's clock, not with the local clock. */
  token_expires_at: nullish(timestamp()),
  /** Refresh token for {@link refreshJoinToken} (JWT). A gateway returns a sealed one. */
  refresh_token: nullish(v.string()),
  /** Expiry time of the refresh token. Refreshing does not extend it. */
  refresh_token_expires_at: nullish(timestamp()),
  /** Lifetime of the join token in milliseconds. Only a gateway returns it. */
  expires_in_ms: nullish(v.number()),
  /** Server time of the response, in milliseconds since 1970. Only a gateway returns it. */
  server_time_ms: nullish(v.number()),
  /** Signed context that identifies the user, to pass to the room client. Only a gateway returns it. */
  context: nullish(v.string()),
})

/** Fields of a room for creating and updating it. */
// @__NO_SIDE_EFFECTS__
function roomFields() {
  return {
    /** Name, unique in the account. */
    unique_name: v.optional(refersTo('text')),
    /** Maximum number of concurrent participants, 2 to 50. Default: 10. */
    max_participants: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(50))),
    /** Whether to record participants. Default: false. */
    enable_recording: v.optional(v.boolean()),
  }
}

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Whether to embed each room's sessions. Default: false. */
  include_sessions: v.optional(v.boolean()),
  /** Returns only items that match every given filter. */
  filter: v.optional(
    v.strictObject({
      /** Creation day (UTC). */
      date_created_at: v.optional(dateRange()),
      /** Day of the last change (UTC). */
      date_updated_at: v.optional(dateRange()),
      /** Exact name. */
      unique_name: v.optional(refersTo('text')),
    }),
  ),
  /** Page to return. */
  page: v.optional(pageInput()),
})

/** Lists rooms. */
export const list: Endpoint<ListInput, Page<Room>, 'GET'> = endpoint({
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
 * Creates a room.
 *
 * After an error with the outcome `unknown`, the room may exist. Look for it by its name before you retry.
 *
 * @throws {ApiError} 422 if the name is taken.
 *
 * @example After an unknown outcome
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
  /** Room id (UUID). */
  room_id: refersTo('room'),
  /** Whether to embed its sessions. Default: false. */
  include_sessions: v.optional(v.boolean()),
})

/** Retrieves one room. */
export const retrieve: Endpoint<RetrieveInput, Room, 'GET'> = endpoint({
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
      /** Room id (UUID). */
      room_id: refersTo('room'),
    },
    roomFields(),
    webhookInput(),
  ),
)

/** Updates a room. Omitted fields keep their values. */
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
  /** Room id (UUID). */
  room_id: refersTo('room'),
})

const delete_: Endpoint<DeleteInput, void, 'DELETE'> = endpoint({
  method: 'DELETE',
  path: '/rooms/{room_id}',
  input: DeleteInput,
  output: v.void(),
  success: 204,
})

export {
  /** Deletes a room. Its participants are removed, and further joins are rejected. */
  delete_ as delete,
}

/** Declares the lifetime of a join token in seconds: 10 to 3600. Default: 600. */
// @__NO_SIDE_EFFECTS__
function tokenTtl() {
  return v.optional(v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(3600)))
}

/** Input of {@link createJoinToken}. */
export interface CreateJoinTokenInput extends v.InferInput<typeof CreateJoinTokenInput> {}
export const CreateJoinTokenInput = v.strictObject({
  /** Room id (UUID). */
  room_id: refersTo('room'),
  /** Lifetime of the join token in seconds, 10 to 3600. Default: 600. */
  token_ttl_secs: tokenTtl(),
  /** Lifetime of the refresh token in seconds, 60 to 86400. Default: 3600. */
  refresh_token_ttl_secs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(86_400))),
})

/** Creates a join token for a room, and a refresh token that renews it. */
export const createJoinToken: Endpoint<CreateJoinTokenInput, JoinToken, 'POST'> = endpoint({
  method: 'POST',
  path: '/rooms/{room_id}/actions/generate_join_client_token',
  input: CreateJoinTokenInput,
  output: JoinToken,
  envelope: 'data',
  success: 201,
  repeatable: 'an unused join token has no effect',
  secrets: ['token', 'refresh_token'],
})

/** Input of {@link refreshJoinToken}. */
export interface RefreshJoinTokenInput extends v.InferInput<typeof RefreshJoinTokenInput> {}
export const RefreshJoinTokenInput = v.strictObject({
  /** Room id (UUID). */
  room_id: refersTo('room'),
  /** Refresh token that was returned with the first join token. */
  refresh_token: v.string(),
  /** Lifetime of the new join token in seconds, 10 to 3600. Default: 600. */
  token_ttl_secs: tokenTtl(),
})

/** Creates a new join token from a refresh token, which does not change. Needs no API key. */
export const refreshJoinToken: Endpoint<RefreshJoinTokenInput, JoinToken, 'POST'> = endpoint({
  method: 'POST',
  path: '/rooms/{room_id}/actions/refresh_client_token',
  input: RefreshJoinTokenInput,
  output: JoinToken,
  envelope: 'data',
  success: 201,
  auth: 'none',
  repeatable: 'an unused join token has no effect',
  secrets: ['token', 'refresh_token'],
})
