import { html, raw } from 'hono/html'
import type { Html } from './section.ts'

/** A page: its title, style, script and body. */
export interface HtmlPage {
  readonly title: string
  readonly style: string
  readonly script: string
  readonly body: Html
  /** Sources of media in addition to the emulator itself, for the content security policy. */
  readonly mediaSources?: readonly string[]
}

/**
 * Responds with a page. Its content security policy allows exactly its own style and script, and requests to
 * the emulator.
 */
export async function respondWithPage({
  title,
  style,
  script,
  body,
  mediaSources = [],
}: HtmlPage): Promise<Response> {
  const [styleHash, scriptHash] = await Promise.all([hashOf(style), hashOf(script)])
  const page = await html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${raw(style)}</style></head>
<body>${body}<script type="module">${raw(script)}</script></body></html>`
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
        ['media-src', "'self'", ...mediaSources].join(' '),
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
