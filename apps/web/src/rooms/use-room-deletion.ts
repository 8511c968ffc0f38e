import type { Room } from '@greenroom/core/video'
import { useDeleteRoom } from '@greenroom/react'
import { useCallback } from 'react'
import { deleteWithUndo } from '../deletions/delete-with-undo.ts'
import { getRoomName } from './room-name.ts'

/** Returns a stable function that deletes a room unless the user presses "Undo" within a few seconds. */
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
