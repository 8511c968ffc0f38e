import type { Room } from '@greenroom/core/video'
import { Link } from '@tanstack/react-router'
import { Badge } from '../ui/badge.tsx'
import { roomName } from './room-name.ts'

/** One room in the list; all of it leads to its page. */
export function RoomCard({ room }: { readonly room: Room }) {
  return (
    <article className="card room-card">
      <div className="room-card-head">
        <Link to="/rooms/$roomId" params={{ roomId: room.id }} className="room-card-link">
          {roomName(room)}
        </Link>
        {room.active_session_id ? <Badge look="live">Live</Badge> : null}
      </div>
      <p className="soft room-card-facts">
        <span>Up to {room.max_participants ?? 10} people</span>
        {room.enable_recording ? <span>Recorded</span> : null}
      </p>
    </article>
  )
}
