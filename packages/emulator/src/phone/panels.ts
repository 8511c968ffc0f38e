import { html } from 'hono/html'
import { isLoopbackUrl } from '../http/hosts.ts'
import { clockTime, emptyHint, type Html, statusTag } from '../inspector/section.ts'
import { renderText } from '../inspector/text.ts'
import type { CallRow, TexmlRecordingRow } from '../state/texml-rows.ts'
import { secondsOf } from '../texml/recording-lifecycle.ts'
import type { WebhookDelivery } from '../webhooks/outbox.ts'
import { documentLines } from './document-lines.ts'
import { type PhoneView, type RunningDocument, type TranscriptEntry, transcriptOf } from './phone-view.ts'

/** Maximum number of timeline entries and of requests; the latest are shown. */
const maxShown = 200
/** Maximum length of a shown text, in characters. */
const maxLength = 4000

/** Texts of a call's status. */
const statusTexts: Readonly<Record<CallRow['status'], string>> = {
  queued: 'Calling',
  initiated: 'Calling',
  ringing: 'Ringing',
  'in-progress': 'On the call',
  completed: 'Call ended',
  busy: 'Busy',
  'no-answer': 'No answer',
  failed: 'The call failed',
  canceled: 'Call canceled',
}

/** Returns the other party of a call: who is called, or who calls. */
function otherParty({ direction, from, to }: CallRow): string {
  return direction === 'inbound' ? to : from
}

/** The display of the phone: its call, the calls that come in, what was heard, and the recordings. */
export function screen(view: PhoneView): Html {
  const { call, incoming, phase } = view
  return html`<div id="screen" class="screen" data-phase="${phase}" data-call="${call?.id ?? ''}" data-verb="${view.verb}" data-recording="${view.recordingSid ?? ''}"
  data-answered="${call?.answered_ms ?? ''}" data-ended="${call?.ended_ms ?? ''}">
${incoming.map(
  ({
    id,
    from,
    status,
  }) => html`<div class="incoming" id="incoming-${id}" data-incoming="${id}" data-status="${status}" role="group" aria-label="Incoming call">
  <p role="alert"><strong>${renderText(from)}</strong> is calling</p>
  <div class="row"><button class="go" data-act="answer" data-by="human">Answer</button><button class="stop" data-act="hangup">Decline</button>
  <button data-act="busy">Busy</button><button data-act="answer" data-by="machine">Voicemail</button></div></div>`,
)}
<div class="party"><p class="name">${call ? renderText(otherParty(call)) : 'Ready'}</p>
<p class="state"><span id="call-status" role="status">${call ? statusTexts[call.status] : 'Enter a number, then call.'}</span> <time id="duration"></time>
${phase === 'talking' && view.verb === 'Record' ? html`<span class="recording-on">Recording</span>` : ''}</p>
${call?.error ? html`<p class="reason">${renderText(call.error.message, 400)}</p>` : ''}</div>
<ol id="transcript" class="transcript" role="log" aria-label="Transcript" tabindex="0">${call ? transcriptOf(call).map(transcriptItem) : ''}</ol>
${view.recordings.map((recording, index) => recordingItem(recording, index + 1))}
</div>`
}

function transcriptItem(entry: TranscriptEntry): Html {
  const { by, what, text, voice = '', language = '', interrupted } = entry
  if (by === 'phone') {
    const said = text === '' ? 'You spoke' : `You said: ${text}`
    return html`<li class="own">${renderText(what === 'digits' ? `You pressed ${text}` : said, maxLength)}</li>`
  }
  const spoken = what === 'Say' ? text : ''
  return html`<li data-what="${what}" data-text="${spoken}" data-url="${isPlayable(entry) ? text : ''}" data-voice="${voice}" data-language="${language}"
    data-interrupted="${interrupted ? 'yes' : ''}">${what === 'Say' ? renderText(text, maxLength) : html`<span class="dim">${what}</span> <code>${renderText(text, 300)}</code>`}</li>`
}

/** Whether the page may load a sound. As the emulator, it loads no file of another machine. */
function isPlayable({ what, text }: TranscriptEntry): boolean {
  return what === 'Play' && /^https?:/.test(text) && isLoopbackUrl(text)
}

function recordingItem(recording: TexmlRecordingRow, number: number): Html {
  return html`<div class="recording" id="recording-${recording.id}"><span>Recording ${number}, ${secondsOf(recording)} s</span>
  <audio controls preload="none" aria-label="Recording ${number}" src="/phone/recordings/${recording.id}"></audio></div>`
}

/** The running document, with its running verb marked. */
export function documentPanel({ document }: Pick<PhoneView, 'document'>): Html {
  return html`<section id="document" aria-labelledby="document-title"><h2 id="document-title">Document</h2>
${document ? documentBody(document) : emptyHint('The document of the call appears here.')}</section>`
}

/** The verbs of a document, with the running one marked. */
export function documentBody({ xml, url, verbs, index }: RunningDocument): Html {
  const address = url === null ? '' : html`<p class="dim"><code>${renderText(url, 200)}</code></p>`
  if (!verbs) return html`${address}<pre class="broken">${xml.slice(0, maxLength)}</pre>`
  return html`${address}<ol class="verbs">${verbs.map(
    (verb, position) =>
      html`<li ${position === index ? html`aria-current="step"` : ''}><pre>${documentLines(verb).join('\n').slice(0, maxLength)}</pre></li>`,
  )}</ol>`
}

/** The events of the call. */
export function timelinePanel({ call }: Pick<PhoneView, 'call'>): Html {
  const entries = call?.timeline.slice(-maxShown) ?? []
  return html`<section id="timeline" aria-labelledby="timeline-title"><h2 id="timeline-title">Timeline</h2>
${
  entries.length === 0
    ? emptyHint('The events of the call appear here.')
    : html`<ol class="events">${entries.map(
        ({ at, what, detail }) =>
          html`<li><time class="dim" datetime="${at}">${clockTime(at)}</time> <span>${what}</span> ${detail && what !== 'instructions' ? html`<code>${renderText(detail, 160)}</code>` : ''}</li>`,
      )}</ol>`
}</section>`
}

/** The requests to the app, with their fields and responses. */
export function requestsPanel({ requests }: Pick<PhoneView, 'requests'>): Html {
  return html`<section id="requests" aria-labelledby="requests-title"><h2 id="requests-title">Requests to the app</h2>
${
  requests.length === 0
    ? emptyHint('The requests about the call appear here.')
    : html`<ol class="requests">${requests.slice(-maxShown).map(requestItem)}</ol>`
}</section>`
}

function requestItem({ at, method, url, status, error, event, response }: WebhookDelivery): Html {
  const fields = Object.entries(event.payload)
  return html`<li><details><summary><time class="dim" datetime="${at}">${clockTime(at)}</time> ${statusTag(status)}
<span>${method}</span> <code>${renderText(url, 160)}</code></summary>
<p class="dim">${event.event_type.replace(/^texml\./, '')}</p>
<dl>${fields.map(([name, value]) => html`<div><dt>${name}</dt><dd>${renderText(String(value), 400)}</dd></div>`)}</dl>
<h3>Response</h3><pre>${error ?? (response === '' ? 'empty' : response)}</pre></details></li>`
}
