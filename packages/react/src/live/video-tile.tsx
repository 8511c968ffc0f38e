import type { LiveRoom, LiveStream } from '@greenroom/live'
import { type ComponentPropsWithoutRef, forwardRef, memo, type ReactNode, useEffect } from 'react'
import { useMediaElement } from './use-media-element.ts'

/** Props of {@link VideoTile}, in addition to those of `video`. */
export interface VideoTileProps extends Omit<ComponentPropsWithoutRef<'video'>, 'src' | 'srcObject'> {
  readonly room: LiveRoom
  readonly stream: LiveStream
  /** Rendered while the stream has no video. Default: nothing. */
  readonly fallback?: ReactNode
}

/**
 * Shows the video of a stream, without sound: {@link RoomAudio} plays the audio of all participants. While it
 * is mounted, the room counts the stream as visible, and receives it if its `receive` policy is `visible`.
 * The local camera is mirrored, except a phone's rear camera. It renders again only when its props change.
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
export const VideoTile = memo(
  forwardRef<HTMLVideoElement, VideoTileProps>(function VideoTile(
    { room, stream, fallback = null, ...rest },
    ref,
  ) {
    const { participantId, key, isLocal, videoTrack } = stream
    useEffect(() => room.show(participantId, key), [room, participantId, key])
    if (!videoTrack) return fallback
    const isCamera = isLocal && key === 'self'
    const isMirrored = isCamera && videoTrack.getSettings?.().facingMode !== 'environment'
    return <Video ref={ref} track={videoTrack} isMirrored={isMirrored} {...rest} />
  }),
)

interface VideoProps extends ComponentPropsWithoutRef<'video'> {
  readonly track: MediaStreamTrack
  readonly isMirrored: boolean
}

/** A separate component, because refs are set and cleared when the element appears and disappears. */
const Video = forwardRef<HTMLVideoElement, VideoProps>(function Video(
  { track, isMirrored, style, ...rest },
  outerRef,
) {
  const { ref } = useMediaElement(outerRef, track)
  const mirrored = isMirrored ? { transform: 'scaleX(-1)' } : {}
  return <video ref={ref} autoPlay playsInline muted {...rest} style={{ ...mirrored, ...style }} />
})
