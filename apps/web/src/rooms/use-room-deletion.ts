import type { Room } from '@greenroom/core/video'
import { useDeleteRoom } from '@greenroom/react'
import { useCallback } from 'react'
import { deleteWithUndo } from '../deletions/delete-with-undo.ts'
import { getRoomName } from './room-name.ts'

/** Deletes a room, unless it is taken back within some seconds. The same function at each render. */
export function useRoomDeletion(): (room: Room) => void {
  const { mutateAsync } = useDeleteRoom()
  return useCallback(
    (room) =>
      deleteWithUndo({
        id: room.id,
        name: getRoomName(room),
        commit: () => mutateAsync({ room_id: room.id }),
      }),
    [mutateAsync],
  )
}
