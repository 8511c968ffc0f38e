import { html } from 'hono/html'
import type { CallRow, ConferenceParticipantRow, ConferenceRow } from '../state/texml-rows.ts'
import { isOver } from '../texml/call-lifecycle.ts'
import { participantsOf } from '../texml/conference-lifecycle.ts'
import { iso } from '../texml/exchange.ts'
import {
  action,
  clockTime,
  type Html,
  type InspectorContext,
  maxRows,
  none,
  type Section,
} from './section.ts'

/** How much of a call's timeline is shown: the latest. */
const maxSteps = 8

/** What the other end can do, by the words on its button. */
const lines = {
  ring: 'Ring',
  answer: 'Answer',
  busy: 'Busy',
  'no-answer': 'No answer',
  hangup: 'Hang up',
} as const

function actsOf({ status }: CallRow): readonly (keyof typeof lines)[] {
  if (status === 'in-progress') return ['hangup']
  return status === 'ringing' ? ['answer', 'busy', 'no-answer'] : ['ring', 'answer', 'busy', 'no-answer']
}

function otherEnd(call: CallRow): Html {
  const button = (act: keyof typeof lines) =>
    html`<button id="${act}-${call.id}" name="act" value="${act}" aria-label="${lines[act]}: ${call.to}">${lines[act]}</button>`
  const hidden = html`<input type="hidden" name="call_sid" value="${call.id}">`
  return html`<form class="push" method="post" action="${action('call')}">${hidden}${actsOf(call).map(button)}</form>
    ${
      call.status === 'in-progress'
        ? html`<form method="post" action="${action('call')}">${hidden}
            <input type="text" name="digits" id="keys-${call.id}" placeholder="Digits" aria-label="Digits from ${call.to}" maxlength="32">
            <button id="digits-${call.id}" name="act" value="digits">Press</button></form>`
        : ''
    }`
}

function statusTag({ status }: CallRow): Html {
  const look =
    status === 'in-progress' ? 'good' : ['failed', 'busy', 'no-answer'].includes(status) ? 'bad' : ''
  return html`<span class="tag ${look}">${status}</span>`
}

function callCard(call: CallRow): Html {
  return html`<li class="card">
    <div class="row"><h3>${call.from} → ${call.to}</h3>${statusTag(call)}${isOver(call) ? '' : otherEnd(call)}</div>
    <div class="row dim"><code>${call.id}</code></div>
    ${call.timeline
      .slice(-maxSteps)
      .map(
        ({ at, what, detail }) =>
          html`<div class="row"><span class="dim">${clockTime(at)}</span> <span>${what}</span> <code>${detail ?? ''}</code></div>`,
      )}
  </li>`
}

/** The calls, and their other ends to play. */
export const callsSection: Section = {
  id: 'calls',
  title: 'Calls',
  count: ({ engine }) => engine.state.calls.size,
  show: ({ engine }) => {
    const calls = engine.state.calls.all().slice(0, maxRows)
    return calls.length === 0
      ? none('No calls yet. Place one by TeXML, and answer it here.')
      : html`<ul>${calls.map(callCard)}</ul>`
  },
}

function participantRow({ engine }: InspectorContext, row: ConferenceParticipantRow): Html {
  return html`<div class="row"><span>${row.label ?? engine.state.calls.get(row.id)?.to ?? row.id}</span>
    <span class="tag ${row.status === 'connected' ? 'good' : ''}">${row.status}</span>
    ${row.muted ? html`<span class="tag bad">muted</span>` : ''}${row.hold ? html`<span class="tag bad">on hold</span>` : ''}</div>`
}

function conferenceCard(of: InspectorContext, conference: ConferenceRow): Html {
  const recorded = of.engine.state.texmlRecordings
    .of(conference.account_sid)
    .some(({ conference_sid, ended_ms }) => conference_sid === conference.id && ended_ms === null)
  return html`<li class="card">
    <div class="row"><h3>${conference.friendly_name}</h3>
      <span class="tag ${conference.status === 'in-progress' ? 'good' : ''}">${conference.status}</span>
      ${recorded ? html`<span class="tag">records</span>` : ''}
      <span class="dim">since ${clockTime(iso(conference.created_ms))} ${conference.reason ?? ''}</span></div>
    ${participantsOf(of.engine, conference.id).map((row) => participantRow(of, row))}
  </li>`
}

/** The conferences, and who is in them. */
export const conferencesSection: Section = {
  id: 'conferences',
  title: 'Conferences',
  count: ({ engine }) => engine.state.conferences.size,
  show: (of) => {
    const conferences = of.engine.state.conferences.all().slice(0, maxRows)
    return conferences.length === 0
      ? none('No conferences yet. Dial a participant into one.')
      : html`<ul>${conferences.map((conference) => conferenceCard(of, conference))}</ul>`
  },
}
