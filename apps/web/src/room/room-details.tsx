import type { Room } from '@greenroom/core/video'
import { useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useRoomDeletion } from '../rooms/use-room-deletion.ts'
import { Button } from '../ui/button.tsx'
import { formatMoment } from '../ui/format.ts'
import { useNow } from '../ui/use-now.ts'

const RenameRoomDialog = lazy(() => import('../rooms/rename-room-dialog.tsx'))

/** The settings of a room, with buttons that rename and delete it. */
export function RoomDetails({ room }: { readonly room: Room }) {
  const now = useNow(60_000)
  const navigate = useNavigate()
  const deleteRoom = useRoomDeletion()
  const [isRenaming, setRenaming] = useState(false)
  return (
    <>
      <dl className="details">
        <Detail term="Capacity">
          {room.max_participants ? `${room.max_participants} participants` : 'unknown'}
        </Detail>
        <Detail term="Recording">{room.enable_recording ? 'On' : 'Off'}</Detail>
        <Detail term="Created">{room.created_at ? formatMoment(room.created_at, now) : 'unknown'}</Detail>
        <Detail term="Updated">{room.updated_at ? formatMoment(room.updated_at, now) : 'unknown'}</Detail>
        <Detail term="ID">
          <code>{room.id}</code>
        </Detail>
      </dl>
      <div className="row">
        <Button onPress={() => setRenaming(true)}>Rename…</Button>
        <Button
          variant="danger"
          onPress={() => {
            deleteRoom(room)
            void navigate({ to: '/' })
          }}
        >
          Delete room
        </Button>
      </div>
      <Suspense>
        {isRenaming ? <RenameRoomDialog room={room} onClose={() => setRenaming(false)} /> : null}
      </Suspense>
    </>
  )
}

function Detail({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="detail">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
