import type { LiveRoom, LiveStream } from '@greenroom/live'
import { type ParticipantWithStreams, VideoTile } from '@greenroom/react/live'
import { memo } from 'react'
import HostMenu from '../room/host-menu.tsx'
import { MarkBadge } from '../room/mark-badge.tsx'
import { getInitial, getParticipantName } from '../room/participant-name.ts'
import { Icon } from '../ui/icon.tsx'
import type { CallSession, ParticipantMark } from './call-session.ts'

export interface TileProps extends Pick<CallSession, 'sessionId'> {
  readonly room: LiveRoom
  readonly participant: ParticipantWithStreams
  readonly mark: ParticipantMark | undefined
  readonly width: number
}

/**
 * The tile of one participant: their camera, name, mark and host actions. It does not render again when
 * another participant speaks.
 */
export const Tile = memo(function Tile({ room, participant, mark, width, sessionId }: TileProps) {
  const name = getParticipantName(participant)
  const stream = participant.streams.find(({ key }) => key !== 'presentation')
  return (
    <li
      className="tile"
      style={{ width }}
      data-speaking={participant.isSpeaking || undefined}
      aria-label={`${name}${participant.isLocal ? ', you' : ''}${participant.isSpeaking ? ', speaking' : ''}`}
    >
      {/* The initial is visible until the video starts. */}
      <span className="tile-initial" aria-hidden="true">
        {getInitial(name)}
      </span>
      {stream ? <VideoTile room={room} stream={stream} aria-label={`Video of ${name}`} /> : null}
      <span className="tile-name">
        <AudioStatus stream={stream} isTelephone={participant.isTelephone} />
        <span className="tile-name-text">{participant.isLocal ? `${name} (you)` : name}</span>
        <MarkBadge mark={mark} />
      </span>
      {participant.isLocal || sessionId === undefined ? null : (
        <HostMenu sessionId={sessionId} participantId={participant.id} name={name} />
      )}
    </li>
  )
})

function AudioStatus({
  stream,
  isTelephone,
}: {
  readonly stream: LiveStream | undefined
  readonly isTelephone: boolean
}) {
  if (isTelephone) return <span className="tile-status">by phone</span>
  if (stream?.isMuted === true) return <span className="tile-status">muted by a host</span>
  return stream?.isAudioEnabled === true ? null : <Icon name="mic-off" />
}
