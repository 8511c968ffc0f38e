import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { CallRow } from '../state/texml-rows.ts'
import { callFields, callOff, hangUp, isOver, note } from './call-lifecycle.ts'
import { connectParticipant, findConference, openConference } from './conference-lifecycle.ts'
import type { TexmlContext } from './context.ts'

const parser = new XMLParser({ ignoreAttributes: false })

/**
 * Fetches the instructions of a call that was answered, keeps them on its timeline, and follows the two that change who is
 * where: `<Dial><Conference>` and `<Hangup>`. A call fails whose addresses do not answer, or whose instructions are no XML.
 */
export async function followInstructions(context: TexmlContext, call: CallRow): Promise<void> {
  const { texml, urls } = call.instructions
  if (texml !== null) return follow(context, call.id, texml)
  for (const { url, method } of urls) {
    const { status, error, text, withheld } = await context.outbox.ask({
      url,
      method,
      type: 'texml.instructions',
      fields: call.detection ? { ...callFields(call), AnsweredBy: 'human' } : callFields(call),
    })
    if (status !== null && status >= 200 && status < 300) return follow(context, call.id, text)
    note(context, call.id, 'instructions not fetched', `${url}: ${error ?? status}`)
    // Of another machine nothing is known: the call goes on without them.
    if (withheld) return
  }
  const now = context.state.calls.get(call.id)
  if (now && urls.length > 0) hangUp(context, now, 'failed', { why: 'no address gave instructions' })
}

function follow(context: TexmlContext, callSid: string, document: string): void {
  note(context, callSid, 'instructions', document)
  const call = context.state.calls.get(callSid)
  if (!call || isOver(call)) return
  const verdict = XMLValidator.validate(document)
  if (verdict !== true) {
    const { msg, line, col } = verdict.err
    const why = `the instructions are no well-formed XML: ${msg} (line ${line}, column ${col})`
    hangUp(context, call, 'failed', { why })
    return
  }
  const response = Object(Object(parser.parse(document))['Response']) as Record<string, unknown>
  const conference = textOf(Object(response['Dial'])['Conference'])
  if (conference !== undefined) enter(context, call, conference)
  else if ('Hangup' in response) callOff(context, call, 'told by its instructions')
}

/** The text of an element, with or without attributes. */
function textOf(element: unknown): string | undefined {
  const text = Object(element) === element ? (element as { '#text'?: unknown })['#text'] : element
  return typeof text === 'string' || typeof text === 'number' ? String(text) : undefined
}

function enter(context: TexmlContext, call: CallRow, friendly_name: string): void {
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
