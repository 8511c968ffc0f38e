import type { Room } from '@greenroom/core/video'

/** What to call a room: the API lets rooms be without a name. */
export function getRoomName({ id, unique_name: name }: Pick<Room, 'id' | 'unique_name'>): string {
  return name || `Room ${id.slice(0, 8)}`
}
