import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { model } from '../schema/model.ts'
import { refersTo } from '../schema/reference.ts'

/** A change of a room or of something in it. It has ids only: retrieve the resource to see its state. */
export interface Update extends v.InferOutput<typeof Update> {}
export const Update = model({
  /** Id of the update: the webhook event's. */
  id: v.string(),
  /**
   * What happened: a webhook's event type, such as `video.room.participant.joined`, or one of the gateway's
   * own, such as `greenroom.room.updated`.
   */
  type: v.string(),
  /** When it happened (ISO 8601). */
  occurred_at: v.string(),
  /** The room (UUID). */
  room_id: v.string(),
  /** The session (UUID). */
  session_id: v.optional(v.string()),
  /** The participant (UUID). */
  participant_id: v.optional(v.string()),
  /** The recording (UUID). */
  recording_id: v.optional(v.string()),
  /** The composition (UUID). */
  composition_id: v.optional(v.string()),
})

/** Input of {@link updates}. */
export interface UpdatesInput extends v.InferInput<typeof UpdatesInput> {}
export const UpdatesInput = v.strictObject({
  /** Rooms to watch (UUID). Default: every room that the grant includes. */
  room_id: v.optional(v.union([refersTo('room'), v.array(refersTo('room'))])),
})

const path = '/updates'

/** The route of {@link updates}. It is enough to open the stream, so pages load no schema of its input. */
export const updatesRoute = { method: 'GET', path } as const

/**
 * The stream of updates that a gateway serves (Server-Sent Events). In `authorize`, `call.is(updates)`
 * recognizes it. Pages read it with {@link subscribeToUpdates}.
 */
export const updates: Endpoint<UpdatesInput, Update> = endpoint({
  method: 'GET',
  path,
  input: UpdatesInput,
  output: Update,
  guard: () => ({ pointer: '', expected: 'subscribeToUpdates', received: 'a call of a stream' }),
})
