/**
 * Sessions: what happened in a room from the first join to the last leave.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { type Page, page, pageInput } from '../schema/page.ts'
import { dateRange, timestamp } from '../schema/time.ts'
import { uuid } from '../schema/uuid.ts'
import { participantFilters, RoomParticipant } from './room-participants.ts'

/** One gathering in a room, from the first join to the last leave. */
export interface RoomSession extends v.InferOutput<typeof RoomSession> {}
export const RoomSession = model({
  /** Identifies the session (UUID). */
  id: v.string(),
  /** The room it is in (UUID). */
  room_id: nullish(v.string()),
  /** Whether somebody is there. */
  active: nullish(v.boolean()),
  /** When the first participant joined. */
  created_at: nullish(timestamp()),
  /** When the session last changed. */
  updated_at: nullish(timestamp()),
  /** When it ended; absent while it is active. */
  ended_at: nullish(timestamp()),
  /** Who was there; filled only with `include_participants`. */
  participants: nullish(v.array(RoomParticipant)),
  /** Always `room_session`. */
  record_type: nullish(v.string()),
})

/** What an action on a session answers. */
export interface ActionResult extends v.InferOutput<typeof ActionResult> {}
export const ActionResult = model({
  /** How it went: `ok`. */
  result: nullish(v.string()),
})

/** Filters of the sessions of one room; all given ones must hold. */
// @__NO_SIDE_EFFECTS__
function sessionFilters() {
  return {
    /** When the session began, by days (UTC). */
    date_created_at: v.optional(dateRange()),
    /** When it last changed, by days (UTC). */
    date_updated_at: v.optional(dateRange()),
    /** When it ended, by days (UTC). */
    date_ended_at: v.optional(dateRange()),
    /** Only those that are going on, or only those that are over. */
    active: v.optional(v.boolean()),
  }
}

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Whether to embed each session's participants. Default: false. */
  include_participants: v.optional(v.boolean()),
  /** Only those that match; all given ones must hold. */
  filter: v.optional(
    v.strictObject(
      entries(sessionFilters(), {
        /** Only those of this room. */
        room_id: v.optional(v.string()),
      }),
    ),
  ),
  /** Which page. */
  page: v.optional(pageInput()),
})

/** Lists the sessions of all rooms, those that are over included. */
export const list: Endpoint<ListInput, Page<RoomSession>> = endpoint({
  method: 'GET',
  path: '/room_sessions',
  input: ListInput,
  output: page(RoomSession),
  envelope: 'page',
})

/** Input of {@link listByRoom}. */
export interface ListByRoomInput extends v.InferInput<typeof ListByRoomInput> {}
export const ListByRoomInput = v.strictObject({
  /** The room whose sessions are wanted (UUID). */
  room_id: v.string(),
  /** Whether to embed each session's participants. Default: false. */
  include_participants: v.optional(v.boolean()),
  /** Only those that match; all given ones must hold. */
  filter: v.optional(v.strictObject(sessionFilters())),
  /** Which page. */
  page: v.optional(pageInput()),
})

/** Lists the sessions of one room, those that are over included. */
export const listByRoom: Endpoint<ListByRoomInput, Page<RoomSession>> = endpoint({
  method: 'GET',
  path: '/rooms/{room_id}/sessions',
  input: ListByRoomInput,
  output: page(RoomSession),
  envelope: 'page',
})

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject({
  /** The session to retrieve (UUID). */
  room_session_id: v.string(),
  /** Whether to embed its participants. Default: false. */
  include_participants: v.optional(v.boolean()),
})

/** Retrieves one session. */
export const retrieve: Endpoint<RetrieveInput, RoomSession> = endpoint({
  method: 'GET',
  path: '/room_sessions/{room_session_id}',
  input: RetrieveInput,
  output: RoomSession,
  envelope: 'data',
})

/** Input of {@link listParticipants}. */
export interface ListParticipantsInput extends v.InferInput<typeof ListParticipantsInput> {}
export const ListParticipantsInput = v.strictObject({
  /** The session whose participants are wanted (UUID). */
  room_session_id: v.string(),
  /** Only those that match; all given ones must hold. */
  filter: v.optional(v.strictObject(participantFilters())),
  /** Which page. */
  page: v.optional(pageInput()),
})

/** Lists who is and who was in one session. */
export const listParticipants: Endpoint<ListParticipantsInput, Page<RoomParticipant>> = endpoint({
  method: 'GET',
  path: '/room_sessions/{room_session_id}/participants',
  input: ListParticipantsInput,
  output: page(RoomParticipant),
  envelope: 'page',
})

/** Input of {@link end}. */
export interface EndInput extends v.InferInput<typeof EndInput> {}
export const EndInput = v.strictObject({
  /** The session to end (UUID). */
  room_session_id: v.string(),
})

/**
 * Ends a session: everybody in it is put out. The room stays, and the next join opens a new session.
 *
 * @throws {ApiError} 422 when the session is over already.
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
  /** The session they are in (UUID). */
  room_session_id: v.string(),
  /** Whom it is about: `'all'`, or participants' ids (UUID). */
  participants: v.optional(v.union([v.literal('all'), v.array(uuid())])),
  /** Whom to spare (UUID), of use with `'all'`. */
  exclude: v.optional(v.array(uuid())),
})

/** Puts participants out of a session. They may join again as long as they have a token. */
export const kick: Endpoint<ParticipantsInput, ActionResult, 'POST'> = endpoint({
  method: 'POST',
  path: '/room_sessions/{room_session_id}/actions/kick',
  input: ParticipantsInput,
  output: ActionResult,
  envelope: 'data',
})

/** Silences participants for everybody, whatever they do on their side. */
export const mute: Endpoint<ParticipantsInput, ActionResult, 'POST'> = endpoint({
  method: 'POST',
  path: '/room_sessions/{room_session_id}/actions/mute',
  input: ParticipantsInput,
  output: ActionResult,
  envelope: 'data',
  repeatable: 'muting the muted changes nothing',
})

/** Takes a {@link mute} back. */
export const unmute: Endpoint<ParticipantsInput, ActionResult, 'POST'> = endpoint({
  method: 'POST',
  path: '/room_sessions/{room_session_id}/actions/unmute',
  input: ParticipantsInput,
  output: ActionResult,
  envelope: 'data',
  repeatable: 'unmuting who is not muted changes nothing',
})
