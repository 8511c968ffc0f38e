/**
 * Participants: one record for each join.
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

/** A participant: one presence in a session. */
export interface RoomParticipant extends v.InferOutput<typeof RoomParticipant> {}
export const RoomParticipant = model({
  /** Participant id (UUID). A user who rejoins gets a new id. */
  id: v.string(),
  /** Session id (UUID). */
  session_id: nullish(v.string()),
  /** Context that the participant's client sent, usually JSON. The API does not verify it. */
  context: nullish(v.string()),
  /** Time of the join. */
  joined_at: nullish(timestamp()),
  /** Time of the leave. Absent while the participant is present. */
  left_at: nullish(timestamp()),
  /** Time of the last change. */
  updated_at: nullish(timestamp()),
  /** Always `room_participant`. */
  record_type: nullish(v.string()),
})

/** Filters of the participants of a session. */
// @__NO_SIDE_EFFECTS__
export function participantFilters() {
  return {
    /** Day of the join (UTC). */
    date_joined_at: v.optional(dateRange()),
    /** Day of the last change (UTC). */
    date_updated_at: v.optional(dateRange()),
    /** Day of the leave (UTC). */
    date_left_at: v.optional(dateRange()),
    /** Exact context. */
    context: v.optional(refersTo('text')),
  }
}

/** Input of {@link list}. */
export interface ListInput extends v.InferInput<typeof ListInput> {}
export const ListInput = v.strictObject({
  /** Returns only items that match every given filter. */
  filter: v.optional(
    v.strictObject(
      entries(participantFilters(), {
        /** Session id. */
        session_id: v.optional(refersTo('session')),
      }),
    ),
  ),
  /** Page to return. */
  page: v.optional(pageInput()),
})

/** Lists present and past participants of all rooms. */
export const list: Endpoint<ListInput, Page<RoomParticipant>, 'GET'> = endpoint({
  method: 'GET',
  path: '/room_participants',
  input: ListInput,
  output: page(RoomParticipant),
  envelope: 'page',
})

/** Input of {@link retrieve}. */
export interface RetrieveInput extends v.InferInput<typeof RetrieveInput> {}
export const RetrieveInput = v.strictObject({
  /** Participant id (UUID). */
  room_participant_id: refersTo('participant'),
})

/** Retrieves one participant. */
export const retrieve: Endpoint<RetrieveInput, RoomParticipant, 'GET'> = endpoint({
  method: 'GET',
  path: '/room_participants/{room_participant_id}',
  input: RetrieveInput,
  output: RoomParticipant,
  envelope: 'data',
})
