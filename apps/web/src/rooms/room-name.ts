import type { Room } from '@greenroom/core/video'

/** Returns the display name of a room. Rooms without a name get one from their ID. */
export function getRoomName({ id, unique_name: name }: Pick<Room, 'id' | 'unique_name'>): string {
  return name || `Room ${id.slice(0, 8)}`
}
