import { lintTexml } from '@greenroom/core/texml/lint'
import { addTimelineEntry } from '../texml/call-lifecycle.ts'
import type { TexmlContext } from '../texml/context.ts'
import type { VoiceDocument } from './documents.ts'

/** Maximum number of problems of a document on the timeline. */
const maxProblems = 20
/** Maximum number of documents with problems that are kept. */
const maxKnown = 100

/** Problems of documents by their text, which calls share. */
const known = new Map<string, readonly string[]>()

/** Adds a document that is run to the timeline of its call, and the problems that the linter finds in it. */
export function noteDocument(context: TexmlContext, callSid: string, { xml }: VoiceDocument): void {
  addTimelineEntry(context, callSid, 'instructions', xml)
  for (const problem of problemsOf(xml)) addTimelineEntry(context, callSid, 'lint', problem)
}

/** Returns problems as `line:column message`. */
function problemsOf(xml: string): readonly string[] {
  const before = known.get(xml)
  if (before) return before
  const problems = lintTexml(xml)
    .problems.slice(0, maxProblems)
    .map(({ line, column, message }) => `${line}:${column} ${message}`)
  known.set(xml, problems)
  for (const oldest of known.keys()) {
    if (known.size <= maxKnown) break
    known.delete(oldest)
  }
  return problems
}
