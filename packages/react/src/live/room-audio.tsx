import type { LiveRoom } from '@greenroom/live'
import { type ComponentProps, useEffect } from 'react'
import { useMediaElement } from './use-media-element.ts'
import { useSelected } from './use-selected.ts'

/** Props of {@link RoomAudio}: those of an `audio`, and these. */
export interface RoomAudioProps extends Omit<ComponentProps<'audio'>, 'src' | 'srcObject' | 'ref'> {
  readonly room: LiveRoom
  /** Which loudspeaker to use: a `deviceId`. Default: the browser's. */
  readonly speaker?: string | undefined
  /** The browser plays nothing before the user has done something; then it begins by itself. */
  readonly onBlocked?: (() => void) | undefined
}

/**
 * Plays what all others in a room say. Put it into the page once.
 *
 * @example
 * ```tsx
 * import type { LiveRoom } from '@greenroom/live'
 * import { RoomAudio } from '@greenroom/react/live'
 *
 * export function Sound({ room }: { room: LiveRoom }) {
 *   return <RoomAudio room={room} onBlocked={() => console.log('Click anywhere to hear the others')} />
 * }
 * ```
 */
export function RoomAudio({ room, speaker, onBlocked, ...rest }: RoomAudioProps) {
  const { audioTrack } = useSelected(room, (snapshot) => ({ audioTrack: snapshot.audioTrack }))
  const ref = useMediaElement<HTMLAudioElement>(audioTrack, onBlocked)
  useEffect(() => {
    // A loudspeaker that is not there leaves it at the one before.
    if (speaker !== undefined) ref.current?.setSinkId?.(speaker).catch(() => undefined)
  }, [ref, speaker])
  return <audio ref={ref} autoPlay {...rest} />
}
