import { digest } from './digest.ts'
import type { StatusCallback, StatusCallbackKind } from './status-callbacks.ts'

/**
 * The fields that identify an event of each kind. Kinds that are missing have no such fields: two of their
 * callbacks may be equal, such as those of a caller who presses the same key twice.
 */
const identities: Partial<Record<StatusCallbackKind | 'other', readonly string[]>> = {
  call: ['CallSid', 'CallStatus'],
  conference: ['ConferenceSid', 'StatusCallbackEvent'],
  dial: ['CallSid', 'DialCallSid', 'DialCallStatus'],
  record: ['CallSid', 'RecordingUrl'],
  recording: ['RecordingSid', 'RecordingStatus'],
  transcription: ['TranscriptionSid', 'TranscriptionStatus'],
  stream: ['StreamSid', 'StreamEvent'],
  siprec: ['SiprecSid', 'SiprecEvent'],
  'answered-by': ['CallSid', 'AnsweredBy'],
  deepfake: ['CallSid', 'DeepfakeResult'],
  refer: ['CallSid', 'ReferCallStatus'],
  other: ['CallSid', 'CallbackSource'],
}

/** Statuses that a call has once. */
const final = ['completed', 'busy', 'no-answer', 'failed', 'canceled']

/**
 * Returns the ids that detect a repeated status callback: that of the signed request, which an attacker may
 * replay, and that of the event, which the API may deliver again with a new signature.
 *
 * @param signature Canonical base64.
 * @param isGet Whether the fields are not part of the signature.
 */
export async function idsOf(
  { kind, fields }: StatusCallback,
  signature: string,
  isGet: boolean,
): Promise<string[]> {
  const values = fields as Readonly<Record<string, string | number | undefined>>
  // All GET callbacks of one second have the same signature, because only the timestamp and an empty body are
  // signed.
  const request = isGet ? await digest(JSON.stringify([signature, Object.entries(values).sort()])) : signature
  const identity = identities[kind]?.map((name) => values[name])
  const { CallSid, CallStatus, CallbackSource, Digit, SequenceNumber, Timestamp } = values
  const isNumbered = SequenceNumber !== undefined
  const mayRecur =
    // A call reports its costs once. Other callbacks of unknown kinds may be equal.
    (kind === 'other' && CallbackSource !== 'call-cost-events') ||
    (kind === 'conference' && !isNumbered && Timestamp === undefined) ||
    // A call also requests its instructions, and does so again after a `<Redirect>`.
    (kind === 'call' && !isNumbered && Timestamp === undefined && !final.includes(String(CallStatus)))
  if (!identity || identity.includes(undefined) || mayRecur) return [request]
  // The API may give all pressed keys of a call the same number.
  const at = isNumbered && Digit === undefined ? undefined : Timestamp
  return [request, await digest(JSON.stringify([kind, ...identity, CallSid, SequenceNumber, Digit, at]))]
}
