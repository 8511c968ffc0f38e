import type { RoomParticipant, RoomRecording } from '@greenroom/core/video'
import { useDeleteRecording, useRecordings } from '@greenroom/react'
import { getParticipantName } from '@greenroom/ui'
import { useState } from 'react'
import { usePoll } from '../api/use-poll.ts'
import { deleteWithUndo, useHiddenIds } from '../deletions/delete-with-undo.ts'
import { describeError } from '../errors/error-message.ts'
import { isTransientFailure } from '../errors/failure-kind.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { formatCountdown } from '../ui/countdown.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatMoment, formatSize } from '../ui/format.ts'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useNow } from '../ui/use-now.ts'
import { RecordingPlayer } from './recording-player.tsx'

const pageSize = 20

export interface RecordingsSectionProps {
  readonly roomId: string
  /** Whether recording is enabled for the room. */
  readonly isRecorded: boolean
  /** The known participants, for the names of the recordings. */
  readonly participants: readonly RoomParticipant[]
}

/** The recordings of a room, each with a player. */
export default function RecordingsSection({ roomId, isRecorded, participants }: RecordingsSectionProps) {
  const [size, setSize] = useState(pageSize)
  const { data, error } = useRecordings(
    { filter: { room_id: roomId }, page: { size } },
    {
      // Nothing is lost of a room that does not record.
      refetchInterval: usePoll(
        (query) => (query.state.data?.data.some(isInProgress) === true ? 2_500 : 10_000),
        isRecorded,
      ),
      placeholderData: (previous) => previous,
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
            ? 'Recording starts when a participant joins and stops when they leave.'
            : 'Recording is off for this room.'}
        </p>
      </EmptyState>
    )
  }
  const names = new Map(participants.map((participant) => [participant.id, getParticipantName(participant)]))
  return (
    <>
      <ul className="media-list" aria-label="Recordings">
        {recordings.map((recording) => (
          <RecordingRow
            key={recording.id}
            recording={recording}
            name={names.get(recording.participant_id ?? '') ?? 'Unknown participant'}
            now={now}
          />
        ))}
      </ul>
      {data.data.length < (data.meta.total_results ?? 0) ? (
        <Button onPress={() => setSize(Math.min(250, size + pageSize))}>Show more recordings</Button>
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
  const medium = type === 'audio' ? 'audio' : 'video'
  const details = [
    from ? formatMoment(from, now) : undefined,
    secs ? formatCountdown(secs * 1000) : undefined,
    size ? formatSize(size) : undefined,
  ].filter((detail) => detail !== undefined)
  return (
    <li className="media-item">
      <div className="media-head">
        <span className="media-title">
          {name}, {medium}
        </span>
        <span className="text-muted media-details">{details.join(' · ')}</span>
        <span className="media-actions">
          {isInProgress(recording) ? (
            <Badge variant={recording.ended_at ? 'plain' : 'recording'}>
              {recording.ended_at ? 'Processing' : 'Recording'}
            </Badge>
          ) : (
            <Button
              aria-expanded={isOpen}
              aria-label={`${isOpen ? 'Close' : 'Play'} the ${medium} of ${name}`}
              onPress={() => setOpen(!isOpen)}
            >
              {isOpen ? 'Close' : 'Play'}
            </Button>
          )}
          <Button
            aria-label={`Delete the ${medium} of ${name}`}
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
      {isOpen ? <RecordingPlayer id={id} isAudio={type === 'audio'} label={`${name}, ${medium}`} /> : null}
    </li>
  )
}

function isInProgress({ status }: RoomRecording): boolean {
  return status !== 'completed'
}
