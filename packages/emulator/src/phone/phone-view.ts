import { elementsOf, parseDocument, type TexmlElement } from '@greenroom/core/texml/language'
import type { Engine } from '../engine.ts'
import type { ApplicationRow, CallRow, TexmlRecordingRow } from '../state/texml-rows.ts'
import { isOver } from '../texml/call-lifecycle.ts'
import type { WebhookDelivery } from '../webhooks/outbox.ts'

/** What the phone is doing. */
export type PhonePhase = 'idle' | 'ringing' | 'talking' | 'over'

/** A document and the position of its running verb; -1 if none runs. */
export interface RunningDocument {
  readonly xml: string
  /** Its address; null for a document given as text. */
  readonly url: string | null
  /** Its verbs; undefined if it is not well-formed. */
  readonly verbs: readonly TexmlElement[] | undefined
  readonly index: number
}

/** What the page shows of the phone with a number. */
export interface PhoneView {
  readonly number: string
  readonly phase: PhonePhase
  /** The call that the page follows. */
  readonly call: CallRow | undefined
  /** Unanswered calls to the number, newest first. */
  readonly incoming: readonly CallRow[]
  readonly applications: readonly ApplicationRow[]
  readonly document: RunningDocument | undefined
  /** Name of the running verb; empty if none runs. */
  readonly verb: string
  /** The recording of a `<Record>` that runs; undefined if none runs. */
  readonly recordingSid: string | undefined
  /** The requests to the app about the call, oldest first. */
  readonly requests: readonly WebhookDelivery[]
  /** The completed recordings of the call, oldest first. */
  readonly recordings: readonly TexmlRecordingRow[]
}

/** Number of logged requests that are searched for those of a call. */
const searchedRequests = 500

/** Returns what the page shows of the phone with a number and of one of its calls. */
export function viewPhone(engine: Engine, number: string, callSid: string | undefined): PhoneView {
  const { state } = engine
  const call = callSid === undefined ? undefined : state.calls.get(callSid)
  const document = call && runningDocument(engine, call)
  return {
    number,
    phase: phaseOf(call),
    call,
    incoming: state.calls.all().filter((row) => isIncoming(row, number) && row.id !== callSid),
    applications: state.applications.all(),
    document,
    verb: document?.verbs?.[document.index]?.name ?? '',
    recordingSid:
      call && state.texmlRecordings.named(call.id).find(({ source }) => source === 'RecordVerb')?.id,
    requests: call ? requestsOf(engine, call) : [],
    recordings: call ? recordingsOf(engine, call) : [],
  }
}

function phaseOf(call: CallRow | undefined): PhonePhase {
  if (!call) return 'idle'
  if (isOver(call)) return 'over'
  return call.status === 'in-progress' ? 'talking' : 'ringing'
}

/** Whether a call waits for an answer of the phone with a number, however the number is written. */
function isIncoming(call: CallRow, number: string): boolean {
  if (isOver(call) || call.status === 'in-progress' || call.direction === 'inbound') return false
  return plainNumber(call.to) === plainNumber(number)
}

function plainNumber(number: string): string {
  return number.replaceAll(/[\s().-]/g, '').toLowerCase()
}

/** Returns the document that runs, or else the last one of the call. */
export function runningDocument({ state }: Engine, call: CallRow): RunningDocument | undefined {
  const frame = state.runs.get(call.id)?.frames.at(-1)
  const last = call.timeline.findLast(({ what }) => what === 'instructions')
  const xml = frame?.xml ?? last?.detail
  if (xml === null || xml === undefined) return undefined
  const { root } = parseDocument(xml)
  return { xml, url: frame?.url ?? null, verbs: root && elementsOf(root), index: frame?.index ?? -1 }
}

function requestsOf({ outbox }: Engine, { id }: CallRow): readonly WebhookDelivery[] {
  return outbox.log
    .latest(searchedRequests)
    .filter(({ event }) => (event.payload as Readonly<Record<string, unknown>>)['CallSid'] === id)
}

function recordingsOf({ state }: Engine, call: CallRow): readonly TexmlRecordingRow[] {
  return state.texmlRecordings
    .of(call.account_sid)
    .filter(({ call_sid, ended_ms }) => call_sid === call.id && ended_ms !== null)
    .reverse()
}

/** One entry of a transcript: a prompt, or something that the phone did. */
export interface TranscriptEntry {
  readonly at: string
  readonly by: 'app' | 'phone'
  /** `Say`, `Play`, another verb that is heard, `digits` or `speech`. */
  readonly what: string
  readonly text: string
  readonly voice?: string | undefined
  readonly language?: string | undefined
  readonly interrupted?: boolean | undefined
}

/** Returns what was heard and said in a call, oldest first. */
export function transcriptOf({ heard, timeline }: CallRow): readonly TranscriptEntry[] {
  const prompts = heard.map(
    ({ at, verb, text, url, voice, language, interrupted }): TranscriptEntry => ({
      at,
      by: 'app',
      what: verb,
      text: text ?? url ?? '',
      voice,
      language,
      interrupted,
    }),
  )
  const own = timeline
    .filter(({ what }) => what === 'digits' || what === 'speech')
    .map(({ at, what, detail }): TranscriptEntry => ({ at, by: 'phone', what, text: detail ?? '' }))
  return [...prompts, ...own].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
