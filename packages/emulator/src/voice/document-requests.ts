import type { CallRow, RunRow } from '../state/texml-rows.ts'
import { addTimelineEntry } from '../texml/call-lifecycle.ts'
import type { TexmlContext } from '../texml/context.ts'
import { resolveAddress } from './addresses.ts'
import { type DocumentFailure, documentFields, fetchDocument, type VoiceDocument } from './documents.ts'
import { frameBy, withFrame } from './frames.ts'
import type { DocumentRequest } from './verb-handler.ts'

/** What is done with a document, or with the reason why it is missing. */
export type DocumentUse = (document: VoiceDocument | DocumentFailure, run: RunRow, depth: number) => void

/** Fetches a document and passes it on, unless the verb that asked for it is over by then. */
export function fetchFor(
  context: TexmlContext,
  call: CallRow,
  serial: number,
  { url, method, fields = {} }: DocumentRequest,
  use: DocumentUse,
): Promise<void> {
  const address = resolveAddress(url, frameBy(context, call.id, serial)?.url ?? null)
  const pass = (document: VoiceDocument | DocumentFailure) =>
    withFrame(context, call.id, serial, (run, depth) => use(document, run, depth))
  if (address === undefined) {
    const message = `${url} is not an absolute HTTP address, and the document has no address that it refers to.`
    pass({ code: 'no-address', message, url })
    return Promise.resolve()
  }
  addTimelineEntry(context, call.id, 'request', `${method} ${address}`)
  const atMark = context.clock.mark()
  const all = requestFields(call, fields)
  const { variables } = context.state.runs.get(call.id) ?? {}
  return context.pending.track(
    fetchDocument(context, { url: address, method, type: 'texml.instructions' }, all, variables).then(
      (document) => atMark(() => pass(document)),
    ),
  )
}

/**
 * Returns the fields of a request for a document: those of the call, and those of the verb that have a value.
 */
export function requestFields(
  call: CallRow,
  fields: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...documentFields(call), ...fields }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
}
