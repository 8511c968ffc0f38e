import type { LiveRoom } from '@greenroom/live'
import { type ParticipantWithStreams, VideoTile } from '@greenroom/react/live'
import { getParticipantName } from '../room/participant-name.ts'
import { useWidth } from '../ui/use-width.ts'
import type { CallSession } from './call-session.ts'
import { Tile } from './tile.tsx'
import { computeTileLayout } from './tile-layout.ts'

export interface TileGridProps extends CallSession {
  readonly room: LiveRoom
  readonly participants: readonly ParticipantWithStreams[]
}

const gap = 8

/** The tiles of all participants, as large as possible. Shared screens come first and are larger. */
export function TileGrid({ room, participants, sessionId, marks }: TileGridProps) {
  const [container, width] = useWidth<HTMLUListElement>(640)
  const screens = participants.flatMap((participant) =>
    participant.streams
      .filter(({ key, isVideoEnabled }) => key === 'presentation' && isVideoEnabled)
      .map((stream) => ({ participant, stream })),
  )
  const height = Math.max(220, Math.min(width * 0.62, innerHeight * 0.62))
  const { width: tileWidth } = computeTileLayout(participants.length, width, height, gap)
  return (
    <ul ref={container} className="tiles" aria-label="In the call" style={{ gap }}>
      {screens.map(({ participant, stream }) => (
        <li key={stream.id} className="tile tile-screen">
          <VideoTile
            room={room}
            stream={stream}
            aria-label={`Screen of ${getParticipantName(participant)}`}
          />
          <span className="tile-name">Screen of {getParticipantName(participant)}</span>
        </li>
      ))}
      {participants.map((participant) => (
        <Tile
          key={participant.id}
          room={room}
          participant={participant}
          width={Math.max(120, Math.floor(screens.length > 0 ? Math.min(tileWidth, 240) : tileWidth))}
          sessionId={sessionId}
          mark={marks.get(participant.id)}
        />
      ))}
    </ul>
  )
}
