import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { CallRow } from '../state/texml-rows.ts'
import { addTimelineEntry, callFields, endCall, hangUp, isOver } from './call-lifecycle.ts'
import { connectParticipant, findConference, openConference } from './conference-lifecycle.ts'
import type { TexmlContext } from './context.ts'

const parser = new XMLParser({ ignoreAttributes: false })

/**
 * Fetches the instructions of an answered call and adds them to its timeline. Follows `<Dial><Conference>`
 * and
 * `<Hangup>`. The call fails if no address returns instructions or if they are not well-formed XML.
 */
export function followInstructions(context: TexmlContext, call: CallRow): void {
  const { texml, urls } = call.instructions
  if (texml !== null) follow(context, call.id, texml)
  else if (urls.length > 0) void context.pending.track(fetchInstructions(context, call))
}

async function fetchInstructions(context: TexmlContext, call: CallRow): Promise<void> {
  // The clock may be moved before the response arrives.
  const atMark = context.clock.mark()
  for (const { url, method } of call.instructions.urls) {
    const { status, error, text, withheld } = await context.outbox.requestForm({
      url,
      method,
      type: 'texml.instructions',
      fields: call.detection ? { ...callFields(call), AnsweredBy: 'human' } : callFields(call),
    })
    if (status !== null && status >= 200 && status < 300) return atMark(() => follow(context, call.id, text))
    const failure = `${url}: ${error ?? status}`
    atMark(() => addTimelineEntry(context, call.id, 'instructions not fetched', failure))
    // The address is on another machine, which the emulator may not reach: the call continues without
    // instructions.
    if (withheld) return
  }
  const current = context.state.calls.get(call.id)
  if (current)
    atMark(() => hangUp(context, current, 'failed', { reason: 'no address returned instructions' }))
}

function follow(context: TexmlContext, callSid: string, document: string): void {
  addTimelineEntry(context, callSid, 'instructions', document)
  const call = context.state.calls.get(callSid)
  if (!call || isOver(call)) return
  try {
    const response = readResponse(document)
    const conference = textOf(Object(response['Dial'])['Conference'])
    if (conference !== undefined) joinConference(context, call, conference)
    else if ('Hangup' in response) endCall(context, call, 'ended by its instructions')
  } catch (error) {
    const reason = `the instructions are not well-formed XML: ${error instanceof Error ? error.message : error}`
    hangUp(context, call, 'failed', { reason })
  }
}

/** Returns the `<Response>` of a document. @throws {Error} if the document cannot be parsed. */
function readResponse(document: string): Record<string, unknown> {
  const validation = XMLValidator.validate(document)
  if (validation !== true) {
    const { msg, line, col } = validation.err
    throw new Error(`${msg} (line ${line}, column ${col})`)
  }
  return Object(Object(parser.parse(document))['Response'])
}

/** Returns the text of an element, with or without attributes. */
function textOf(element: unknown): string | undefined {
  const text = Object(element) === element ? (element as { '#text'?: unknown })['#text'] : element
  return typeof text === 'string' || typeof text === 'number' ? String(text) : undefined
}

function joinConference(context: TexmlContext, call: CallRow, friendly_name: string): void {
  const { state, clock } = context
  const { account_sid } = call
  const conference =
    findConference(context, account_sid, friendly_name) ??
    openConference(context, {
      account_sid,
      friendly_name,
      callback: { url: null, events: [], method: 'POST' },
      max_participants: 250,
      record: null,
    })
  const now = clock.now()
  state.conferenceParticipants.put({
    id: call.id,
    account_sid,
    conference_sid: conference.id,
    label: null,
    status: 'connecting',
    muted: false,
    hold: false,
    coaching: false,
    coaching_call_sid: null,
    end_conference_on_exit: false,
    start_conference_on_enter: true,
    created_ms: now,
    updated_ms: now,
  })
  connectParticipant(context, call.id)
}
