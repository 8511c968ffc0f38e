import { type Endpoint, endpoint } from '@greenroom/core'
import { RoomParticipant } from '@greenroom/core/video/room-participants'
import * as v from 'valibot'
import { site } from '../api/clients.ts'

/** A presence in a room: what is between the page and the media, whoever plays that side. */
export interface Call {
  /** The presence's id, as the room's sessions list it. */
  readonly participantId: string
  /** Hands the next token over; resolves once it is taken. */
  renew(token: string): Promise<void>
  /** Leaves the room; once it is over this changes nothing. */
  leave(): Promise<void>
}

/** What somebody joins with. */
export interface JoinOptions {
  readonly roomId: string
  readonly token: string
  /** What to say of oneself to the others in the room. */
  readonly context: string
}

/** Whether something plays the media side, so that joining is possible. */
export const canJoin: boolean = import.meta.env['VITE_EMULATOR'] === '1'

const JoinInput = v.strictObject({
  room_id: v.string(),
  client_token: v.string(),
  context: v.string(),
})

const join: Endpoint<v.InferInput<typeof JoinInput>, RoomParticipant> = endpoint({
  method: 'POST',
  path: '/_emulator/rooms/{room_id}/join',
  input: JoinInput,
  output: RoomParticipant,
  success: 201,
  secrets: ['client_token'],
})

const LeaveInput = v.strictObject({ participant_id: v.string() })

const leave: Endpoint<v.InferInput<typeof LeaveInput>, RoomParticipant> = endpoint({
  method: 'POST',
  path: '/_emulator/participants/{participant_id}/leave',
  input: LeaveInput,
  output: RoomParticipant,
  repeatable: 'leaving twice changes nothing',
})

/**
 * Joins a room of the emulator, which plays the media side.
 *
 * @throws {ApiError} 401 for a token that does not work, 403 for another room's, 422 when the room is full.
 */
export async function joinCall({ roomId, token, context }: JoinOptions): Promise<Call> {
  const { id } = await join(site, { room_id: roomId, client_token: token, context })
  return {
    participantId: id,
    // The emulator keeps nobody's token: that the gateway gave this one is all there is to show.
    renew: async () => undefined,
    leave: async () => {
      await leave(site, { participant_id: id })
    },
  }
}
