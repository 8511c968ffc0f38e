import { useRoom } from '@greenroom/react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { pollEvery } from '../api/poll.ts'
import { CallPanel } from '../call/call-panel.tsx'
import { isPassing, kindOf } from '../errors/kind.ts'
import { wordsFor } from '../errors/words.ts'
import { roomName } from '../rooms/room-name.ts'
import { Badge } from '../ui/badge.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { RoomFacts } from './room-facts.tsx'
import { SessionList } from './session-list.tsx'
import { TokenSection } from './token-section.tsx'
import { useMarks } from './use-marks.ts'
import { useRoomSessions } from './use-room-sessions.ts'

const sessionsAtATime = 10
const mostSessions = 250

const route = getRouteApi('/rooms/$roomId')

/** The page of one room. */
export function RoomPage() {
  const { roomId } = route.useParams()
  return (
    <>
      <Link to="/" className="text-link back">
        ← All rooms
      </Link>
      <RoomContent key={roomId} roomId={roomId} />
    </>
  )
}

function RoomContent({ roomId }: { readonly roomId: string }) {
  const { data: room, error: roomError } = useRoom(roomId, { refetchInterval: pollEvery(10_000) })
  const [wanted, setWanted] = useState(sessionsAtATime)
  const sessions = useRoomSessions(roomId, wanted)
  const marks = useMarks(roomId, sessions.participants)

  // Whatever was known of it before: the room may be gone now, or the access to it.
  const error = kindOf(sessions.error) === 'revoked' ? sessions.error : roomError
  if (error !== null && !isPassing(error)) {
    const name = room ? roomName(room) : 'Room'
    return (
      <>
        <PageTitle>{name}</PageTitle>
        <h1>{name}</h1>
        <Notice words={wordsFor(error, 'room')} look="warn" />
      </>
    )
  }
  if (room === undefined) {
    return (
      <>
        <PageTitle>Room</PageTitle>
        <Skeleton lines={8} label="Loading the room" />
      </>
    )
  }
  const isLive = sessions.isActive ?? typeof room.active_session_id === 'string'
  return (
    <>
      <PageTitle>{roomName(room)}</PageTitle>
      <div className="page-head">
        <h1>{roomName(room)}</h1>
        {isLive ? <Badge look="live">Live</Badge> : <Badge look="plain">Empty</Badge>}
      </div>
      <div className="room">
        <section className="card room-call" aria-labelledby="call">
          <h2 id="call">Call</h2>
          <CallPanel roomId={roomId} sessionId={sessions.activeId} marks={marks} onMove={sessions.refetch} />
        </section>
        <TokenSection roomId={roomId} />
        <section className="card room-sessions" aria-labelledby="sessions">
          <h2 id="sessions">Sessions</h2>
          <SessionList
            {...sessions}
            onMore={() => setWanted(Math.min(mostSessions, wanted + sessionsAtATime))}
          />
        </section>
        <section className="card room-facts" aria-labelledby="facts">
          <h2 id="facts">About this room</h2>
          <RoomFacts room={room} />
        </section>
      </div>
    </>
  )
}
