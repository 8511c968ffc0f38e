/**
 * The endpoints of Telnyx Video: one module per resource, and `createVideo` to bind them to a client.
 *
 * @module
 */
import { type Bound, bind } from '../bind.ts'
import { createClient } from '../client.ts'
import * as roomCompositions from './room-compositions.ts'
import * as roomParticipants from './room-participants.ts'
import * as roomRecordings from './room-recordings.ts'
import * as roomSessions from './room-sessions.ts'
import * as rooms from './rooms.ts'

export { createDownloadUrl, type Downloadable, type DownloadUrlOptions } from '../helpers/download-url.ts'
export { type WaitForCompositionOptions, waitForComposition } from '../helpers/wait-for-composition.ts'
export type { RoomComposition } from './room-compositions.ts'
export type { RoomParticipant } from './room-participants.ts'
export type { RoomRecording } from './room-recordings.ts'
export type { RoomSession } from './room-sessions.ts'
export type { JoinToken, Room } from './rooms.ts'

import type { Client, ClientOptions } from '../types.ts'

export { roomCompositions, roomParticipants, roomRecordings, roomSessions, rooms }

/** All Telnyx Video endpoints, bound to one client. */
export interface Video {
  readonly rooms: Bound<typeof rooms>
  readonly roomSessions: Bound<typeof roomSessions>
  readonly roomParticipants: Bound<typeof roomParticipants>
  readonly roomRecordings: Bound<typeof roomRecordings>
  readonly roomCompositions: Bound<typeof roomCompositions>
}

/**
 * Binds all Telnyx Video endpoints to a client, or to a new client with the given options.
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
  // Listed by name: if a module is passed as a whole, bundlers keep all of its exports.
  return {
    rooms: bind(client, {
      list: rooms.list,
      create: rooms.create,
      retrieve: rooms.retrieve,
      update: rooms.update,
      delete: rooms.delete,
      createJoinToken: rooms.createJoinToken,
      refreshJoinToken: rooms.refreshJoinToken,
    }),
    roomSessions: bind(client, {
      list: roomSessions.list,
      listByRoom: roomSessions.listByRoom,
      retrieve: roomSessions.retrieve,
      listParticipants: roomSessions.listParticipants,
      end: roomSessions.end,
      kick: roomSessions.kick,
      mute: roomSessions.mute,
      unmute: roomSessions.unmute,
    }),
    roomParticipants: bind(client, { list: roomParticipants.list, retrieve: roomParticipants.retrieve }),
    roomRecordings: bind(client, {
      list: roomRecordings.list,
      retrieve: roomRecordings.retrieve,
      delete: roomRecordings.delete,
      deleteMany: roomRecordings.deleteMany,
    }),
    roomCompositions: bind(client, {
      list: roomCompositions.list,
      create: roomCompositions.create,
      retrieve: roomCompositions.retrieve,
      delete: roomCompositions.delete,
    }),
  }
}
