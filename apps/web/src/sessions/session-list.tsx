import type { RoomSession } from '@greenroom/core/video'
import { lazy, Suspense } from 'react'
import { describeError } from '../errors/error-message.ts'
import { isTransientFailure } from '../errors/failure-kind.ts'
import type { MarkedParticipants } from '../room/use-participant-marks.ts'
import { isSessionActive, type RoomSessions } from '../room/use-room-sessions.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatDuration, formatMoment } from '../ui/format.ts'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useNow } from '../ui/use-now.ts'
import { ParticipantList } from './participant-list.tsx'
import { SessionActions } from './session-actions.tsx'

const SessionChart = lazy(() => import('./session-chart.tsx'))

export interface SessionListProps extends Pick<RoomSessions, 'sessions' | 'total' | 'error'> {
  readonly marks: MarkedParticipants
  /** Called when the user requests earlier sessions. */
  readonly onMore: () => void
}

/** The sessions of a room: active ones first, then past ones, newest first. */
export function SessionList({ sessions, total, error, marks, onMore }: SessionListProps) {
  const now = useNow(10_000)
  if (error !== null && !isTransientFailure(error)) return <Notice message={describeError(error, 'room')} />
  if (sessions === undefined) return <Skeleton count={3} label="Loading sessions" />
  if (sessions.length === 0) {
    return (
      <EmptyState title="No sessions yet">
        <p>A session starts when the first participant joins.</p>
      </EmptyState>
    )
  }
  const active = sessions.filter(isSessionActive)
  const past = sessions.filter((session) => !isSessionActive(session))
  return (
    <>
      <Suspense fallback={<Skeleton count={3} label="Loading the chart" />}>
        <SessionChart sessions={sessions} />
      </Suspense>
      <ul className="sessions" aria-label="Sessions">
        {[...active, ...past].map((session) => (
          <li key={session.id} className="session">
            <SessionHead session={session} now={now} />
            {isSessionActive(session) ? <SessionActions sessionId={session.id} /> : null}
            <ParticipantList
              participants={session.participants ?? []}
              activeId={isSessionActive(session) ? session.id : undefined}
              marks={marks}
              now={now}
            />
          </li>
        ))}
      </ul>
      {sessions.length < total ? <Button onPress={onMore}>Show earlier sessions</Button> : null}
    </>
  )
}

function SessionHead({ session, now }: { readonly session: RoomSession; readonly now: number }) {
  const { created_at: from, ended_at: to } = session
  const startTime = from ? formatMoment(from, now) : 'an unknown time'
  if (isSessionActive(session)) {
    return (
      <h3 className="session-head">
        <Badge variant="live">Active</Badge>
        <span className="text-muted">since {startTime}</span>
      </h3>
    )
  }
  return (
    <h3 className="session-head">
      <Badge variant="plain">Past</Badge>
      <span className="text-muted">
        {startTime}
        {from && to ? `, ${formatDuration(from, to)}` : ''}
      </span>
    </h3>
  )
}
