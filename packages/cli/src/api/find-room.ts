import type { Client } from '@greenroom/core'
import { list, type Room, retrieve } from '@greenroom/core/video/rooms'
import { CommandError } from '../command-error.ts'

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/**
 * Returns a room by its id or its unique name.
 *
 * @throws {CommandError} if there is no such room.
 */
export async function findRoom(client: Client, room: string): Promise<Room> {
  if (uuid.test(room)) {
    const found = await retrieve(client, { room_id: room }).catch((error: { readonly status?: number }) => {
      if (error.status === 404) return undefined
      throw error
    })
    return found ?? unknownRoom(room)
  }
  const { data } = await list(client, { filter: { unique_name: room } })
  return data.find(({ unique_name }) => unique_name === room) ?? unknownRoom(room)
}

function unknownRoom(room: string): never {
  throw new CommandError(`There is no room ${room}. List the rooms with greenroom rooms`, 1)
}
