import type { RoomParticipant, RoomRecording } from '@greenroom/core/video'
import { useDeleteRecording, useRecordings } from '@greenroom/react'
import { useState } from 'react'
import { pollEvery } from '../api/poll.ts'
import { deleteWithUndo, useHiddenIds } from '../deletions/delete-with-undo.ts'
import { describeError } from '../errors/error-message.ts'
import { isTransientFailure } from '../errors/failure-kind.ts'
import { getParticipantName } from '../room/participant-name.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { formatCountdown } from '../ui/countdown.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatMoment, formatSize } from '../ui/format.ts'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useNow } from '../ui/use-now.ts'
import { RecordingPlayer } from './recording-player.tsx'

const atATime = 20

export interface RecordingsSectionProps {
  readonly roomId: string
  /** Whether the room records at all. */
  readonly isRecorded: boolean
  /** Everybody who is known, to tell whose a recording is. */
  readonly participants: readonly RoomParticipant[]
}

/** What was recorded in a room, with a player for each. */
export default function RecordingsSection({ roomId, isRecorded, participants }: RecordingsSectionProps) {
  const [size, setSize] = useState(atATime)
  const { data, error } = useRecordings(
    { filter: { room_id: roomId }, page: { size } },
    {
      refetchInterval: (query) =>
        pollEvery(query.state.data?.data.some(isUnderWay) === true ? 2_500 : 10_000)(query),
      placeholderData: (before) => before,
    },
  )
  const hidden = useHiddenIds()
  const now = useNow(60_000)
  if (error !== null && !isTransientFailure(error))
    return <Notice message={describeError(error, 'recording')} />
  if (data === undefined) return <Skeleton count={3} label="Loading recordings" />
  const recordings = data.data.filter(({ id }) => !hidden.has(id))
  if (recordings.length === 0) {
    return (
      <EmptyState title="No recordings">
        <p>
          {isRecorded
            ? 'Whoever joins is recorded, from when they come until they go.'
            : 'This room does not record.'}
        </p>
      </EmptyState>
    )
  }
  const names = new Map(participants.map((one) => [one.id, getParticipantName(one)]))
  return (
    <>
      <ul className="media-list" aria-label="Recordings">
        {recordings.map((recording) => (
          <RecordingRow
            key={recording.id}
            recording={recording}
            name={names.get(recording.participant_id ?? '') ?? 'Somebody'}
            now={now}
          />
        ))}
      </ul>
      {data.data.length < (data.meta.total_results ?? 0) ? (
        <Button onPress={() => setSize(Math.min(250, size + atATime))}>Show more recordings</Button>
      ) : null}
    </>
  )
}

interface RecordingRowProps {
  readonly recording: RoomRecording
  readonly name: string
  readonly now: number
}

function RecordingRow({ recording, name, now }: RecordingRowProps) {
  const { id, type, duration_secs: secs, size_mb: size, started_at: from } = recording
  const { mutateAsync } = useDeleteRecording()
  const [isOpen, setOpen] = useState(false)
  const what = type === 'audio' ? 'sound' : 'picture'
  const facts = [
    from ? formatMoment(from, now) : undefined,
    secs ? formatCountdown(secs * 1000) : undefined,
    size ? formatSize(size) : undefined,
  ].filter((fact) => fact !== undefined)
  return (
    <li className="media-item">
      <div className="media-head">
        <span className="media-title">
          {name}, {what}
        </span>
        <span className="text-muted media-details">{facts.join(' · ')}</span>
        <span className="media-actions">
          {isUnderWay(recording) ? (
            <Badge variant={recording.ended_at ? 'plain' : 'recording'}>
              {recording.ended_at ? 'Processing' : 'Recording'}
            </Badge>
          ) : (
            <Button
              aria-expanded={isOpen}
              aria-label={`${isOpen ? 'Close' : 'Play'} the ${what} of ${name}`}
              onPress={() => setOpen(!isOpen)}
            >
              {isOpen ? 'Close' : 'Play'}
            </Button>
          )}
          <Button
            aria-label={`Delete the ${what} of ${name}`}
            onPress={() =>
              deleteWithUndo({
                id,
                name: 'The recording',
                commit: () => mutateAsync({ room_recording_id: id }),
              })
            }
          >
            Delete
          </Button>
        </span>
      </div>
      {isOpen ? <RecordingPlayer id={id} isAudio={type === 'audio'} label={`${name}, ${what}`} /> : null}
    </li>
  )
}

function isUnderWay({ status }: RoomRecording): boolean {
  return status !== 'completed'
}
