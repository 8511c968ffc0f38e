import { html } from 'hono/html'
import type { Faults } from '../conditions/faults.ts'
import type { Engine } from '../engine.ts'
import type { RequestLog } from '../http/request-log.ts'

/** The data that the inspector shows. */
export interface InspectorContext {
  readonly engine: Engine
  readonly log: RequestLog
  readonly faults: Faults
}

export type Html = ReturnType<typeof html>

/** A section of the page. The page's script keeps it up to date. */
export interface Section {
  readonly id: string
  readonly title: string
  /** Whether it spans the whole width. */
  readonly isWide?: boolean
  /** Returns the number next to the title. */
  readonly count: (context: InspectorContext) => number
  readonly render: (context: InspectorContext) => Html
}

/** Maximum number of rows in a section; the latest are shown. */
export const maxRows = 50

/** Returns the URL of an action. */
export const actionUrl = (name: string) => `/inspector/${name}`
/** Returns the time of day of an ISO timestamp. */
export const clockTime = (timestamp: string) => timestamp.slice(11, 19)
/** Renders the hint of an empty section. */
export const emptyHint = (text: string) => html`<p class="empty">${text}</p>`

/** Formats a duration in seconds, minutes or hours. */
export function formatDuration(secs: number): string {
  if (secs < 60) return `${secs} s`
  return secs < 3600 ? `${secs / 60} min` : `${secs / 3600} h`
}

/** Formats a count with its noun, such as `2 sessions`. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Renders items as a list of cards, or the hint if there are none. */
export function cardList<Row>(rows: readonly Row[], hint: string, card: (row: Row) => Html): Html {
  return rows.length === 0 ? emptyHint(hint) : html`<ul>${rows.slice(0, maxRows).map(card)}</ul>`
}

/** Renders a table in its own scroll container. */
export function table(caption: string, headings: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
    <thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`
}

/** Renders an HTTP status, or `none` if there was no response. */
export const statusTag = (status: number | null) =>
  html`<span class="tag ${status !== null && status > 0 && status < 400 ? 'good' : 'bad'}">${status || 'none'}</span>`
