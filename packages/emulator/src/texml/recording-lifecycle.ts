import { cutText } from '../cut-text.ts'
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
  /** Callback that gets the transcript. Default: none. */
  readonly transcription_callback?: CallbackRow | null
  /** Format of the file. Default: `mp3`. */
  readonly format?: TexmlRecordingRow['format']
  /** Whether silence is cut from its beginning and end. Default: false. */
  readonly trims?: boolean
}

/** Speed of speech, in characters per second. */
const speechRate = 15

/** Maximum length of a transcript, in characters. */
const maxTranscriptLength = 64_000

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
    format: settings.format ?? 'mp3',
    trims: settings.trims ?? false,
    said: '',
    spoken: null,
    transcription_callback: settings.transcription_callback ?? null,
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
    text: ended.said,
    status: 'in-progress',
    created_ms: now,
    updated_ms: now,
  })
  scheduler.add({ kind: 'complete-transcription', transcription_sid: transcription.id }, transcribeSecs, now)
  return ended
}

/** Ends the recordings of an ended call, and returns them. Recordings of its conference continue. */
export function endRecordingsOf(context: TexmlContext, call: CallRow): TexmlRecordingRow[] {
  return openRecordingsOf(context, call).map((recording) => endRecording(context, recording, 'completed'))
}

function openRecordingsOf({ state }: TexmlContext, { id }: CallRow): TexmlRecordingRow[] {
  return state.texmlRecordings.named(id)
}

/** Adds what the remote party of a call says to the recordings of the call, for their transcripts. */
export function recordSpeech(context: TexmlContext, call: CallRow, text: string): void {
  for (const recording of openRecordingsOf(context, call)) {
    if (recording.status !== 'in-progress') continue
    const said = cutText([recording.said, text].filter(Boolean).join(' '), maxTranscriptLength)
    const from_ms = context.clock.now()
    const to_ms = from_ms + Math.max(1, text.length / speechRate) * 1000
    const spoken = { from_ms: recording.spoken?.from_ms ?? from_ms, to_ms }
    context.state.texmlRecordings.put({ ...recording, said, spoken })
  }
}

/** Completes a transcription and reports it, unless it was deleted in the meantime. */
export function completeTranscription(context: TexmlContext, id: string, atMs: number): void {
  const { state, links } = context
  const row = state.transcriptions.get(id)
  if (!row) return
  const { text } = state.transcriptions.put({ ...row, status: 'completed', updated_ms: atMs })
  const callback = state.texmlRecordings.get(row.recording_sid)?.transcription_callback
  const call = state.calls.get(row.call_sid)
  if (!callback || !call) return
  sendCallback(context, callback, 'completed', 'texml.transcription.completed', {
    AccountSid: row.account_sid,
    CallSid: row.call_sid,
    CallSidLegacy: row.call_sid,
    CallStatus: call.status,
    From: call.from,
    To: call.to,
    RecordingSid: row.recording_sid,
    RecordingUrl: links.issue(row.recording_sid),
    TranscriptionSid: row.id,
    TranscriptionStatus: 'completed',
    TranscriptionText: text,
  })
}

/** Returns the length of a recording in whole seconds; 0 until it ends. */
export function secondsOf(recording: TexmlRecordingRow): number {
  return Math.round(lengthMsOf(recording) / 1000)
}

/** Returns the length of a recording without the silence that is cut, in milliseconds; 0 until it ends. */
export function lengthMsOf({ created_ms, ended_ms, trims, spoken }: TexmlRecordingRow): number {
  if (ended_ms === null) return 0
  // Where nothing was said, it is unknown what was heard.
  return trims && spoken ? Math.min(spoken.to_ms, ended_ms) - spoken.from_ms : ended_ms - created_ms
}

function sendRecordingCallback(
  context: TexmlContext,
  recording: TexmlRecordingRow,
  status: 'in-progress' | 'completed',
): void {
  sendCallback(context, recording.callback, status, `texml.recording.${status}`, {
    AccountSid: recording.account_sid,
    CallSid: recording.call_sid,
    CallSidLegacy: recording.call_sid,
    ConnectionId: context.state.calls.get(recording.call_sid)?.application_sid,
    ConferenceSid: recording.conference_sid,
    ...recordingFields(context, recording),
    RecordingStatus: status,
  })
}

/** Returns the fields about a recording in requests; a link to its file only once it has ended. */
export function recordingFields(context: TexmlContext, recording: TexmlRecordingRow): Record<string, string> {
  return {
    RecordingSid: recording.id,
    RecordingChannels: String(recording.channels),
    RecordingSource: recording.source,
    RecordingStatus: recording.ended_ms === null ? 'in-progress' : 'completed',
    RecordingStartTime: iso(recording.created_ms),
    ...(recording.ended_ms !== null && finishedFields(context, recording)),
  }
}

/** Returns the fields about the file of a recording that has ended. */
export function finishedFields(
  { links }: Pick<TexmlContext, 'links'>,
  recording: TexmlRecordingRow,
): Record<string, string> {
  return {
    ...(recording.callback.sends_url !== false && { RecordingUrl: links.issue(recording.id) }),
    RecordingDuration: String(secondsOf(recording)),
  }
}
