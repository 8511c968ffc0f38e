import type { CallForkRow, CallRow } from '../state/texml-rows.ts'
import { iso, sendCallback, type TexmlContext } from './context.ts'

/**
 * Starts a fork of a call's audio: a stream, a SIPREC session, a transcription or noise suppression. A stream
 * with a WebSocket is reported once that is open.
 */
export function startFork(
  context: TexmlContext,
  call: CallRow,
  kind: CallForkRow['kind'],
  settings: Pick<CallForkRow, 'name' | 'track' | 'callback' | 'socket'>,
): CallForkRow {
  const now = context.clock.now()
  const row = context.state.callForks.put({
    ...settings,
    id: crypto.randomUUID(),
    kind,
    account_sid: call.account_sid,
    call_sid: call.id,
    status: 'in-progress',
    created_ms: now,
    updated_ms: now,
  })
  if (!row.socket) sendForkCallback(context, row, 'started')
  return row
}

/** Reports that the WebSocket of a stream is open. */
export function reportStreamStart(context: TexmlContext, row: CallForkRow): void {
  sendForkCallback(context, row, 'started')
}

/** Reports that the WebSocket of a stream could not be opened. */
export function reportStreamError(context: TexmlContext, row: CallForkRow, StreamError: string): void {
  sendForkCallback(context, row, 'error', { StreamError })
}

/** Sends a frame of a stream over its WebSocket, if that is open. */
export function sendStreamFrame(
  { sockets }: TexmlContext,
  { id }: CallForkRow,
  frame: object,
  answerMs?: number,
): void {
  sockets.send(id, { ...frame, stream_id: id }, answerMs)
}

/** Stops a fork. Does nothing if it was stopped before. */
export function stopFork(context: TexmlContext, fork: CallForkRow): CallForkRow {
  // A stream changes with each frame, so that the caller's row may be an earlier one.
  const row = context.state.callForks.get(fork.id) ?? fork
  if (row.status === 'stopped') return row
  const stopped = context.state.callForks.put({
    ...row,
    status: 'stopped',
    updated_ms: context.clock.now(),
  })
  if (row.socket) endSocket(context, row, row.socket.sequence + 1)
  if (!row.socket || row.socket.is_open) sendForkCallback(context, stopped, 'stopped')
  return stopped
}

function endSocket(context: TexmlContext, row: CallForkRow, sequence: number): void {
  const stop = { user_id: row.account_sid, call_control_id: row.call_sid }
  sendStreamFrame(context, row, { event: 'stop', stop, sequence_number: String(sequence) })
  context.sockets.close(row.id)
}

function sendForkCallback(
  context: TexmlContext,
  row: CallForkRow,
  event: 'started' | 'stopped' | 'error',
  fields: Readonly<Record<string, string>> = {},
): void {
  // Transcriptions report what is said, and suppressions report nothing.
  if (row.kind !== 'stream' && row.kind !== 'siprec') return
  const [name, sid] = row.kind === 'stream' ? ['Stream', 'StreamSid'] : ['Siprec', 'SiprecSid']
  sendCallback(context, row.callback, event, `texml.${row.kind}.${event}`, {
    AccountSid: row.account_sid,
    CallSid: row.call_sid,
    CallSidLegacy: row.call_sid,
    [sid as string]: row.id,
    [`${name}Name`]: row.name,
    [`${name}Event`]: `${row.kind}-${event}`,
    Timestamp: iso(row.updated_ms),
    ...fields,
  })
}

/** Reported confidence of recognized speech. */
export const speechConfidence = '0.95'

/** Reports what the remote party of a call says to the call's transcription. */
export function transcribeSpeech(context: TexmlContext, { id, account_sid }: CallRow, text: string): void {
  for (const fork of context.state.callForks.of(id)) {
    const isHeard =
      fork.kind === 'transcription' && fork.status === 'in-progress' && fork.track !== 'outbound'
    if (!isHeard) continue
    for (const event of ['interim', 'final']) {
      sendCallback(context, fork.callback, event, `texml.transcription.${event}`, {
        AccountSid: account_sid,
        CallSid: id,
        CallSidLegacy: id,
        Transcript: text,
        IsFinal: String(event === 'final'),
        Confidence: speechConfidence,
      })
    }
  }
}
