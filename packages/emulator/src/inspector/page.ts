import { html, raw } from 'hono/html'
import { version } from '../version.ts'
import { script } from './script.ts'
import type { InspectorContext } from './section.ts'
import { sections } from './sections.ts'
import { style } from './style.ts'

/** Renders the page. The template escapes all names and bodies, which are untrusted. */
export async function inspectorPage(context: InspectorContext): Promise<Response> {
  const [styleHash, scriptHash] = await Promise.all([hashOf(style), hashOf(script)])
  const now = new Date(context.engine.clock.now()).toISOString()
  const page = await html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Greenroom emulator</title><style>${raw(style)}</style></head>
<body><header><h1 tabindex="-1">Greenroom emulator</h1><p>${version}</p>
<p>Clock: <span id="now" data-live><time datetime="${now}">${now.slice(0, 19).replace('T', ' ')}</time></span></p>
<p id="status" role="status"></p>
<nav aria-label="Sections">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}</nav></header>
<main>${sections.map(
    (
      section,
    ) => html`<section id="${section.id}" class="${section.isWide ? 'wide' : ''}" aria-labelledby="${section.id}-title" data-live>
<h2 id="${section.id}-title">${section.title} <span class="count">${section.count(context)}</span></h2>${section.render(context)}</section>`,
  )}</main><script type="module">${raw(script)}</script></body></html>`
  return new Response(page.toString(), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': [
        "default-src 'none'",
        `style-src '${styleHash}'`,
        `script-src '${scriptHash}'`,
        "connect-src 'self'",
        "media-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    },
  })
}

/** Returns the hash source that makes the content security policy allow exactly this text. */
async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}`
}
