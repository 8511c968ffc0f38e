/**
 * Telnyx Video: one module a resource, and all of them bound to a client.
 *
 * @module
 */
import { type Bound, bind } from '../bind.ts'
import { type Client, type ClientOptions, createClient } from '../client.ts'
import * as roomSessions from './room-sessions.ts'
import * as rooms from './rooms.ts'

export type { RoomParticipant } from './room-participants.ts'
export type { RoomSession } from './room-sessions.ts'
export type { JoinToken, Room } from './rooms.ts'
export { roomSessions, rooms }

/** All of Telnyx Video, bound to one client. */
export interface Video {
  readonly rooms: Bound<typeof rooms>
  readonly roomSessions: Bound<typeof roomSessions>
}

/**
 * Binds all of Telnyx Video to a client, or to a new one made of the options.
 *
 * @example
 * ```ts
 * import { createVideo } from '@greenroom/core/video'
 *
 * const video = createVideo({ apiKey: 'KEY…' })
 * const { data } = await video.rooms.list({ page: { size: 50 } })
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function createVideo(options: ClientOptions | Client): Video {
  const client = 'request' in options ? options : createClient(options)
  return {
    rooms: bind(client, rooms),
    roomSessions: bind(client, roomSessions),
  }
}
