import { useRoom } from '@greenroom/react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { pollEvery } from '../api/poll.ts'
import { CallPanel } from '../call/call-panel.tsx'
import { describeError } from '../errors/error-message.ts'
import { getFailureKind, isTransientFailure } from '../errors/failure-kind.ts'
import { roomName } from '../rooms/room-name.ts'
import { SessionList } from '../sessions/session-list.tsx'
import { Badge } from '../ui/badge.tsx'
import { Card } from '../ui/card.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { RoomFacts } from './room-facts.tsx'
import { TokenSection } from './token-section.tsx'
import { useMarks } from './use-marks.ts'
import { useRoomSessions } from './use-room-sessions.ts'

const RecordingsSection = lazy(() => import('../recordings/recordings-section.tsx'))
const CompositionsSection = lazy(() => import('../compositions/compositions-section.tsx'))

const sessionsAtATime = 10
const mostSessions = 250

const route = getRouteApi('/rooms/$roomId')

/** The page of one room. */
export function RoomPage() {
  const { roomId } = route.useParams()
  return (
    <>
      <Link to="/" className="text-link back-link">
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
  const error = getFailureKind(sessions.error) === 'revoked' ? sessions.error : roomError
  if (error !== null && !isTransientFailure(error)) {
    const name = room ? roomName(room) : 'Room'
    return (
      <>
        <PageTitle>{name}</PageTitle>
        <h1>{name}</h1>
        <Notice message={describeError(error, 'room')} variant="warn" />
      </>
    )
  }
  if (room === undefined) {
    return (
      <>
        <PageTitle>Room</PageTitle>
        <Skeleton count={8} label="Loading the room" />
      </>
    )
  }
  const isLive = sessions.isActive ?? typeof room.active_session_id === 'string'
  const known = { roomId, sessions: sessions.sessions ?? [], participants: sessions.participants }
  return (
    <>
      <PageTitle>{roomName(room)}</PageTitle>
      <div className="page-head">
        <h1>{roomName(room)}</h1>
        {isLive ? <Badge variant="live">Live</Badge> : <Badge variant="plain">Empty</Badge>}
      </div>
      <Card title="Call">
        <CallPanel
          roomId={roomId}
          sessionId={sessions.activeId}
          marks={marks}
          onParticipantsChange={sessions.refetch}
        />
      </Card>
      <div className="room">
        <div className="room-column">
          <TokenSection roomId={roomId} />
          <Card title="Sessions">
            <SessionList
              {...sessions}
              marks={marks}
              onMore={() => setWanted(Math.min(mostSessions, wanted + sessionsAtATime))}
            />
          </Card>
        </div>
        <div className="room-column">
          <Card title="About this room">
            <RoomFacts room={room} />
          </Card>
          <Card title="Recordings">
            <Suspense fallback={<Skeleton count={3} label="Loading recordings" />}>
              <RecordingsSection {...known} isRecorded={room.enable_recording === true} />
            </Suspense>
          </Card>
          <Card title="Compositions">
            <Suspense fallback={<Skeleton count={3} label="Loading compositions" />}>
              <CompositionsSection {...known} />
            </Suspense>
          </Card>
        </div>
      </div>
    </>
  )
}
