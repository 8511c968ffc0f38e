import { html } from 'hono/html'
import type { Html } from './section.ts'

/** Maximum length of one visible character, in UTF-16 code units. An emoji of a family has 11. */
const maxCharacterLength = 16
/** Longest tooltip, in characters. */
const maxTitle = 300

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Returns a text in one line, or its beginning and an ellipsis if it is longer than the limit.
 *
 * @param limit - in visible characters, so that no emoji is cut in two. Default: 80.
 */
export function shorten(text: string, limit = 80): string {
  // Any number of marks can be added to one character, where they would cover the lines above.
  const start = text.slice(0, limit * maxCharacterLength)
  const line = start
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
  let shown = ''
  let count = 0
  for (const { segment } of graphemes.segment(line)) {
    if (count === limit) return `${shown.trimEnd()}…`
    count += 1
    shown += segment.slice(0, maxCharacterLength)
  }
  return start === text ? shown : `${shown}…`
}

/**
 * Renders a text from an untrusted source, shortened, with a longer form as its tooltip. It is isolated, so
 * that right-to-left text does not reorder what follows.
 *
 * @param limit - in visible characters. Default: 80.
 */
export function renderText(text: string, limit?: number): Html {
  const short = shorten(text, limit)
  return short === text
    ? html`<bdi>${text}</bdi>`
    : html`<bdi title="${shorten(text, maxTitle)}">${short}</bdi>`
}

/**
 * Returns the name in a participant's context, or else the user or the whole context; undefined without
 * text. The context is JSON, a signed context or other text. Signatures are not verified.
 */
export function findName(context: string | null): string | undefined {
  const values = context === null ? [] : [readJson(context), readPayload(context)]
  for (const value of values) {
    const { name, claims, sub } = Object(value) as Readonly<Record<string, unknown>>
    for (const candidate of [name, (Object(claims) as { name?: unknown }).name, sub])
      if (typeof candidate === 'string' && candidate.trim() !== '') return candidate
  }
  return context?.trim() ? context : undefined
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns the payload of a JWT. */
function readPayload(context: string): unknown {
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(context) ?? []
  if (payload === undefined) return undefined
  try {
    const bytes = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
    return readJson(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))))
  } catch {
    return undefined
  }
}
