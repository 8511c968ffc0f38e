import type { CallForkRow, CallRow } from '../state/texml-rows.ts'
import { iso, sendCallback, type TexmlContext } from './context.ts'

/** Starts a fork of a call's audio: a stream, a SIPREC session, a transcription or noise suppression. */
export function startFork(
  context: TexmlContext,
  call: CallRow,
  kind: CallForkRow['kind'],
  settings: Pick<CallForkRow, 'name' | 'track' | 'callback'>,
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
  sendForkCallback(context, row, 'started')
  return row
}

/** Stops a fork. Does nothing if it was stopped before. */
export function stopFork(context: TexmlContext, row: CallForkRow): CallForkRow {
  if (row.status === 'stopped') return row
  const stopped = context.state.callForks.put({
    ...row,
    status: 'stopped',
    updated_ms: context.clock.now(),
  })
  sendForkCallback(context, stopped, 'stopped')
  return stopped
}

function sendForkCallback(context: TexmlContext, row: CallForkRow, event: 'started' | 'stopped'): void {
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
