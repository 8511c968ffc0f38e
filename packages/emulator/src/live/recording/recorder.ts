import type { Engine } from '../../engine.ts'
import { recordingFile } from '../../files/files.ts'
import type { Kind, Source } from '../media/media.ts'
import { createTrackRecording, type TrackRecording } from './track-recording.ts'

/** Records people in live rooms that record, as long as they are there. */
export interface Recorder {
  /** Records a stream of somebody, if they are recorded. The function that it returns tells of its end. */
  record(participantId: string, source: Source): () => void
  /** Forgets what is under way. */
  clear(): void
}

/** One recording under way. */
interface Reel {
  readonly recordingId: string
  readonly kind: Kind
  readonly take: TrackRecording
}

/** Makes a recorder of what an engine says is recorded; the files are the engine's. */
export function createRecorder({
  state,
  events,
  files,
}: Pick<Engine, 'state' | 'events' | 'files'>): Recorder {
  const people = new Map<string, Reel[]>()
  events.listen(({ type, payload }) => {
    if (type === 'video.room.recording.started') {
      const recording = state.recordings.get(payload.recording_id)
      if (!recording) return
      const { id, participant_id, type: kind } = recording
      const reel = { recordingId: id, kind, take: createTrackRecording(kind) }
      people.set(participant_id, [...(people.get(participant_id) ?? []), reel])
    } else if (type === 'video.room.participant.left') {
      for (const { recordingId, kind, take } of people.get(payload.participant_id) ?? []) {
        const bytes = take.finish()
        if (bytes) files.keep(recordingId, recordingFile(recordingId, kind, bytes))
      }
      people.delete(payload.participant_id)
    }
  })
  return {
    record(participantId, source) {
      const ends = people.get(participantId)?.map(({ take }) => take.follow(source)) ?? []
      return () => {
        for (const end of ends) end()
      }
    },
    clear: () => people.clear(),
  }
}
