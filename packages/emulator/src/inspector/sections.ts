import { html } from 'hono/html'
import { present } from '../lifecycle/presence.ts'
import type { ParticipantRow, RoomRow } from '../state/rows.ts'
import { callsSection, conferencesSection } from './call-sections.ts'
import {
  action,
  clockTime,
  countOf,
  type Html,
  type InspectorContext,
  maxRows,
  none,
  type Section,
  spanOf,
  statusTag,
  table,
} from './section.ts'

/** The name that somebody gave in their context, or the beginning of their id. */
function nameOf({ context, id }: ParticipantRow): string {
  try {
    const { name } = Object(JSON.parse(context ?? '')) as { name?: unknown }
    if (typeof name === 'string') return name
  } catch {
    // A context is any text.
  }
  return context || id.slice(0, 8)
}

function roomCard({ engine: { state } }: InspectorContext, room: RoomRow): Html {
  const people = room.active_session_id === null ? [] : present(state, room.active_session_id)
  const label = room.unique_name ?? room.id
  return html`<li class="card">
    <div class="row"><h3>${label}</h3>
      ${people.length > 0 ? html`<span class="tag good">${people.length} of ${room.max_participants} in it</span>` : html`<span class="dim">nobody in it</span>`}
      ${room.enable_recording ? html`<span class="tag">records</span>` : ''}
      <form class="push" method="post" action="${action('join')}">
        <input type="hidden" name="room_id" value="${room.id}">
        <input type="text" name="name" id="name-${room.id}" placeholder="Name" aria-label="Name of who joins ${label}" maxlength="80">
        <button id="join-${room.id}">Join</button>
      </form></div>
    <div class="row dim"><code>${room.id}</code> ${countOf(state.sessions.of(room.id).length, 'session')}</div>
    ${people.map(
      (person) => html`<div class="row"><span>${nameOf(person)}</span>
        <span class="dim">since ${clockTime(person.joined_at)}</span>${person.muted ? html`<span class="tag bad">muted</span>` : ''}
        <form class="push" method="post" action="${action('leave')}"><input type="hidden" name="participant_id" value="${person.id}">
          <button id="leave-${person.id}" aria-label="Let ${nameOf(person)} leave">Leave</button></form></div>`,
    )}
  </li>`
}

/** The parts of the page, in their order; another one is another value here. */
export const sections: readonly Section[] = [
  {
    id: 'rooms',
    title: 'Rooms',
    count: ({ engine }) => engine.state.rooms.size,
    show: (of) => {
      const rooms = of.engine.state.rooms.all().slice(0, maxRows)
      return rooms.length === 0
        ? none('No rooms yet. Create one by the API, or reset to the demo.')
        : html`<ul>${rooms.map((room) => roomCard(of, room))}</ul>`
    },
  },
  {
    id: 'levers',
    title: 'Time and failures',
    count: ({ failures }) => failures.all().length,
    show: ({ failures }) => html`
      <div class="row"><form method="post" action="${action('clock')}">
        ${[10, 60, 600, 3600].map((secs) => html`<button id="clock-${secs}" name="advance_secs" value="${secs}">+${spanOf(secs)}</button>`)}
      </form></div>
      <div class="row"><form method="post" action="${action('fail')}">
        <select name="failure" id="failure" aria-label="How the next call fails">
          <option value="500">500</option><option value="503">503, Retry-After 2</option><option value="429">429, Retry-After 5</option>
          <option value="late">late by 3 s</option><option value="stall">stalls</option><option value="drop">connection dropped</option>
        </select>
        <select name="times" id="times" aria-label="How many calls"><option>1</option><option>3</option><option>10</option><option>100</option></select>
        <button id="fail">Fail next calls</button></form></div>
      ${failures.all().map((failure) => html`<div class="row"><span class="tag bad">${failure.status ?? (failure.drop ? 'drop' : failure.stall ? 'stall' : 'late')}</span> <span>${failure.times} left</span> <code>${failure.method ?? 'any'} ${failure.path ?? ''}</code></div>`)}
      <div class="row">
        <form method="post" action="${action('recover')}"><button id="recover">Take failures back</button></form>
        <form method="post" action="${action('reset')}"><button id="reset-demo" name="seed" value="demo">Reset to the demo</button><button id="reset-empty" name="seed" value="empty">Empty it</button></form>
      </div>`,
  },
  callsSection,
  conferencesSection,
  {
    id: 'files',
    title: 'Recordings and compositions',
    count: ({ engine: { state } }) => state.recordings.size + state.compositions.size,
    show: ({ engine: { state, links } }) => {
      const rows = [
        ...state.compositions.all().map((row) => ({ ...row, type: 'composition' })),
        ...state.recordings.all(),
      ].slice(0, maxRows)
      if (rows.length === 0)
        return none('None yet. A room with enable_recording makes two for each participant.')
      return table(
        'Recordings and compositions',
        ['Kind', 'State', 'Made', 'File'],
        rows.map(
          (row) => html`<tr><td>${row.type}</td><td>${row.status}</td><td>${clockTime(row.created_at)}</td>
            <td>${row.status === 'completed' ? html`<a href="${pathOf(links.issue(row.id))}">play</a>` : ''}</td></tr>`,
        ),
      )
    },
  },
  {
    id: 'webhooks',
    title: 'Webhooks delivered',
    count: ({ engine }) => engine.outbox.all().length,
    show: ({ engine }) => {
      const rows = engine.outbox.all().slice(-maxRows).reverse()
      if (rows.length === 0)
        return none('None yet. Give a room a webhook_event_url, or a call a StatusCallback, on this machine.')
      return table(
        'Webhooks delivered',
        ['At', 'Answer', 'Event', 'Try', 'To'],
        rows.map(
          ({
            at,
            status,
            event,
            attempt,
            url,
            error,
          }) => html`<tr><td>${clockTime(at)}</td><td>${statusTag(status)}</td>
            <td>${event.event_type.replace(/^(video\.room|texml)\./, '')}</td><td>${attempt}</td><td class="any"><code>${url}</code> ${error ?? ''}</td></tr>`,
        ),
      )
    },
  },
  {
    id: 'requests',
    title: 'Requests',
    wide: true,
    count: ({ log }) => log.all().length,
    show: ({ log }) => {
      const rows = log.all().slice(-maxRows).reverse()
      if (rows.length === 0) return none('None yet. The API is at /v2, any key will do.')
      return table(
        'Requests',
        ['At', 'Answer', 'Method', 'Path', 'Input'],
        rows.map(
          ({
            at,
            status,
            method,
            path,
            input,
          }) => html`<tr><td>${clockTime(at)}</td><td>${statusTag(status)}</td><td>${method}</td>
            <td><code>${path}</code></td><td class="any"><code>${JSON.stringify(input)}</code></td></tr>`,
        ),
      )
    },
  },
]

function pathOf(link: string): string {
  return new URL(link).pathname
}
