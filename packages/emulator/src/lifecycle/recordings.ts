import { secondsBetween } from '../clock.ts'
import type { DownloadLinks } from '../files/download-links.ts'
import { type StoredFile, sampleFile, sampleSizeMb, sizeMb } from '../files/files.ts'
import type { ParticipantRow, RecordingRow, RoomRow } from '../state/rows.ts'
import type { EngineContext } from './engine-context.ts'

/** How long the file of a recording is processed, in seconds. */
const processingSecs = 5

const codecs = { audio: 'opus', video: 'vp8' } as const

/** Returns the webhook target for the events of a recording. */
function targetOf(room: RoomRow): RecordingRow['target'] {
  const { webhook_event_url, webhook_event_failover_url, webhook_timeout_secs } = room
  return { webhook_event_url, webhook_event_failover_url, webhook_timeout_secs }
}

/** Starts two recordings of a participant: one of the video and one of the audio. */
export function startRecordings(
  { state, clock, events }: EngineContext,
  room: RoomRow,
  participant: ParticipantRow,
): void {
  for (const type of ['video', 'audio'] as const) {
    const at = clock.timestamp()
    const recording = state.recordings.put({
      id: crypto.randomUUID(),
      room_id: room.id,
      session_id: participant.session_id,
      participant_id: participant.id,
      type,
      status: 'processing',
      size_mb: null,
      started_at: at,
      ended_at: null,
      completed_at: null,
      created_at: at,
      updated_at: at,
      target: targetOf(room),
    })
    events.emit({
      type: 'video.room.recording.started',
      at,
      target: recording.target,
      payload: {
        room_id: room.id,
        session_id: participant.session_id,
        participant_id: participant.id,
        recording_id: recording.id,
        type,
      },
    })
  }
}

/** Ends the recordings of a participant and schedules their completion. */
export function endRecordings(
  { state, scheduler }: EngineContext,
  participant: ParticipantRow,
  at: string,
): void {
  const running = state.recordings
    .openOf(participant.session_id)
    .filter(({ participant_id }) => participant_id === participant.id)
  for (const recording of running.reverse()) {
    state.recordings.put({ ...recording, ended_at: at, updated_at: at })
    scheduler.add({ kind: 'complete-recording', recording_id: recording.id }, processingSecs, Date.parse(at))
  }
}

/** Completes a recording, unless it was deleted in the meantime. */
export function completeRecording(
  context: EngineContext,
  links: DownloadLinks,
  id: string,
  atMs: number,
): void {
  const { state, clock, events } = context
  const recording = state.recordings.get(id)
  if (!recording) return
  const at = clock.timestamp(atMs)
  const file = context.files.get(id)
  const size_mb = file ? sizeMb(file) : sampleSizeMb(recording.type)
  const completed = state.recordings.put({
    ...recording,
    status: 'completed',
    size_mb,
    completed_at: at,
    updated_at: at,
  })
  events.emit({
    type: 'video.room.recording.completed',
    at,
    target: recording.target,
    payload: {
      room_id: recording.room_id,
      session_id: recording.session_id,
      participant_id: recording.participant_id,
      recording_id: id,
      type: recording.type,
      size_mb,
      download_url: links.issue(id),
      codec: codecs[recording.type],
      duration_secs: durationOf(completed) ?? 0,
    },
  })
}

/** Returns the file of a recording: the file that a live room recorded, or a placeholder. */
export function fileOfRecording(
  { files }: Pick<EngineContext, 'files'>,
  { id, type }: RecordingRow,
): StoredFile {
  return files.get(id) ?? sampleFile(id, type)
}

/** Deletes a recording and its file. */
export function removeRecording({ state, files }: Pick<EngineContext, 'state' | 'files'>, id: string): void {
  state.recordings.delete(id)
  files.delete(id)
}

/** Returns the length of a recording in seconds, or undefined while it is in progress. */
export function durationOf({ started_at, ended_at }: RecordingRow): number | undefined {
  return ended_at === null ? undefined : secondsBetween(started_at, ended_at)
}

/** Returns the codec of a recording. */
export function codecOf({ type }: RecordingRow): string {
  return codecs[type]
}
