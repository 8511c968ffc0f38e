import { html } from 'hono/html'
import { present } from '../lifecycle/presence.ts'
import type { BoundedLog } from '../log/bounded-log.ts'
import type { ParticipantRow, RoomRow } from '../state/rows.ts'
import { callsSection, conferencesSection } from './call-sections.ts'
import {
  actionUrl,
  cardList,
  clockTime,
  emptyHint,
  formatCount,
  formatDuration,
  type Html,
  type InspectorContext,
  maxRows,
  type Section,
  statusTag,
  table,
} from './section.ts'
import { findName, renderText, shorten } from './text.ts'

/** Returns the name of a participant, or else the start of the id. */
function nameOf({ context, id }: ParticipantRow): string {
  return findName(context) ?? id.slice(0, 8)
}

function roomCard({ engine: { state } }: InspectorContext, room: RoomRow): Html {
  const participants = room.active_session_id === null ? [] : present(state, room.active_session_id)
  const label = room.unique_name ?? room.id
  return html`<li class="card">
    <div class="row"><h3>${renderText(label)}</h3>
      ${participants.length > 0 ? html`<span class="tag good">${participants.length} of ${room.max_participants} participants</span>` : html`<span class="dim">empty</span>`}
      ${room.enable_recording ? html`<span class="tag">recording on</span>` : ''}
      <form class="push" method="post" action="${actionUrl('join')}">
        <input type="hidden" name="room_id" value="${room.id}">
        <input type="text" name="name" id="name-${room.id}" placeholder="Name" aria-label="Name of the participant to add to ${shorten(label)}" maxlength="80">
        <button id="join-${room.id}">Add participant</button>
      </form></div>
    <div class="row dim"><code>${room.id}</code> ${formatCount(state.sessions.of(room.id).length, 'session')}</div>
    ${participants.map(
      (participant) => html`<div class="row"><span>${renderText(nameOf(participant))}</span>
        <span class="dim">since ${clockTime(participant.joined_at)}</span>${participant.muted ? html`<span class="tag bad">muted</span>` : ''}
        <form class="push" method="post" action="${actionUrl('leave')}"><input type="hidden" name="participant_id" value="${participant.id}">
          <button id="leave-${participant.id}" aria-label="Remove ${shorten(nameOf(participant))}">Remove</button></form></div>`,
    )}
  </li>`
}

/** The sections of the page, in order. */
export const sections: readonly Section[] = [
  {
    id: 'rooms',
    title: 'Rooms',
    count: ({ engine }) => engine.state.rooms.size,
    render: (context) =>
      cardList(
        context.engine.state.rooms.all(),
        'No rooms yet. Create one through the API, or load the demo data.',
        (room) => roomCard(context, room),
      ),
  },
  {
    id: 'controls',
    title: 'Clock and faults',
    count: ({ faults }) => faults.all().length,
    render: ({ faults }) => html`
      <div class="row"><form method="post" action="${actionUrl('clock')}">
        ${[10, 60, 600, 3600].map((secs) => html`<button id="clock-${secs}" name="advance_secs" value="${secs}">+${formatDuration(secs)}</button>`)}
      </form></div>
      <div class="row"><form method="post" action="${actionUrl('inject')}">
        <select name="fault" id="fault" aria-label="Fault to inject">
          <option value="500">status 500</option><option value="503">status 503, Retry-After 2 s</option><option value="429">status 429, Retry-After 5 s</option>
          <option value="delay">delay of 3 s</option><option value="stall">stalled response</option><option value="drop">dropped connection</option>
        </select>
        <select name="times" id="times" aria-label="Number of requests"><option>1</option><option>3</option><option>10</option><option>100</option></select>
        <button id="inject">Inject into next requests</button></form></div>
      ${faults.all().map((fault) => html`<div class="row"><span class="tag bad">${fault.status ?? (fault.drop ? 'drop' : fault.stall ? 'stall' : 'delay')}</span> <span>${fault.times} left</span> <code>${fault.method ?? 'any method'} ${renderText(fault.path ?? 'any path')}</code></div>`)}
      <div class="row">
        <form method="post" action="${actionUrl('clear')}"><button id="clear">Clear faults</button></form>
        <form method="post" action="${actionUrl('reset')}"><button id="reset-demo" name="seed" value="demo">Load demo data</button><button id="reset-empty" name="seed" value="empty">Delete all data</button></form>
      </div>`,
  },
  callsSection,
  conferencesSection,
  {
    id: 'files',
    title: 'Recordings and compositions',
    count: ({ engine: { state } }) => state.recordings.size + state.compositions.size,
    render: ({ engine: { state, links } }) => {
      const rows = [
        ...state.compositions.all().map((row) => ({ ...row, type: 'composition' })),
        ...state.recordings.all(),
      ].slice(0, maxRows)
      if (rows.length === 0)
        return emptyHint('None yet. A room with enable_recording makes two recordings of each participant.')
      return table(
        'Recordings and compositions',
        ['Type', 'Status', 'Created', 'File'],
        rows.map(
          (row) => html`<tr><td>${row.type}</td><td>${row.status}</td><td>${clockTime(row.created_at)}</td>
            <td>${row.status === 'completed' ? html`<a href="${pathOf(links.issue(row.id))}">Play</a>` : ''}</td></tr>`,
        ),
      )
    },
  },
  {
    id: 'webhooks',
    title: 'Webhook deliveries',
    count: ({ engine }) => engine.outbox.log.size,
    render: ({ engine }) =>
      logTable(
        engine.outbox.log,
        'Webhook deliveries',
        ['Time', 'Status', 'Event', 'Attempt', 'URL'],
        'None yet. Set a webhook_event_url on a room, or a StatusCallback on a call.',
        ({ at, status, event, attempt, url, error }) =>
          html`<tr><td>${clockTime(at)}</td><td>${statusTag(status)}</td>
            <td>${event.event_type.replace(/^(video\.room|texml)\./, '')}</td><td>${attempt}</td><td class="any"><code>${renderText(url, 160)}</code> ${renderText(error ?? '', 200)}</td></tr>`,
      ),
  },
  {
    id: 'requests',
    title: 'Requests',
    isWide: true,
    count: ({ log }) => log.size,
    render: ({ log }) =>
      logTable(
        log,
        'Requests',
        ['Time', 'Status', 'Method', 'Path', 'Input'],
        'None yet. Send one to the API at /v2.',
        ({ at, status, method, path, input }) =>
          html`<tr><td>${clockTime(at)}</td><td>${statusTag(status)}</td><td>${method}</td>
            <td class="any"><code>${renderText(path, 160)}</code></td><td class="any"><code>${renderText(JSON.stringify(input), 400)}</code></td></tr>`,
      ),
  },
]

/** Renders the latest entries of a log, newest first, or the hint if there are none. */
function logTable<Entry>(
  log: BoundedLog<Entry>,
  caption: string,
  headings: readonly string[],
  hint: string,
  row: (entry: Entry) => Html,
): Html {
  return log.size === 0 ? emptyHint(hint) : table(caption, headings, log.latest(maxRows).reverse().map(row))
}

function pathOf(link: string): string {
  return new URL(link).pathname
}
