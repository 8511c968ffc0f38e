import type { LiveRoom } from '@greenroom/live'
import { type ComponentProps, useEffect } from 'react'
import { useMediaElement } from './use-media-element.ts'
import { useSelected } from './use-selected.ts'

/** Props of {@link RoomAudio}, in addition to those of `audio`. */
export interface RoomAudioProps extends Omit<ComponentProps<'audio'>, 'src' | 'srcObject' | 'ref'> {
  readonly room: LiveRoom
  /** `deviceId` of the speaker to use. Default: the browser's. */
  readonly speaker?: string | undefined
  /** Called when the browser blocks sound. Playback starts automatically with the next user gesture. */
  readonly onBlocked?: (() => void) | undefined
}

/**
 * Plays the audio of all remote participants in a room. Render it once per room.
 *
 * @example
 * ```tsx
 * import type { LiveRoom } from '@greenroom/live'
 * import { RoomAudio } from '@greenroom/react/live'
 *
 * export function Audio({ room }: { room: LiveRoom }) {
 *   return <RoomAudio room={room} onBlocked={() => console.log('Click anywhere to hear the others')} />
 * }
 * ```
 */
export function RoomAudio({ room, speaker, onBlocked, ...rest }: RoomAudioProps) {
  const { audioTrack } = useSelected(room, (snapshot) => ({ audioTrack: snapshot.audioTrack }))
  const ref = useMediaElement<HTMLAudioElement>(audioTrack, onBlocked)
  useEffect(() => {
    // If the speaker does not exist, the previous one stays in use.
    if (speaker !== undefined) ref.current?.setSinkId?.(speaker).catch(() => undefined)
  }, [ref, speaker])
  return <audio ref={ref} autoPlay {...rest} />
}
