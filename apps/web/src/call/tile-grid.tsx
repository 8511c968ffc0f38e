import type { LiveRoom, LiveStream } from '@greenroom/live'
import { type ParticipantWithStreams, VideoTile } from '@greenroom/react/live'
import HostMenu from '../room/host-menu.tsx'
import { MarkBadge } from '../room/mark-badge.tsx'
import { initialOf, participantName } from '../room/participant-name.ts'
import { Icon } from '../ui/icon.tsx'
import { useWidth } from '../ui/use-width.ts'
import type { CallSession } from './call-session.ts'
import { computeTileLayout } from './tile-layout.ts'

export interface TileGridProps extends CallSession {
  readonly room: LiveRoom
  readonly participants: readonly ParticipantWithStreams[]
}

const gap = 8

/** Everybody in the call, as large as they can be; what somebody shows of their screen stands first and is larger. */
export function TileGrid({ room, participants, sessionId, marks }: TileGridProps) {
  const [place, width] = useWidth<HTMLUListElement>(640)
  const shared = participants.flatMap((participant) =>
    participant.streams
      .filter(({ key, isVideoEnabled }) => key === 'presentation' && isVideoEnabled)
      .map((stream) => ({ participant, stream })),
  )
  const height = Math.max(220, Math.min(width * 0.62, innerHeight * 0.62))
  const { width: tileWidth } = computeTileLayout(participants.length, width, height, gap)
  return (
    <ul ref={place} className="tiles" aria-label="In the call" style={{ gap }}>
      {shared.map(({ participant, stream }) => (
        <li key={stream.id} className="tile tile-shared">
          <VideoTile room={room} stream={stream} aria-label={`Screen of ${nameOf(participant)}`} />
          <span className="tile-name">Screen of {nameOf(participant)}</span>
        </li>
      ))}
      {participants.map((participant) => (
        <PersonTile
          key={participant.id}
          room={room}
          participant={participant}
          width={Math.max(120, Math.floor(shared.length > 0 ? Math.min(tileWidth, 240) : tileWidth))}
          sessionId={sessionId}
          marks={marks}
        />
      ))}
    </ul>
  )
}

interface PersonTileProps extends CallSession {
  readonly room: LiveRoom
  readonly participant: ParticipantWithStreams
  readonly width: number
}

function PersonTile({ room, participant, width, sessionId, marks }: PersonTileProps) {
  const name = nameOf(participant)
  const stream = participant.streams.find(({ key }) => key !== 'presentation')
  return (
    <li
      className="tile"
      style={{ width }}
      data-speaking={participant.isSpeaking || undefined}
      aria-label={`${name}${participant.isLocal ? ', you' : ''}${participant.isSpeaking ? ', speaking' : ''}`}
    >
      {/* Behind the picture too, which may take a while to come. */}
      <span className="tile-face" aria-hidden="true">
        {initialOf(name)}
      </span>
      {stream ? <VideoTile room={room} stream={stream} aria-label={`Picture of ${name}`} /> : null}
      <span className="tile-name">
        <SoundIcon stream={stream} isTelephone={participant.isTelephone} />
        <span className="tile-text">{participant.isLocal ? `${name} (you)` : name}</span>
        <MarkBadge mark={marks.get(participant.id)} />
      </span>
      {participant.isLocal || sessionId === undefined ? null : (
        <HostMenu sessionId={sessionId} participantId={participant.id} name={name} />
      )}
    </li>
  )
}

function SoundIcon({
  stream,
  isTelephone,
}: {
  readonly stream: LiveStream | undefined
  readonly isTelephone: boolean
}) {
  if (isTelephone) return <span className="tile-note">by phone</span>
  if (stream?.isMuted === true) return <span className="tile-note">muted by a host</span>
  return stream?.isAudioEnabled === true ? null : <Icon name="mic-off" />
}

function nameOf({ id, context }: ParticipantWithStreams): string {
  return participantName({ id, context })
}
