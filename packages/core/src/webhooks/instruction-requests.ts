import type { InstructionFields } from './instruction-fields.ts'
import type { FormFields } from './signed-form.ts'
import { isProgress, kindOf, parseStatusCallback, type StatusCallback } from './status-callbacks.ts'

/** The kinds of instruction requests that have types. */
export type InstructionRequestKind = keyof InstructionFields

/** The fields of one kind of instruction request, as the API spells them. */
export type InstructionRequestFields<Kind extends InstructionRequestKind> = InstructionFields[Kind]

/**
 * A request for the next document of a call, typed by its `kind`. The kind `other` is a request of another
 * verb or of a waiting call, with string fields.
 */
export type InstructionRequest =
  | {
      [Kind in InstructionRequestKind]: {
        readonly kind: Kind
        readonly fields: InstructionRequestFields<Kind>
      }
    }[InstructionRequestKind]
  | { readonly kind: 'other'; readonly fields: FormFields }

type VerbResult = Exclude<InstructionRequest, { readonly kind: 'call' | 'redirect' | 'other' }>

/**
 * Returns the instruction request of these form fields. The result of a verb is recognized by its fields.
 * Every other request about a call that is not over is its start, or a redirect if the URL says so.
 *
 * @param url - URL of the request.
 */
export function parseInstructionRequest(fields: FormFields, url: string): InstructionRequest {
  const callback = parseStatusCallback(fields)
  if (isVerbResult(callback)) return callback
  const { CallSid, ...others } = fields
  if (!CallSid) return { kind: 'other', fields }
  // The API's pages describe the action of a `<Record>` as the report of a completed recording.
  if (callback.kind === 'recording' && callback.fields.RecordingUrl) {
    const { RecordingUrl } = callback.fields
    return { kind: 'record', fields: { ...callback.fields, CallSid, RecordingUrl } }
  }
  if (!isStart(fields)) return { kind: 'other', fields }
  const present = Object.entries(others).filter(([, value]) => value !== '')
  const isRedirect = new URL(url).searchParams.get('kind') === 'redirect'
  return { kind: isRedirect ? 'redirect' : 'call', fields: { ...Object.fromEntries(present), CallSid } }
}

const verbs = new Set<string>(['gather', 'dial', 'record', 'enqueue', 'refer'] satisfies VerbResult['kind'][])

function isVerbResult(callback: StatusCallback): callback is VerbResult {
  // A partial result is only a report: its response is ignored.
  return verbs.has(callback.kind) && !('UnstableSpeechResult' in callback.fields)
}

/** What a call that is not over may have as its status. */
const running = new Set<string | undefined>([undefined, '', 'queued', 'initiated', 'ringing', 'in-progress'])

/** Returns whether these are the fields of a call that has neither ended nor reports anything else. */
function isStart(fields: FormFields): boolean {
  const { CallStatus, From } = fields
  const kind = kindOf(fields)
  if (isProgress(fields) || !running.has(CallStatus)) return false
  return kind === 'call' || (kind === undefined && From !== undefined)
}
