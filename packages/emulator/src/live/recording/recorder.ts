import type { Engine } from '../../engine.ts'
import { recordingFile } from '../../files/files.ts'
import type { Kind, Source } from '../media/media.ts'
import { createTrackRecording, type TrackRecording } from './track-recording.ts'

/** Records the streams of participants in live rooms with `enable_recording`. */
export interface Recorder {
  /**
   * Records a stream if its participant is being recorded. Returns a function to call when the stream ends.
   */
  record(participantId: string, source: Source): () => void
  /** Discards all recordings in progress. */
  clear(): void
}

/** A recording in progress. */
interface ActiveRecording {
  readonly recordingId: string
  readonly kind: Kind
  readonly track: TrackRecording
}

/** Creates a recorder that follows the engine's recording events and stores the files in the engine. */
export function createRecorder({
  state,
  events,
  files,
}: Pick<Engine, 'state' | 'events' | 'files'>): Recorder {
  const recordings = new Map<string, ActiveRecording[]>()
  events.listen(({ type, payload }) => {
    if (type === 'video.room.recording.started') {
      const recording = state.recordings.get(payload.recording_id)
      if (!recording) return
      const { id, participant_id, type: kind } = recording
      const active = { recordingId: id, kind, track: createTrackRecording(kind) }
      recordings.set(participant_id, [...(recordings.get(participant_id) ?? []), active])
    } else if (type === 'video.room.participant.left') {
      for (const { recordingId, kind, track } of recordings.get(payload.participant_id) ?? []) {
        const bytes = track.finish()
        if (bytes) files.put(recordingId, recordingFile(recordingId, kind, bytes))
      }
      recordings.delete(payload.participant_id)
    }
  })
  return {
    record(participantId, source) {
      const endCallbacks = recordings.get(participantId)?.map(({ track }) => track.follow(source)) ?? []
      return () => {
        for (const end of endCallbacks) end()
      }
    },
    clear: () => recordings.clear(),
  }
}
