import { useRecording } from '@greenroom/react'
import { describeError } from '../errors/error-message.ts'
import { Notice } from '../ui/notice.tsx'
import { Player } from '../ui/player.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

export interface RecordingPlayerProps {
  readonly id: string
  readonly isAudio: boolean
  readonly label: string
}

/** Download links expire after an hour. Refetching a recording returns a new link. */
const staleTimeMs = 50 * 60_000

/** Plays a recording. */
export function RecordingPlayer({ id, isAudio, label }: RecordingPlayerProps) {
  const { data, error, refetch } = useRecording(id, { staleTime: staleTimeMs, gcTime: 0 })
  if (data?.download_url) {
    return <Player url={data.download_url} isAudio={isAudio} label={label} onExpired={() => void refetch()} />
  }
  if (error) return <Notice message={describeError(error, 'recording')} />
  return <Skeleton count={1} label="Loading the recording" />
}
