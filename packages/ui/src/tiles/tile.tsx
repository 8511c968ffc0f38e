import type { LiveRoom, LiveStream } from '@greenroom/live'
import { type ParticipantWithStreams, VideoTile } from '@greenroom/react/live'
import { MonitorUp, Pin, PinOff, SignalLow, WifiOff } from 'lucide-react'
import { memo, type ReactNode, useRef } from 'react'
import { Button } from '../elements/button.tsx'
import { classNames } from '../elements/class-names.ts'
import type { PartProps } from '../elements/part-props.ts'
import type { CallLabels } from '../labels/labels.ts'
import { useLabels } from '../labels/labels-context.tsx'
import { AudioStatus } from '../participants/audio-status.tsx'
import { HostMenu } from '../participants/host-menu.tsx'
import { MarkBadge, type ParticipantMark } from '../participants/mark-badge.tsx'
import { getInitial, getParticipantName } from '../participants/participant-name.ts'
import type { HostActions } from '../participants/use-host-actions.ts'
import { useVideoQuality, type VideoQuality } from './use-video-quality.ts'

/** Slots of {@link Tile}. */
export interface TileSlots {
  /** Shown while there is no video. Default: the initial of the name. */
  readonly placeholder?: ReactNode
  /** Over the video. Default: nothing. */
  readonly overlay?: ReactNode
}

/** Props of {@link Tile}. */
export interface TileProps extends PartProps {
  readonly room: LiveRoom
  readonly participant: ParticipantWithStreams
  /** The stream to show, as a shared screen. Default: the participant's camera. */
  readonly stream?: LiveStream | undefined
  /** The result of verifying the participant's signed context. Default: none is shown. */
  readonly mark?: ParticipantMark | undefined
  readonly isPinned?: boolean | undefined
  /** Called when the user pins or unpins the tile. Default: there is no button for it. */
  readonly onPinChange?: ((isPinned: boolean) => void) | undefined
  /** What the user can do to this participant. Default: nothing. */
  readonly hostActions?: HostActions | undefined
  readonly slots?: TileSlots | undefined
}

const noSlots: TileSlots = {}

/**
 * The tile of one participant: their video, name, mark, microphone and connection. It fills its container,
 * and does not render again when another participant speaks.
 *
 * @example
 * ```tsx
 * import type { LiveRoom } from '@greenroom/live'
 * import { useLiveParticipants } from '@greenroom/react/live'
 * import { Tile } from '@greenroom/ui'
 *
 * export function Faces({ room }: { room: LiveRoom }) {
 *   return useLiveParticipants(room).map((participant) => (
 *     <div key={participant.id} style={{ inlineSize: '20rem', blockSize: '12rem' }}>
 *       <Tile room={room} participant={participant} />
 *     </div>
 *   ))
 * }
 * ```
 */
export const Tile = memo(function Tile({
  room,
  participant,
  stream: shown,
  mark,
  isPinned = false,
  onPinChange,
  hostActions,
  className,
  labels: changes,
  slots = noSlots,
}: TileProps) {
  const labels = useLabels(changes)
  const video = useRef<HTMLVideoElement>(null)
  const name = getParticipantName(participant, labels)
  const { id, isLocal, isTelephone, isSpeaking } = participant
  const camera = participant.streams.find(({ key }) => key !== 'presentation')
  const isScreen = shown?.key === 'presentation'
  const stream = shown ?? camera
  const isRemoteVideo = !isLocal && !isScreen && stream?.isVideoEnabled === true
  const quality = useVideoQuality(video, isRemoteVideo)
  // A warning is at the top, so that it leaves the name its space.
  const isAlert = !isScreen && (mark === 'forged' || mark === 'duplicated')
  const caption = isScreen ? labels.screenOf(name) : isLocal ? labels.you(name) : name
  const pinLabel = isScreen
    ? labels[isPinned ? 'unpinScreen' : 'pinScreen'](name)
    : labels[isPinned ? 'unpin' : 'pin'](caption)
  return (
    <figure
      className={classNames('gr-root gr-tile', className)}
      data-speaking={(isSpeaking && !isScreen) || undefined}
      data-screen={isScreen || undefined}
      data-pinned={isPinned || undefined}
    >
      {/* The placeholder is visible until the video starts. */}
      {slots.placeholder ?? (
        <span className="gr-tile-face gr-face" aria-hidden="true">
          {isScreen ? <MonitorUp className="gr-icon-large" /> : getInitial(name)}
        </span>
      )}
      {stream ? (
        <VideoTile
          ref={video}
          room={room}
          stream={stream}
          className="gr-tile-video"
          aria-label={isScreen ? labels.screenOf(name) : labels.videoOf(name)}
        />
      ) : null}
      {slots.overlay}
      {isAlert ? (
        <p className="gr-tile-alert">
          <MarkBadge mark={mark} labels={labels} />
        </p>
      ) : null}
      <figcaption className="gr-tile-name">
        {isScreen ? (
          <MonitorUp className="gr-icon-small" aria-hidden="true" />
        ) : (
          <AudioStatus stream={camera} isTelephone={isTelephone} labels={labels} />
        )}
        <span className="gr-truncated">{caption}</span>
        {isSpeaking && !isScreen ? <span className="gr-sr-only">{labels.speaking}</span> : null}
        {isAlert ? null : <MarkBadge mark={isScreen ? undefined : mark} labels={labels} />}
        <QualityBadge quality={quality} labels={labels} />
      </figcaption>
      <div className="gr-tile-actions">
        {onPinChange ? (
          <Button className="gr-tile-button" label={pinLabel} onPress={() => onPinChange(!isPinned)}>
            {isPinned ? <PinOff className="gr-icon-small" /> : <Pin className="gr-icon-small" />}
          </Button>
        ) : null}
        {hostActions === undefined || isLocal || isScreen ? null : (
          <HostMenu
            className="gr-tile-button"
            target={{ id, name }}
            isMuted={camera?.isMuted === true}
            actions={hostActions}
            labels={labels}
          />
        )}
      </div>
    </figure>
  )
})

interface QualityBadgeProps {
  readonly quality: VideoQuality
  readonly labels: CallLabels
}

function QualityBadge({ quality, labels }: QualityBadgeProps) {
  if (quality === 'good') return null
  const text = quality === 'weak' ? labels.weakConnection : labels.noConnection
  const QualityIcon = quality === 'weak' ? SignalLow : WifiOff
  return (
    <span className="gr-quality" title={text}>
      <QualityIcon className="gr-icon-small" aria-hidden="true" />
      <span className="gr-sr-only">{text}</span>
    </span>
  )
}
