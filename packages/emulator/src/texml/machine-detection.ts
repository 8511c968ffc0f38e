import type { CallRow, DetectionRow } from '../state/texml-rows.ts'
import { callFields } from './call-lifecycle.ts'
import { callbackRow, sendCallback, type TexmlContext } from './context.ts'

/** Reported duration of the answering machine detection, in milliseconds. */
const detectionMs = 500

/** Returns the answering machine detection in a mode, or null if it is off. */
export function detectionRow(
  mode: DetectionRow['mode'] | 'Disable' | undefined,
  url: string | null | undefined,
  method: 'GET' | 'POST' | undefined,
  is_awaited = false,
): CallRow['detection'] {
  if (mode === undefined || mode === 'Disable') return null
  return { ...callbackRow(url, 'answered-by', '', method), mode, is_awaited }
}

/** Returns who answered as the detection reports it; undefined without detection or an answer. */
export function detectedParty({ detection, answered_by }: CallRow): string | undefined {
  if (!detection || answered_by === null) return undefined
  if (answered_by !== 'machine') return answered_by
  return detection.mode === 'DetectMessageEnd' ? 'machine_end_beep' : 'machine_start'
}

/** Returns the field about who answered in requests for documents, if the call is checked for that. */
export function answeredByFields(call: CallRow): Record<string, string> {
  const party = detectedParty(call)
  return party === undefined ? {} : { AnsweredBy: party }
}

/**
 * Reports who answered a call, if the call is checked for that: to the callback of the detection, and to a
 * status callback with the event `amd`.
 *
 * @returns a promise that resolves once the callback is answered.
 */
export async function reportAnsweredBy(context: TexmlContext, call: CallRow): Promise<void> {
  if (!call.detection) return
  const { CallStatus: _, CallInitiatedAt: __, CallerId: ___, ...fields } = callFields(call)
  const report = {
    ...fields,
    ...answeredByFields(call),
    MachineDetectionDuration: detectionMs,
  }
  const type = 'texml.call.answered-by'
  await Promise.all([
    sendCallback(context, call.detection, 'answered-by', type, report),
    sendCallback(context, call.callback, 'amd', type, report),
  ])
}
