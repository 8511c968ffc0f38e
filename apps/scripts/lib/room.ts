import type { Client } from '@greenroom/core'
import { type Room, roomSessions, rooms } from '@greenroom/core/video'
import { ScriptError } from './script.ts'

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * Returns the room with the given id or name.
 *
 * @throws {ScriptError} when no room has this name.
 */
export async function findRoom(client: Client, idOrName: string, signal: AbortSignal): Promise<Room> {
  if (uuid.test(idOrName)) return rooms.retrieve(client, { room_id: idOrName }, { signal })
  const { data } = await rooms.list(client, { filter: { unique_name: idOrName } }, { signal })
  if (data[0] === undefined) throw new ScriptError(`No room is named ${idOrName}`)
  return data[0]
}

/** Returns the active session of a room, or undefined while the room is empty. */
export async function activeSession(client: Client, room_id: string, signal: AbortSignal) {
  const { data } = await roomSessions.listByRoom(client, { room_id, filter: { active: true } }, { signal })
  return data[0]
}
