import type { LiveParticipant, LiveRoom, LiveStream } from '@greenroom/live'
import { useMemo } from 'react'
import { useSelected } from './use-selected.ts'

/** A participant of a live room, with the streams that they publish. */
export interface ParticipantWithStreams extends LiveParticipant {
  readonly streams: readonly LiveStream[]
}

/**
 * Returns the participants of a live room with their streams, the local participant first. The component
 * renders again when a participant joins, leaves, publishes, is muted, or starts or stops speaking.
 *
 * @example
 * ```tsx
 * import type { LiveRoom } from '@greenroom/live'
 * import { useLiveParticipants, VideoTile } from '@greenroom/react/live'
 *
 * export function Tiles({ room }: { room: LiveRoom }) {
 *   return useLiveParticipants(room).flatMap(({ streams }) =>
 *     streams.map((stream) => <VideoTile key={stream.id} room={room} stream={stream} />),
 *   )
 * }
 * ```
 */
export function useLiveParticipants(room: LiveRoom): readonly ParticipantWithStreams[] {
  const { participants, streams } = useSelected(room, (snapshot) => ({
    participants: snapshot.participants,
    streams: snapshot.streams,
  }))
  return useMemo(
    () =>
      participants
        .map((one) => ({ ...one, streams: streams.filter(({ participantId }) => participantId === one.id) }))
        .sort((a, b) => Number(b.isLocal) - Number(a.isLocal)),
    [participants, streams],
  )
}
