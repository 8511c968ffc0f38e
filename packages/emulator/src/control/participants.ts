import type { Engine } from '../engine.ts'
import { refusals } from '../http/refusal.ts'
import { join, leave } from '../lifecycle/presence.ts'
import type { ParticipantRow } from '../state/rows.ts'

/**
 * Adds a participant who joins with a token, as the media server does.
 *
 * @throws {Refusal} 401 for a token that is malformed, forged or expired; 404 for an unknown room; 403 for a
 * token of another room; 422 if the room is full.
 */
export async function joinRoom(
  engine: Engine,
  roomId: string,
  clientToken: string,
  context: string | null,
): Promise<ParticipantRow> {
  const { state, tokens } = engine
  const tokenStatus = await tokens.check('access', roomId, clientToken)
  if (tokenStatus === 'invalid') {
    throw refusals.unauthenticated('The token is not a valid join token', { pointer: '/client_token' })
  }
  const room = state.rooms.get(roomId)
  if (!room) throw refusals.notFound('Unknown room')
  if (tokenStatus === 'another-room') {
    throw refusals.forbidden('The token is for another room', { pointer: '/client_token' })
  }
  const participant = join(engine, room, { context })
  if (!participant) throw refusals.unprocessable(`The room is full (${room.max_participants} participants)`)
  return participant
}

/**
 * Removes a participant and returns it. Does nothing if the participant has left already.
 *
 * @throws {Refusal} 404 for an unknown participant.
 */
export function leaveRoom(engine: Engine, id: string): ParticipantRow {
  const { state } = engine
  const participant = state.participants.get(id)
  if (!participant) throw refusals.notFound('Unknown participant')
  if (participant.left_at === null) leave(engine, participant)
  return state.participants.get(id) ?? participant
}
