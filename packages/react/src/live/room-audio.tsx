import type { LiveRoom } from '@greenroom/live'
import { type ComponentPropsWithoutRef, forwardRef, type ReactNode, useState } from 'react'
import { useMediaElement } from './use-media-element.ts'
import { useSelected } from './use-selected.ts'
import { useSpeaker } from './use-speaker.ts'

/** Props of {@link RoomAudio}, in addition to those of `audio`. */
export interface RoomAudioProps extends Omit<ComponentPropsWithoutRef<'audio'>, 'src' | 'srcObject'> {
  readonly room: LiveRoom
  /** `deviceId` of the speaker to use. Default: the browser's. */
  readonly speaker?: string | undefined
  /**
   * Called when the browser blocks or pauses sound. Playback starts automatically with the next user gesture.
   */
  readonly onBlocked?: (() => void) | undefined
  /**
   * Rendered while the browser blocks or pauses sound, for example as a button. Call `play` when the user
   * presses it. Default: nothing.
   */
  readonly renderBlocked?: ((play: () => void) => ReactNode) | undefined
}

/**
 * Plays the audio of all remote participants in a room. Render it once per room.
 *
 * Browsers block sound until the user interacts with the page, and phones pause it during a phone call. Use
 * `renderBlocked` to say so.
 *
 * @example
 * ```tsx
 * import type { LiveRoom } from '@greenroom/live'
 * import { RoomAudio } from '@greenroom/react/live'
 *
 * export function Audio({ room }: { room: LiveRoom }) {
 *   return <RoomAudio room={room} renderBlocked={(play) => <button onClick={play}>Tap for sound</button>} />
 * }
 * ```
 */
export const RoomAudio = forwardRef<HTMLAudioElement, RoomAudioProps>(function RoomAudio(
  { room, speaker, onBlocked, renderBlocked, ...rest },
  outerRef,
) {
  const { audioTrack } = useSelected(room, (snapshot) => ({ audioTrack: snapshot.audioTrack }))
  const [isBlocked, setBlocked] = useState(false)
  const { ref, play } = useMediaElement(outerRef, audioTrack, (isNowBlocked) => {
    if (renderBlocked) setBlocked(isNowBlocked)
    if (isNowBlocked) onBlocked?.()
  })
  useSpeaker(ref, speaker)
  return (
    <>
      <audio ref={ref} autoPlay {...rest} />
      {isBlocked ? renderBlocked?.(play) : null}
    </>
  )
})
