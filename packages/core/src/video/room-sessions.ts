/**
 * Sessions of rooms. A session lasts from the first join to the last leave.
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
import { uuid } from '../schema/uuid.ts'
import { participantFilters, RoomParticipant } from './room-participants.ts'

/** A session: one gathering in a room, from the first join to the last leave. */
export interface RoomSession extends v.InferOutput<typeof RoomSession> {}
export const RoomSession = model({
  /** Session id (UUID). */
  id: v.string(),
  /** Room id (UUID). */
  room_id: nullish(v.string()),
  /** Whether the session has participants. */
  active: nullish(v.boolean()),
  /** Time of the first join. */
  created_at: nullish(timestamp()),
  /** Time of the last change. */
  updated_at: nullish(timestamp()),
  /** End time. Absent while the session is active. */
  ended_at: nullish(timestamp()),
  /** Participants. Present only with `include_participants`. */
  participants: nullish(v.array(RoomParticipant)),
  /** Always `room_session`. */
  record_type: nullish(v.string()),
})

/** Output of an action on a session. */
export interface ActionResult extends v.InferOutput<typeof ActionResult> {}
export const ActionResult = model({
  /** Result: `ok`. */
  result: nullish(v.string()),
})

/** Filters of the sessions of a room. */
// @__NO_SIDE_EFFECTS__
function sessionFilters() {
  return {
    /** Start day (UTC). */
    date_created_at: v.optional(dateRange()),
    /** Day of the last change (UTC). */
    date_updated_at: v.optional(dateRange()),
    /** End day (UTC). */
    date_ended_at: v.optional(dateRange()),
    /** Returns only active (`true`) or only ended (`false`) sessions. */
    active: v.optional(v.boolean()),
  }
}

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Whether to embed each session's participants. Default: false. */
  include_participants: v.optional(v.boolean()),
  /** Returns only items that match every given filter. */
  filter: v.optional(
    v.strictObject(
      entries(sessionFilters(), {
        /** Room id. */
        room_id: v.optional(refersTo('room')),
      }),
    ),
  ),
  /** Page to return. */
  page: v.optional(pageInput()),
})

/** Lists the sessions of all rooms, including ended ones. */
export const list: Endpoint<ListInput, Page<RoomSession>, 'GET'> = endpoint({
  method: 'GET',
  path: '/room_sessions',
  input: ListInput,
  output: page(RoomSession),
  envelope: 'page',
})

/** Input of {@link listByRoom}. */
export interface ListByRoomInput extends v.InferInput<typeof ListByRoomInput> {}
export const ListByRoomInput = v.strictObject({
  /** Room id (UUID). */
  room_id: refersTo('room'),
  /** Whether to embed each session's participants. Default: false. */
  include_participants: v.optional(v.boolean()),
  /** Returns only items that match every given filter. */
  filter: v.optional(v.strictObject(sessionFilters())),
  /** Page to return. */
  page: v.optional(pageInput()),
})

/** Lists the sessions of one room, including ended ones. */
export const listByRoom: Endpoint<ListByRoomInput, Page<RoomSession>, 'GET'> = endpoint({
  method: 'GET',
  path: '/rooms/{room_id}/sessions',
  input: ListByRoomInput,
  output: page(RoomSession),
  envelope: 'page',
})

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject({
  /** Session id (UUID). */
  room_session_id: refersTo('session'),
  /** Whether to embed its participants. Default: false. */
  include_participants: v.optional(v.boolean()),
})

/** Retrieves one session. */
export const retrieve: Endpoint<RetrieveInput, RoomSession, 'GET'> = endpoint({
  method: 'GET',
  path: '/room_sessions/{room_session_id}',
  input: RetrieveInput,
  output: RoomSession,
  envelope: 'data',
})

/** Input of {@link listParticipants}. */
export interface ListParticipantsInput extends v.InferInput<typeof ListParticipantsInput> {}
export const ListParticipantsInput = v.strictObject({
  /** Session id (UUID). */
  room_session_id: refersTo('session'),
  /** Returns only items that match every given filter. */
  filter: v.optional(v.strictObject(participantFilters())),
  /** Page to return. */
  page: v.optional(pageInput()),
})

/** Lists present and past participants of one session. */
export const listParticipants: Endpoint<ListParticipantsInput, Page<RoomParticipant>, 'GET'> = endpoint({
  method: 'GET',
  path: '/room_sessions/{room_session_id}/participants',
  input: ListParticipantsInput,
  output: page(RoomParticipant),
  envelope: 'page',
})

/** Input of {@link end}. */
export interface EndInput extends v.InferInput<typeof EndInput> {}
export const EndInput = v.strictObject({
  /** Session id (UUID). */
  room_session_id: refersTo('session'),
})

/**
 * Ends a session and removes its participants. The room remains, and the next join starts a new session.
 *
 * @throws {ApiError} 422 if the session has already ended.
 */
export const end: Endpoint<EndInput, ActionResult, 'POST'> = endpoint({
  method: 'POST',
  path: '/room_sessions/{room_session_id}/actions/end',
  input: EndInput,
  output: ActionResult,
  envelope: 'data',
})

/** Input of {@link kick}, {@link mute} and {@link unmute}. */
export interface ParticipantsInput extends v.InferInput<typeof ParticipantsInput> {}
export const ParticipantsInput = v.strictObject({
  /** Session id (UUID). */
  room_session_id: refersTo('session'),
  /** Participants: `'all'`, or participant ids (UUID). */
  participants: v.optional(v.union([v.literal('all'), v.array(refersTo('participant', uuid()))])),
  /** Participants to exclude (UUID), for use with `'all'`. */
  exclude: v.optional(v.array(refersTo('participant', uuid()))),
})

/** Removes participants from a session. They can rejoin while they have a valid join token. */
export const kick: Endpoint<ParticipantsInput, ActionResult, 'POST'> = endpoint({
  method: 'POST',
  path: '/room_sessions/{room_session_id}/actions/kick',
  input: ParticipantsInput,
  output: ActionResult,
  envelope: 'data',
})

/** Mutes participants for all others, regardless of their own microphone state. */
export const mute: Endpoint<ParticipantsInput, ActionResult, 'POST'> = endpoint({
  method: 'POST',
  path: '/room_sessions/{room_session_id}/actions/mute',
  input: ParticipantsInput,
  output: ActionResult,
  envelope: 'data',
  repeatable: 'muting muted participants changes nothing',
})

/** Reverts {@link mute}. */
export const unmute: Endpoint<ParticipantsInput, ActionResult, 'POST'> = endpoint({
  method: 'POST',
  path: '/room_sessions/{room_session_id}/actions/unmute',
  input: ParticipantsInput,
  output: ActionResult,
  envelope: 'data',
  repeatable: 'unmuting participants who are not muted changes nothing',
})
