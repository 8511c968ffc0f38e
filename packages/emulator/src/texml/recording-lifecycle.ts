import type { CallbackRow, CallRow, TexmlRecordingRow } from '../state/texml-rows.ts'
import { iso, type TexmlContext, tell } from './context.ts'

/** How long a transcription takes, in seconds. */
const transcribeSecs = 3

/** What a recording is begun with. */
export interface Beginning {
  readonly call: CallRow
  readonly channels: number
  readonly track: string
  readonly callback: CallbackRow
  readonly source: string
  readonly conference_sid?: string
}

/** Begins to record a call or a conference. */
export function beginRecording(
  context: TexmlContext,
  { call, callback, ...how }: Beginning,
): TexmlRecordingRow {
  const { state, clock } = context
  const now = clock.now()
  const recording = state.texmlRecordings.put({
    id: crypto.randomUUID(),
    account_sid: call.account_sid,
    call_sid: call.id,
    conference_sid: how.conference_sid ?? null,
    channels: how.channels,
    track: how.track,
    source: how.source,
    status: 'in-progress',
    callback,
    ended_ms: null,
    created_ms: now,
    updated_ms: now,
  })
  tellOf(context, recording, 'in-progress')
  return recording
}

/** Ends a recording; its file is there, and its text follows. */
export function endRecording(
  context: TexmlContext,
  recording: TexmlRecordingRow,
  status: 'completed' | 'stopped',
): TexmlRecordingRow {
  const { state, clock, scheduler } = context
  const now = clock.now()
  const ended = state.texmlRecordings.put({ ...recording, status, ended_ms: now, updated_ms: now })
  tellOf(context, ended, 'completed')
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

/** Ends the recordings of a call that is over; those of a conference go on without it. */
export function endRecordingsOf(context: TexmlContext, call: CallRow): void {
  for (const recording of context.state.texmlRecordings.of(call.account_sid)) {
    const isIts = recording.call_sid === call.id && recording.conference_sid === null
    if (isIts && recording.ended_ms === null) endRecording(context, recording, 'completed')
  }
}

/** Completes a transcription, if it was not deleted meanwhile. */
export function completeTranscription(
  { state }: Pick<TexmlContext, 'state'>,
  id: string,
  atMs: number,
): void {
  const row = state.transcriptions.get(id)
  if (row) state.transcriptions.put({ ...row, status: 'completed', updated_ms: atMs })
}

/** How long a recording is, in whole seconds; of one that goes on, none yet. */
export function secondsOf({ created_ms, ended_ms }: TexmlRecordingRow): number {
  return ended_ms === null ? 0 : Math.round((ended_ms - created_ms) / 1000)
}

function tellOf(
  context: TexmlContext,
  recording: TexmlRecordingRow,
  status: 'in-progress' | 'completed',
): void {
  const isDone = status === 'completed'
  tell(context, recording.callback, status, `texml.recording.${status}`, {
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
