import type { LiveRoom, LocalTracks } from '@greenroom/live'
import { useEffect } from 'react'

/**
 * Publishes tracks in a live room as the stream of a key. It replaces tracks that change, and unpublishes the
 * stream when there are no tracks.
 *
 * @example
 * ```tsx
 * import type { LiveRoom } from '@greenroom/live'
 * import { useLocalMedia, usePublish } from '@greenroom/react/live'
 *
 * export function LocalStreams({ room }: { room: LiveRoom }) {
 *   const { camera, microphone, screen } = useLocalMedia()
 *   usePublish(room, 'self', { audio: microphone.track, video: camera.track })
 *   usePublish(room, 'presentation', { audio: screen.audioTrack, video: screen.track })
 *   return <button onClick={() => camera.start()}>{camera.status}</button>
 * }
 * ```
 */
export function usePublish(room: LiveRoom, key: string, { audio, video, simulcast }: LocalTracks): void {
  useEffect(() => {
    // The room retries failures.
    const change = audio || video ? room.publish(key, { audio, video, simulcast }) : room.unpublish(key)
    change.catch(() => undefined)
  }, [room, key, audio, video, simulcast])
  useEffect(() => () => void room.unpublish(key).catch(() => undefined), [room, key])
}
