import type { CallbackRow, CallRow, TexmlRecordingRow } from '../state/texml-rows.ts'
import { iso, sendCallback, type TexmlContext } from './context.ts'

/** How long a transcription takes, in seconds. */
const transcribeSecs = 3

/** Settings of a new recording. */
export interface RecordingSettings {
  readonly call: CallRow
  readonly channels: number
  readonly track: string
  readonly callback: CallbackRow
  readonly source: string
  readonly conference_sid?: string
}

/** Starts to record a call or a conference, and returns the recording. */
export function startRecording(
  context: TexmlContext,
  { call, callback, ...settings }: RecordingSettings,
): TexmlRecordingRow {
  const { state, clock } = context
  const now = clock.now()
  const recording = state.texmlRecordings.put({
    id: crypto.randomUUID(),
    account_sid: call.account_sid,
    call_sid: call.id,
    conference_sid: settings.conference_sid ?? null,
    channels: settings.channels,
    track: settings.track,
    source: settings.source,
    status: 'in-progress',
    callback,
    ended_ms: null,
    created_ms: now,
    updated_ms: now,
  })
  sendRecordingCallback(context, recording, 'in-progress')
  return recording
}

/** Ends a recording and schedules its transcription. The file of the recording is available at once. */
export function endRecording(
  context: TexmlContext,
  recording: TexmlRecordingRow,
  status: 'completed' | 'stopped',
): TexmlRecordingRow {
  const { state, clock, scheduler } = context
  const now = clock.now()
  const ended = state.texmlRecordings.put({ ...recording, status, ended_ms: now, updated_ms: now })
  sendRecordingCallback(context, ended, 'completed')
  const transcription = state.transcriptions.put({
    id: crypto.randomUUID(),
    account_sid: recording.account_sid,
    call_sid: recording.call_sid,
    recording_sid: recording.id,
    duration_secs: secondsOf(ended),
    status: 'in-progress',
    created_ms: now,
    updated_ms: now,
  })
  scheduler.add({ kind: 'complete-transcription', transcription_sid: transcription.id }, transcribeSecs, now)
  return ended
}

/** Ends the recordings of an ended call. Recordings of its conference continue. */
export function endRecordingsOf(context: TexmlContext, call: CallRow): void {
  for (const recording of context.state.texmlRecordings.of(call.account_sid)) {
    const belongsToCall = recording.call_sid === call.id && recording.conference_sid === null
    if (belongsToCall && recording.ended_ms === null) endRecording(context, recording, 'completed')
  }
}

/** Completes a transcription, unless it was deleted in the meantime. */
export function completeTranscription(
  { state }: Pick<TexmlContext, 'state'>,
  id: string,
  atMs: number,
): void {
  const row = state.transcriptions.get(id)
  if (row) state.transcriptions.put({ ...row, status: 'completed', updated_ms: atMs })
}

/** Returns the length of a recording in whole seconds; 0 until it ends. */
export function secondsOf({ created_ms, ended_ms }: TexmlRecordingRow): number {
  return ended_ms === null ? 0 : Math.round((ended_ms - created_ms) / 1000)
}

function sendRecordingCallback(
  context: TexmlContext,
  recording: TexmlRecordingRow,
  status: 'in-progress' | 'completed',
): void {
  const isDone = status === 'completed'
  sendCallback(context, recording.callback, status, `texml.recording.${status}`, {
    AccountSid: recording.account_sid,
    CallSid: recording.call_sid,
    CallSidLegacy: recording.call_sid,
    ConferenceSid: recording.conference_sid,
    RecordingSid: recording.id,
    RecordingChannels: recording.channels,
    RecordingSource: recording.source,
    RecordingStatus: status,
    RecordingStartTime: iso(recording.created_ms),
    RecordingDuration: isDone ? secondsOf(recording) : undefined,
    RecordingUrl: isDone ? context.links.issue(recording.id) : undefined,
  })
}
