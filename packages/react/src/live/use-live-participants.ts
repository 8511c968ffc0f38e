import type { LiveParticipant, LiveRoom, LiveStream } from '@greenroom/live'
import { useMemo } from 'react'
import { useSelected } from './use-selected.ts'

/** A participant of a live room, with the streams that they publish. */
export interface ParticipantWithStreams extends LiveParticipant {
  readonly streams: readonly LiveStream[]
}

/**
 * Returns the participants of a live room with their streams, the local participant first. The component
 * renders again when a participant joins, leaves, publishes, is muted, or starts or stops speaking. The
 * entries of all other participants keep their identity, so that a tile in `memo` does not render again.
 *
 * @example
 * ```tsx
 * import type { LiveRoom } from '@greenroom/live'
 * import { type ParticipantWithStreams, useLiveParticipants, VideoTile } from '@greenroom/react/live'
 * import { memo } from 'react'
 *
 * const Tile = memo(({ room, participant }: { room: LiveRoom; participant: ParticipantWithStreams }) => (
 *   <div className={participant.isSpeaking ? 'speaking' : ''}>
 *     {participant.streams.map((stream) => <VideoTile key={stream.id} room={room} stream={stream} />)}
 *   </div>
 * ))
 *
 * export function Tiles({ room }: { room: LiveRoom }) {
 *   return useLiveParticipants(room).map((participant) => (
 *     <Tile key={participant.id} room={room} participant={participant} />
 *   ))
 * }
 * ```
 */
export function useLiveParticipants(room: LiveRoom): readonly ParticipantWithStreams[] {
  const { participants, streams } = useSelected(room, (snapshot) => ({
    participants: snapshot.participants,
    streams: snapshot.streams,
  }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: each room has its own entries
  const join = useMemo(createJoin, [room])
  return useMemo(() => join(participants, streams), [join, participants, streams])
}

/** Returns a function that adds the streams to participants. It reuses the entries that did not change. */
function createJoin() {
  let entries = new Map<LiveParticipant, ParticipantWithStreams>()
  return (participants: readonly LiveParticipant[], streams: readonly LiveStream[]) => {
    const before = entries
    entries = new Map(
      participants.map((participant) => {
        const own = streams.filter(({ participantId }) => participantId === participant.id)
        const entry = before.get(participant)
        return [participant, entry && hasSame(entry.streams, own) ? entry : { ...participant, streams: own }]
      }),
    )
    return [...entries.values()].sort((a, b) => Number(b.isLocal) - Number(a.isLocal))
  }
}

function hasSame(a: readonly LiveStream[], b: readonly LiveStream[]): boolean {
  return a.length === b.length && a.every((stream, index) => stream === b[index])
}
