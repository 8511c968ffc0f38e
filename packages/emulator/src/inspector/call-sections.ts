import { html } from 'hono/html'
import { documentBody } from '../phone/panels.ts'
import { runningDocument } from '../phone/phone-view.ts'
import type { CallRow, ConferenceParticipantRow, ConferenceRow } from '../state/texml-rows.ts'
import { rowsOf } from '../texml/accounts.ts'
import { isOver } from '../texml/call-lifecycle.ts'
import { participantsOf } from '../texml/conference-lifecycle.ts'
import { iso } from '../texml/context.ts'
import { actionUrl, cardList, clockTime, type Html, type InspectorContext, type Section } from './section.ts'
import { renderText, shorten } from './text.ts'

/** Maximum number of timeline entries per call; the latest are shown. */
const maxSteps = 8

/** Actions of the remote party, with the labels of their buttons. */
const actionLabels = {
  ring: 'Ring',
  answer: 'Answer',
  busy: 'Busy',
  'no-answer': 'No answer',
  hangup: 'Hang up',
} as const

function actionsOf({ status }: CallRow): readonly (keyof typeof actionLabels)[] {
  if (status === 'in-progress') return ['hangup']
  return status === 'ringing' ? ['answer', 'busy', 'no-answer'] : ['ring', 'answer', 'busy', 'no-answer']
}

function remotePartyForm(call: CallRow): Html {
  const button = (act: keyof typeof actionLabels) =>
    html`<button id="${act}-${call.id}" name="act" value="${act}" aria-label="${actionLabels[act]}: ${shorten(call.to)}">${actionLabels[act]}</button>`
  const hidden = html`<input type="hidden" name="call_sid" value="${call.id}">`
  return html`<form class="push" method="post" action="${actionUrl('call')}">${hidden}${actionsOf(call).map(button)}</form>
    ${
      call.status === 'in-progress'
        ? html`<form method="post" action="${actionUrl('call')}">${hidden}
            <input type="text" name="digits" id="keys-${call.id}" placeholder="Digits" aria-label="Digits from ${shorten(call.to)}" maxlength="32">
            <button id="digits-${call.id}" name="act" value="digits">Send digits</button></form>`
        : ''
    }`
}

function statusTag({ status }: CallRow): Html {
  const look =
    status === 'in-progress' ? 'good' : ['failed', 'busy', 'no-answer'].includes(status) ? 'bad' : ''
  return html`<span class="tag ${look}">${status}</span>`
}

function callCard({ engine }: InspectorContext, call: CallRow): Html {
  const document = isOver(call) ? undefined : runningDocument(engine, call)
  return html`<li class="card">
    <div class="row"><h3>${renderText(`${shorten(call.from)} → ${shorten(call.to)}`, 200)}</h3>${statusTag(call)}${isOver(call) ? '' : remotePartyForm(call)}</div>
    <div class="row dim"><code>${call.id}</code> <a href="/phone?${new URLSearchParams({ call: call.id })}">Follow</a></div>
    ${document ? documentBody(document) : ''}
    ${call.timeline
      .slice(-maxSteps)
      .map(
        ({ at, what, detail }) =>
          html`<div class="row"><span class="dim">${clockTime(at)}</span> <span>${what}</span> <code>${renderText(detail ?? '', 400)}</code></div>`,
      )}
  </li>`
}

/** Phone calls, with buttons that play the remote party. */
export const callsSection: Section = {
  id: 'calls',
  title: 'Phone calls',
  count: ({ engine }) => engine.state.calls.size,
  render: (context) =>
    cardList(
      context.engine.state.calls.all(),
      'No phone calls yet. Place one through TeXML and answer it here, or call from the phone.',
      (call) => callCard(context, call),
    ),
}

function participantRow({ engine }: InspectorContext, row: ConferenceParticipantRow): Html {
  return html`<div class="row"><span>${renderText(row.label ?? engine.state.calls.get(row.id)?.to ?? row.id)}</span>
    <span class="tag ${row.status === 'connected' ? 'good' : ''}">${row.status}</span>
    ${row.muted ? html`<span class="tag bad">muted</span>` : ''}${row.hold ? html`<span class="tag bad">on hold</span>` : ''}</div>`
}

function conferenceCard(context: InspectorContext, conference: ConferenceRow): Html {
  const { engine } = context
  const isRecording = rowsOf(engine, engine.state.texmlRecordings, conference.account_sid).some(
    ({ conference_sid, ended_ms }) => conference_sid === conference.id && ended_ms === null,
  )
  return html`<li class="card">
    <div class="row"><h3>${renderText(conference.friendly_name)}</h3>
      <span class="tag ${conference.status === 'in-progress' ? 'good' : ''}">${conference.status}</span>
      ${isRecording ? html`<span class="tag">recording on</span>` : ''}
      <span class="dim">since ${clockTime(iso(conference.created_ms))} ${conference.reason ?? ''}</span></div>
    ${participantsOf(context.engine, conference.id).map((row) => participantRow(context, row))}
  </li>`
}

/** Conferences and their participants. */
export const conferencesSection: Section = {
  id: 'conferences',
  title: 'Conferences',
  count: ({ engine }) => engine.state.conferences.size,
  render: (context) =>
    cardList(
      context.engine.state.conferences.all(),
      'No conferences yet. Dial a participant into one through TeXML.',
      (conference) => conferenceCard(context, conference),
    ),
}
