/**
 * People in a room, one record for each time that somebody joined.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { entries } from '../schema/entries.ts'
import { model, nullish } from '../schema/model.ts'
import { type Page, page, pageInput } from '../schema/page.ts'
import { dateRange, timestamp } from '../schema/time.ts'

/** Somebody's presence in one session. */
export interface RoomParticipant extends v.InferOutput<typeof RoomParticipant> {}
export const RoomParticipant = model({
  /** Identifies the presence (UUID); somebody who joins again has another. */
  id: v.string(),
  /** The session they are in (UUID). */
  session_id: nullish(v.string()),
  /** What their client said of itself, opaque to the API; usually JSON. Nothing vouches for it. */
  context: nullish(v.string()),
  /** When they joined. */
  joined_at: nullish(timestamp()),
  /** When they left; absent while they are there. */
  left_at: nullish(timestamp()),
  /** When the record last changed. */
  updated_at: nullish(timestamp()),
  /** Always `room_participant`. */
  record_type: nullish(v.string()),
})

/** Filters of the participants of one session; all given ones must hold. */
// @__NO_SIDE_EFFECTS__
export function participantFilters() {
  return {
    /** When they joined, by days (UTC). */
    date_joined_at: v.optional(dateRange()),
    /** When their record last changed, by days (UTC). */
    date_updated_at: v.optional(dateRange()),
    /** When they left, by days (UTC). */
    date_left_at: v.optional(dateRange()),
    /** Only those with this very context. */
    context: v.optional(v.string()),
  }
}

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Only those that match. */
  filter: v.optional(
    v.strictObject(
      entries(participantFilters(), {
        /** Only those of this session. */
        session_id: v.optional(v.string()),
      }),
    ),
  ),
  /** Which page. */
  page: v.optional(pageInput()),
})

/** Lists who is and who was in the sessions of all rooms. */
export const list: Endpoint<ListInput, Page<RoomParticipant>> = endpoint({
  method: 'GET',
  path: '/room_participants',
  input: ListInput,
  output: page(RoomParticipant),
  envelope: 'page',
})

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject({
  /** The presence to retrieve (UUID). */
  room_participant_id: v.string(),
})

/** Retrieves one presence in a session. */
export const retrieve: Endpoint<RetrieveInput, RoomParticipant> = endpoint({
  method: 'GET',
  path: '/room_participants/{room_participant_id}',
  input: RetrieveInput,
  output: RoomParticipant,
  envelope: 'data',
})
