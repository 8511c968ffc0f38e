import type { Room } from '@greenroom/core/video'
import { useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useRoomDeletion } from '../rooms/use-room-deletion.ts'
import { Button } from '../ui/button.tsx'
import { momentText } from '../ui/moment.ts'
import { useNow } from '../ui/use-now.ts'

const RenameRoomDialog = lazy(() => import('../rooms/rename-room-dialog.tsx'))

/** What is known of a room, beside its name. */
export function RoomFacts({ room }: { readonly room: Room }) {
  const now = useNow(60_000)
  const navigate = useNavigate()
  const deleteRoom = useRoomDeletion()
  const [isRenaming, setRenaming] = useState(false)
  return (
    <>
      <dl className="facts">
        <Fact term="Capacity">{room.max_participants ? `${room.max_participants} people` : 'unknown'}</Fact>
        <Fact term="Recording">{room.enable_recording ? 'Everybody is recorded' : 'Off'}</Fact>
        <Fact term="Created">{room.created_at ? momentText(room.created_at, now) : 'unknown'}</Fact>
        <Fact term="Changed">{room.updated_at ? momentText(room.updated_at, now) : 'unknown'}</Fact>
        <Fact term="ID">
          <code>{room.id}</code>
        </Fact>
      </dl>
      <div className="row">
        <Button onPress={() => setRenaming(true)}>Rename…</Button>
        <Button
          look="danger"
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

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
