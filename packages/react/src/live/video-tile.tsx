import type { LiveRoom, LiveStream } from '@greenroom/live'
import { type ComponentProps, type ReactNode, useEffect } from 'react'
import { useMediaElement } from './use-media-element.ts'

/** Props of {@link VideoTile}, in addition to those of `video`. */
export interface VideoTileProps extends Omit<ComponentProps<'video'>, 'src' | 'srcObject' | 'ref'> {
  readonly room: LiveRoom
  readonly stream: LiveStream
  /** Rendered while the stream has no video. Default: nothing. */
  readonly fallback?: ReactNode
}

/**
 * Shows the video of a stream, without sound: {@link RoomAudio} plays the audio of all participants. While it
 * is mounted, the room counts the stream as visible, and receives it if its `receive` policy is `visible`.
 * The local camera is mirrored.
 *
 * @example
 * ```tsx
 * import type { LiveRoom, LiveStream } from '@greenroom/live'
 * import { VideoTile } from '@greenroom/react/live'
 *
 * export function Tile({ room, stream }: { room: LiveRoom; stream: LiveStream }) {
 *   return <VideoTile room={room} stream={stream} className="tile" fallback={<p>Camera off</p>} />
 * }
 * ```
 */
export function VideoTile({ room, stream, fallback = null, style, ...rest }: VideoTileProps) {
  const { participantId, key, isLocal, videoTrack } = stream
  useEffect(() => room.show(participantId, key), [room, participantId, key])
  const ref = useMediaElement<HTMLVideoElement>(videoTrack)
  if (!videoTrack) return fallback
  const mirrored = isLocal && key === 'self' ? { transform: 'scaleX(-1)' } : {}
  return <video ref={ref} autoPlay playsInline muted {...rest} style={{ ...mirrored, ...style }} />
}
