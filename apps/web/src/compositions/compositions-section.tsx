import type { RoomComposition, RoomParticipant, RoomSession } from '@greenroom/core/video'
import { useComposition, useCompositions, useDeleteComposition } from '@greenroom/react'
import { lazy, Suspense, useState } from 'react'
import { Label } from 'react-aria-components/Label'
import { ProgressBar } from 'react-aria-components/ProgressBar'
import { pollEvery } from '../api/poll.ts'
import { usePoll } from '../api/use-poll.ts'
import { deleteWithUndo, useHiddenIds } from '../deletions/delete-with-undo.ts'
import { describeError } from '../errors/error-message.ts'
import { isTransientFailure } from '../errors/failure-kind.ts'
import { Button } from '../ui/button.tsx'
import { formatCountdown } from '../ui/countdown.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatMoment } from '../ui/format.ts'
import { Notice } from '../ui/notice.tsx'
import { Player } from '../ui/player.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useNow } from '../ui/use-now.ts'

const ComposeDialog = lazy(() => import('./compose-dialog.tsx'))

export interface CompositionsSectionProps {
  readonly roomId: string
  readonly sessions: readonly RoomSession[]
  readonly participants: readonly RoomParticipant[]
  /** Whether recording is enabled for the room, so that others may compose its recordings. */
  readonly isRecorded: boolean
}

/** The compositions of a room's sessions. */
export default function CompositionsSection({
  roomId,
  sessions,
  participants,
  isRecorded,
}: CompositionsSectionProps) {
  const [isComposing, setComposing] = useState(false)
  const pollIdle = usePoll(10_000, isRecorded)
  // The API cannot filter compositions by room.
  const { data, error } = useCompositions(
    { page: { size: 100 } },
    {
      // No webhook reports a failed composition, so the list is polled while one is being made.
      refetchInterval: (query) =>
        (query.state.data?.data.some(isInProgress) === true ? pollEvery(1_500) : pollIdle)(query),
    },
  )
  const hidden = useHiddenIds()
  const now = useNow(60_000)
  if (error !== null && !isTransientFailure(error))
    return <Notice message={describeError(error, 'composition')} />
  if (data === undefined) return <Skeleton count={3} label="Loading compositions" />

  const ids = new Set(sessions.map(({ id }) => id))
  const compositions = data.data.filter(
    ({ id, room_id: room, session_id: session }) =>
      !hidden.has(id) && (room ? room === roomId : ids.has(session ?? '')),
  )
  const compose = (
    <Button isDisabled={sessions.length === 0} onPress={() => setComposing(true)}>
      New composition
    </Button>
  )
  return (
    <>
      {compositions.length === 0 ? (
        <EmptyState title="No compositions">
          <p>A composition combines the recordings of a session into one video.</p>
          {compose}
        </EmptyState>
      ) : (
        <>
          <ul className="media-list" aria-label="Compositions">
            {compositions.map((composition) => (
              <CompositionRow key={composition.id} composition={composition} now={now} />
            ))}
          </ul>
          {compose}
        </>
      )}
      {isComposing ? (
        <Suspense>
          <ComposeDialog
            sessions={sessions}
            participants={participants}
            onClose={() => setComposing(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}

function CompositionRow({
  composition,
  now,
}: {
  readonly composition: RoomComposition
  readonly now: number
}) {
  const { id, created_at: at, resolution, duration_secs: secs } = composition
  const { mutateAsync } = useDeleteComposition()
  const [isOpen, setOpen] = useState(false)
  const name = at ? `Composition of ${formatMoment(at, now)}` : 'Composition'
  const details = [resolution?.replace('x', ' × '), secs ? formatCountdown(secs * 1000) : undefined]
  return (
    <li className="media-item">
      <div className="media-head">
        <span className="media-title">{name}</span>
        <span className="text-muted media-details">{details.filter(Boolean).join(' · ')}</span>
        <span className="media-actions">
          {isInProgress(composition) ? null : (
            <Button
              aria-expanded={isOpen}
              aria-label={`${isOpen ? 'Close' : 'Play'} ${name}`}
              onPress={() => setOpen(!isOpen)}
            >
              {isOpen ? 'Close' : 'Play'}
            </Button>
          )}
          <Button
            aria-label={`Delete ${name}`}
            onPress={() =>
              deleteWithUndo({ id, name, commit: () => mutateAsync({ room_composition_id: id }) })
            }
          >
            Delete
          </Button>
        </span>
      </div>
      {isInProgress(composition) ? <CompositionProgress composition={composition} /> : null}
      {isOpen ? <CompositionPlayer id={id} label={name} /> : null}
    </li>
  )
}

const steps: Readonly<Record<string, readonly [percent: number, text: string]>> = {
  enqueued: [15, 'queued'],
  processing: [60, 'processing'],
  completed: [100, 'ready'],
}

/** The API reports steps instead of percentages, so the bar shows the step. */
function CompositionProgress({ composition: { status } }: { readonly composition: RoomComposition }) {
  const [percent, text] = steps[status ?? ''] ?? [0, 'unknown status']
  return (
    <ProgressBar className="meter" value={percent} valueLabel={text}>
      <Label className="meter-label">Progress</Label>
      <span className="meter-value">{text}</span>
      <span className="meter-track">
        <span className="meter-fill meter-fill-busy" style={{ width: `${percent}%` }} />
      </span>
    </ProgressBar>
  )
}

function CompositionPlayer({ id, label }: { readonly id: string; readonly label: string }) {
  const { data, error, refetch } = useComposition(id, { staleTime: 50 * 60_000, gcTime: 0 })
  if (data?.download_url) {
    return <Player url={data.download_url} label={label} onExpired={() => void refetch()} />
  }
  if (error) return <Notice message={describeError(error, 'composition')} />
  return <Skeleton count={1} label="Loading the composition" />
}

function isInProgress({ status }: RoomComposition): boolean {
  return status !== 'completed'
}
