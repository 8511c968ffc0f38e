import { refusals } from '../http/refusal.ts'
import type { CallForkRow, CallRow, ConferenceRow, TexmlRecordingRow } from '../state/texml-rows.ts'
import { isOf } from './accounts.ts'
import { findConference } from './conference-lifecycle.ts'
import type { TexmlContext } from './context.ts'

/** Returns the refusal for an unknown resource of an account; the API has the same text for all of them. */
export function notFound(): Error {
  return refusals.notFound('Resource not found')
}

/**
 * Returns an account's call.
 *
 * @throws {Refusal} 404
 */
export function findCall(context: TexmlContext, accountSid: string, callSid: string): CallRow {
  const call = context.state.calls.get(callSid)
  if (!call || !isOf(context, accountSid, call)) throw notFound()
  return call
}

/**
 * Returns an account's conference by its SID or name.
 *
 * @throws {Refusal} 404
 */
export function requireConference(
  context: TexmlContext,
  accountSid: string,
  sidOrName: string,
): ConferenceRow {
  const conference = findConference(context, accountSid, sidOrName)
  if (!conference) throw notFound()
  return conference
}

/**
 * Returns an account's recording.
 *
 * @throws {Refusal} 404
 */
export function findRecording(context: TexmlContext, accountSid: string, sid: string): TexmlRecordingRow {
  const recording = context.state.texmlRecordings.get(sid)
  if (!recording || !isOf(context, accountSid, recording)) throw notFound()
  return recording
}

/**
 * Returns a call's stream or SIPREC session.
 *
 * @throws {Refusal} 404
 */
export function findFork(
  { state }: TexmlContext,
  kind: CallForkRow['kind'],
  callSid: string,
  sid: string,
): CallForkRow {
  const fork = state.callForks.get(sid)
  if (fork?.kind !== kind || fork.call_sid !== callSid) throw notFound()
  return fork
}
