import { useRoom } from '@greenroom/react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { usePoll } from '../api/use-poll.ts'
import { describeError } from '../errors/error-message.ts'
import { getFailureKind, isTransientFailure } from '../errors/failure-kind.ts'
import { getRoomName } from '../rooms/room-name.ts'
import { SessionList } from '../sessions/session-list.tsx'
import { Badge } from '../ui/badge.tsx'
import { Card } from '../ui/card.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { CallPanel } from './call-panel.tsx'
import { RoomDetails } from './room-details.tsx'
import { TokenSection } from './token-section.tsx'
import { useParticipantMarks } from './use-participant-marks.ts'
import { useRoomSessions } from './use-room-sessions.ts'

const RecordingsSection = lazy(() => import('../recordings/recordings-section.tsx'))
const CompositionsSection = lazy(() => import('../compositions/compositions-section.tsx'))

const sessionsPerPage = 10
const maxSessions = 250

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
  const { data: room, error: roomError } = useRoom(roomId, { refetchInterval: usePoll(10_000) })
  const [sessionCount, setSessionCount] = useState(sessionsPerPage)
  const sessions = useRoomSessions(roomId, sessionCount)
  const marks = useParticipantMarks(roomId, sessions.participants)

  // The cached room may have been deleted, or the access to it revoked, since it was loaded.
  const error = getFailureKind(sessions.error) === 'revoked' ? sessions.error : roomError
  if (error !== null && !isTransientFailure(error)) {
    const name = room ? getRoomName(room) : 'Room'
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
  const mediaProps = {
    roomId,
    sessions: sessions.sessions ?? [],
    participants: sessions.participants,
    isRecorded: room.enable_recording === true,
  }
  return (
    <>
      <PageTitle>{getRoomName(room)}</PageTitle>
      <div className="page-head">
        <h1>{getRoomName(room)}</h1>
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
              onMore={() => setSessionCount(Math.min(maxSessions, sessionCount + sessionsPerPage))}
            />
          </Card>
        </div>
        <div className="room-column">
          <Card title="About this room">
            <RoomDetails room={room} />
          </Card>
          <Card title="Recordings">
            <Suspense fallback={<Skeleton count={3} label="Loading recordings" />}>
              <RecordingsSection {...mediaProps} />
            </Suspense>
          </Card>
          <Card title="Compositions">
            <Suspense fallback={<Skeleton count={3} label="Loading compositions" />}>
              <CompositionsSection {...mediaProps} />
            </Suspense>
          </Card>
        </div>
      </div>
    </>
  )
}
