/**
 * People in a room, one record for each time that somebody joined.
 *
 * @module
 */
import * as v from 'valibot'
import { model, nullish } from '../schema/model.ts'
import { timestamp } from '../schema/time.ts'

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
