import type { Room } from '@greenroom/core/video'
import { useDeleteRoom } from '@greenroom/react'
import { useSyncExternalStore } from 'react'
import { wordsFor } from '../errors/words.ts'
import { note } from '../ui/notes.ts'
import { createDeletions } from './deletions.ts'
import { roomName } from './room-name.ts'

const deletions = createDeletions()
// Whoever goes away does not take it back any more.
addEventListener('pagehide', deletions.commitAll)

/** The rooms that are as good as deleted. */
export function useHiddenRooms(): ReadonlySet<string> {
  return useSyncExternalStore(deletions.subscribe, deletions.hidden)
}

/** Deletes a room, unless it is taken back within some seconds. */
export function useRoomDeletion(): (room: Room) => void {
  const { mutateAsync } = useDeleteRoom()
  return (room) => {
    const deletion = deletions.begin(room.id, () => mutateAsync({ room_id: room.id }))
    const commit = () =>
      void deletion.commit().catch((error: unknown) => {
        void note({ text: `${roomName(room)} is still there. ${wordsFor(error, 'room').title}.` })
      })
    void note(
      { text: `${roomName(room)} was deleted.`, action: { label: 'Undo', onPress: deletion.undo } },
      commit,
    )
  }
}
