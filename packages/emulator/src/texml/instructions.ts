import type { CallRow } from '../state/texml-rows.ts'
import {
  type DocumentFailure,
  documentFields,
  fetchDocument,
  isFailure,
  makeDocument,
  readDocument,
  type VoiceDocument,
} from '../voice/documents.ts'
import { failCall, resumeRun, runDocument } from '../voice/interpreter.ts'
import { addTimelineEntry, isOver } from './call-lifecycle.ts'
import { leaveConference } from './conference-lifecycle.ts'
import type { TexmlContext } from './context.ts'
import { answeredByFields } from './machine-detection.ts'

/**
 * Fetches the first document of a call and runs it. The call leaves its conference. A call without an address
 * continues without instructions. It fails if no address returns a document that can be followed.
 */
export function followInstructions(context: TexmlContext, call: CallRow): void {
  leaveConference(context, call.id)
  const { texml, urls } = call.instructions
  if (texml !== null)
    runDocument(context, call.id, makeDocument(context, { xml: texml, url: null }, documentFields(call)))
  else if (urls.length > 0) void context.pending.track(fetchFirst(context, call))
}

/** Does again what the calls waited for when a snapshot was taken: documents, and work of their verbs. */
export function resumeCalls(context: TexmlContext): void {
  for (const call of context.state.calls.all().reverse()) {
    const run = context.state.runs.get(call.id)
    if (run && run.frames.length > 0) resumeRun(context, run)
    else if (waitsForDocument(call)) followInstructions(context, call)
  }
}

/** Returns whether a call without a document has requested its first one. */
function waitsForDocument(call: CallRow): boolean {
  const { instructions, direction, status, bridge } = call
  if (isOver(call) || instructions.urls.length === 0 || (bridge !== null && bridge !== 'pending'))
    return false
  return direction === 'inbound' || status === 'in-progress'
}

async function fetchFirst(context: TexmlContext, call: CallRow): Promise<void> {
  // The clock may be moved before the response arrives.
  const atMark = context.clock.mark()
  let failure: DocumentFailure | undefined
  const fields = { ...documentFields(call), ...answeredByFields(call) }
  for (const { url, method } of call.instructions.urls) {
    const document = await fetchDocument(context, { url, method, type: 'texml.instructions' }, fields)
    const problem = problemOf(document)
    if (!problem) return atMark(() => runFirst(context, call, document as VoiceDocument))
    failure = problem
    atMark(() => addTimelineEntry(context, call.id, 'instructions not fetched', problem.message))
    // The emulator may not reach another machine: the call continues without instructions.
    if (problem.code === 'not-on-this-machine' && call.direction !== 'inbound') {
      // A called party that cannot be given its document is connected without it.
      if (call.direction === 'dial')
        atMark(() => context.callEvents.emit({ type: 'call.document-ended', call }))
      return
    }
  }
  if (failure) atMark(() => isCurrent(context, call) && failCall(context, call.id, failure))
}

function problemOf(document: VoiceDocument | DocumentFailure): DocumentFailure | undefined {
  if (isFailure(document)) return document
  const read = readDocument(document)
  return 'code' in read ? read : undefined
}

/** Runs the document, unless the call ended or got other instructions meanwhile. */
function runFirst(context: TexmlContext, call: CallRow, document: VoiceDocument): void {
  if (isCurrent(context, call)) runDocument(context, call.id, document)
}

/** Returns whether a call is under way and has the instructions that it had. */
function isCurrent(context: TexmlContext, { id, instructions }: CallRow): boolean {
  const current = context.state.calls.get(id)
  return current !== undefined && !isOver(current) && current.instructions === instructions
}
