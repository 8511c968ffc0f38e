import { html } from 'hono/html'
import type { Engine } from '../engine.ts'
import { respondWithPage } from '../inspector/html-page.ts'
import type { Html } from '../inspector/section.ts'
import { shorten } from '../inspector/text.ts'
import { documentPanel, requestsPanel, screen, timelinePanel } from './panels.ts'
import { type PhoneView, viewPhone } from './phone-view.ts'
import { script } from './script.ts'
import { style } from './style.ts'

/** Number of the phone until its user chooses another one. */
const defaultNumber = '+13125550001'
/** Number that it calls, unless the application that is chosen first is named after its own. */
const defaultCallee = '+13125550002'
/** Where a document's sounds may come from: any port of this machine. */
const mediaSources = ['http://127.0.0.1:*', 'http://localhost:*', 'blob:']

/** Letters of the keys. */
const keys: readonly (readonly [key: string, letters: string])[] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
]

/** What the address of the page may name. */
export interface PhoneQuery {
  /** Number of the phone. */
  readonly number?: string
  /** SID of the call that it follows. */
  readonly call?: string
}

/** Responds with the phone. The template escapes all names and texts, which are untrusted. */
export function phonePage(engine: Engine, { number, call }: PhoneQuery): Promise<Response> {
  const view = viewPhone(engine, number?.trim() || defaultNumber, call || undefined)
  const body = html`<header><h1 tabindex="-1">Phone</h1>
<nav aria-label="Emulator"><a href="/">Inspector</a></nav>${clockBar(engine)}</header>
<main><section class="handset" aria-label="Phone">
${screen(view)}
<p id="message" role="alert"></p>
${dialForm(view)}
<div class="keypad" role="group" aria-label="Keypad">${keys.map(
    ([key, letters]) =>
      html`<button type="button" data-key="${key}" aria-label="${keyName(key)}"><b>${key}</b><small>${letters}</small></button>`,
  )}</div>
<form id="speak"><label for="words">Say something</label><div class="field"><input id="words" name="words" type="text" maxlength="2000" autocomplete="off" placeholder="Yes, please">
<button>Speak</button><button type="button" id="listen" aria-pressed="false" hidden>Microphone</button></div></form>
<div class="actions"><button type="button" id="mute" aria-pressed="false">Sound off</button>
<button type="submit" form="dial" id="place" class="go">Call</button><button type="button" id="hangup" class="stop">Hang up</button><button type="button" id="new" class="go">New call</button></div>
</section>
${documentPanel(view)}${timelinePanel(view)}${requestsPanel(view)}</main>`
  return respondWithPage({ title: 'Greenroom phone', style, script, body, mediaSources })
}

function keyName(key: string): string {
  if (key === '*') return 'Star'
  return key === '#' ? 'Pound' : key
}

/** The time of the emulator, and the buttons that move a clock that stands. */
function clockBar({ clock }: Engine): Html {
  const nowMs = clock.now()
  return html`<div id="clock" class="clock" data-now="${nowMs}" data-mode="${clock.mode}"><span>Clock <time>${new Date(nowMs).toISOString().slice(11, 19)}</time></span>
${clock.mode === 'manual' ? [1, 5, 30].map((secs) => html`<button type="button" data-advance="${secs}">+${secs} s</button>`) : ''}</div>`
}

function dialForm({ applications, number }: PhoneView): Html {
  const name = String(applications[0]?.fields['friendly_name'])
  const callee = /^\+\d+$/.test(name) ? name : defaultCallee
  return html`<form id="dial"><label for="target">Connect to</label>
<select id="target" name="target">${applications.map(
    ({ id, fields }) =>
      html`<option value="${id}">${shorten(String(fields['friendly_name'] ?? id), 40)}</option>`,
  )}<option value="">A document at a URL</option></select>
<div class="address"><label for="url">URL of the document</label><input id="url" name="url" type="url" placeholder="http://127.0.0.1:3000/voice" autocomplete="off"></div>
<label for="to">Number to call</label><input id="to" name="to" type="tel" value="${callee}" maxlength="100" required autocomplete="off">
<details><summary>Your number</summary><label for="number">Calls to this number ring here</label><input id="number" name="number" type="tel" value="${number}" maxlength="100" autocomplete="off"></details></form>`
}
