import type { LiveRoom, LiveStream } from '@greenroom/live'
import { type ComponentProps, type ReactNode, useEffect } from 'react'
import { useMediaElement } from './use-media-element.ts'

/** Props of {@link VideoTile}: those of a `video`, and these. */
export interface VideoTileProps extends Omit<ComponentProps<'video'>, 'src' | 'srcObject' | 'ref'> {
  readonly room: LiveRoom
  readonly stream: LiveStream
  /** What is shown while there is no picture. */
  readonly fallback?: ReactNode
}

/**
 * Shows the picture of a stream, muted: the sound of all comes from {@link RoomAudio}. While it is mounted the room knows that
 * the stream is on show, and takes it if its policy is `visible`. One's own camera is mirrored.
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
