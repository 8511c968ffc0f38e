import { randomUUID } from 'node:crypto'
import type { VideoEventPayload, VideoEventType } from '@greenroom/core/webhooks'

/** Returns a payload with random ids for a type of event. */
export function samplePayload(type: VideoEventType, room_id: string): VideoEventPayload<VideoEventType> {
  const session = { room_id, session_id: randomUUID() }
  const participant = { ...session, participant_id: randomUUID() }
  const context = JSON.stringify({ name: 'Ines' })
  const recording = { ...participant, recording_id: randomUUID(), type: 'video' }
  const file = { download_url: 'https://example.com/file', duration_secs: 60, size_mb: 1.5 }
  const payloads: { readonly [Type in VideoEventType]: VideoEventPayload<Type> } = {
    'video.room.session.started': session,
    'video.room.session.ended': { ...session, duration_secs: 60, ended_reason: 'Ended from API' },
    'video.room.participant.joined': { ...participant, context },
    'video.room.participant.left': { ...participant, context, duration_secs: 60, left_reason: 'kicked' },
    'video.room.recording.started': recording,
    'video.room.recording.completed': { ...recording, ...file, codec: 'vp8' },
    'video.room.composition.completed': {
      ...session,
      ...file,
      composition_id: randomUUID(),
      format: 'mp4',
      resolution: '1280x720',
    },
  }
  return payloads[type]
}
