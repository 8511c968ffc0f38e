import { html } from 'hono/html'
import { version } from '../version.ts'
import { respondWithPage } from './html-page.ts'
import { script } from './script.ts'
import type { InspectorContext } from './section.ts'
import { sections } from './sections.ts'
import { style } from './style.ts'

/** Responds with the inspector. The template escapes all names and bodies, which are untrusted. */
export function inspectorPage(context: InspectorContext): Promise<Response> {
  const now = new Date(context.engine.clock.now()).toISOString()
  const body = html`<header><h1 tabindex="-1">Greenroom emulator</h1><p>${version}</p>
<p>Clock: <span id="now" data-live><time datetime="${now}">${now.slice(0, 19).replace('T', ' ')}</time></span></p>
<p id="status" role="status"></p>
<nav aria-label="Sections">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}<a href="/phone">Phone</a></nav></header>
<main>${sections.map(
    (
      section,
    ) => html`<section id="${section.id}" class="${section.isWide ? 'wide' : ''}" aria-labelledby="${section.id}-title" data-live>
<h2 id="${section.id}-title">${section.title} <span class="count">${section.count(context)}</span></h2>${section.render(context)}</section>`,
  )}</main>`
  return respondWithPage({ title: 'Greenroom emulator', style, script, body })
}
