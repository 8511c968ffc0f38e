import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { Badge } from '../ui/badge.tsx'
import { RoomActions } from './room-actions.tsx'
import type { RoomMenuProps } from './room-menu.tsx'
import { getRoomName } from './room-name.ts'

/** A room in the list. The whole card links to the room's page. */
export const RoomCard = memo(function RoomCard({ room, onRename, onDelete }: RoomMenuProps) {
  return (
    <article className="card room-card">
      <div className="room-card-head">
        <Link
          to="/rooms/$roomId"
          params={{ roomId: room.id }}
          className="room-card-link"
          title={getRoomName(room)}
        >
          {getRoomName(room)}
        </Link>
        {room.active_session_id ? <Badge variant="live">Live</Badge> : null}
        <RoomActions room={room} onRename={onRename} onDelete={onDelete} />
      </div>
      <p className="text-muted room-card-details">
        <span>Up to {room.max_participants ?? 10} participants</span>
        {room.enable_recording ? <span>Recorded</span> : null}
      </p>
    </article>
  )
})
