import type { LiveRoom, LocalTracks } from '@greenroom/live'
import { useEffect } from 'react'

/**
 * Publishes tracks in a live room as the stream of a key, other ones when they change, and nothing when there are none.
 *
 * @example
 * ```tsx
 * import type { LiveRoom } from '@greenroom/live'
 * import { useLocalMedia, usePublish } from '@greenroom/react/live'
 *
 * export function Myself({ room }: { room: LiveRoom }) {
 *   const { camera, microphone, screen } = useLocalMedia()
 *   usePublish(room, 'self', { audio: microphone.track, video: camera.track })
 *   usePublish(room, 'presentation', { video: screen.track })
 *   return <button onClick={() => camera.start()}>{camera.status}</button>
 * }
 * ```
 */
export function usePublish(room: LiveRoom, key: string, { audio, video, simulcast }: LocalTracks): void {
  useEffect(() => {
    // What fails is tried again by the room.
    const work = audio || video ? room.publish(key, { audio, video, simulcast }) : room.unpublish(key)
    work.catch(() => undefined)
  }, [room, key, audio, video, simulcast])
  useEffect(() => () => void room.unpublish(key).catch(() => undefined), [room, key])
}
