import type { LiveParticipant, LiveRoom, LiveStream } from '@greenroom/live'
import { useMemo } from 'react'
import { useSelected } from './use-selected.ts'

/** Somebody in the room, with what they publish. */
export interface ParticipantWithStreams extends LiveParticipant {
  readonly streams: readonly LiveStream[]
}

/**
 * Gives who is in a live room, oneself first, each with their streams. The component renders anew when somebody comes, goes,
 * publishes, is muted, or begins or ends to speak.
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
