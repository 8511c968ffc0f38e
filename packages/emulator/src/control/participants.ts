import type { Engine } from '../engine.ts'
import { refusals } from '../http/refusal.ts'
import { join, leave } from '../lifecycle/presence.ts'
import type { ParticipantRow } from '../state/rows.ts'

/**
 * Lets somebody join with a token, as the media server would.
 *
 * @throws {Refusal} 401 for a token that is none, forged or expired; 404 for an unknown room; 403 for another
 * room's token; 422 when the room is full.
 */
export async function joinRoom(
  engine: Engine,
  roomId: string,
  clientToken: string,
  context: string | null,
): Promise<ParticipantRow> {
  const { state, tokens } = engine
  const verdict = await tokens.check('access', roomId, clientToken)
  if (verdict === 'invalid') {
    throw refusals.unauthenticated('The token is not a valid join token', { pointer: '/client_token' })
  }
  const room = state.rooms.get(roomId)
  if (!room) throw refusals.notFound('There is no such room')
  if (verdict === 'another-room') {
    throw refusals.forbidden('The token is for another room', { pointer: '/client_token' })
  }
  const participant = join(engine, room, { context })
  if (!participant) throw refusals.unprocessable(`The room is full: ${room.max_participants} are in it`)
  return participant
}

/**
 * Takes a participant out; once they have left it changes nothing.
 *
 * @throws {Refusal} 404 for an unknown participant.
 */
export function leaveRoom(engine: Engine, id: string): ParticipantRow {
  const { state } = engine
  const participant = state.participants.get(id)
  if (!participant) throw refusals.notFound('There is no such participant')
  if (participant.left_at === null) leave(engine, participant)
  return state.participants.get(id) ?? participant
}
