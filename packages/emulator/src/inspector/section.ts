import { html } from 'hono/html'
import type { Failures } from '../conditions/failures.ts'
import type { Engine } from '../engine.ts'
import type { RequestLog } from '../http/request-log.ts'

/** What the inspector shows. */
export interface InspectorContext {
  readonly engine: Engine
  readonly log: RequestLog
  readonly failures: Failures
}

export type Html = ReturnType<typeof html>

/** A part of the page that is kept true while the page is open. */
export interface Section {
  readonly id: string
  readonly title: string
  /** Whether it takes the whole width. */
  readonly wide?: boolean
  readonly count: (of: InspectorContext) => number
  readonly show: (of: InspectorContext) => Html
}

/** How many rows of anything are shown: the latest. */
export const maxRows = 50

/** Where a button's form goes. */
export const action = (name: string) => `/inspector/${name}`
/** The time of day of a moment. */
export const clockTime = (moment: string) => moment.slice(11, 19)
/** What stands where there is nothing. */
export const none = (text: string) => html`<p class="empty">${text}</p>`

/** A span of time, in the unit that fits. */
export function spanOf(secs: number): string {
  if (secs < 60) return `${secs} s`
  return secs < 3600 ? `${secs / 60} min` : `${secs / 3600} h`
}

/** How many there are of something. */
export function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** A table that scrolls by itself. */
export function table(caption: string, heads: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`
}

/** A status of HTTP; none where no answer came. */
export const statusTag = (status: number | null) =>
  html`<span class="tag ${status !== null && status > 0 && status < 400 ? 'good' : 'bad'}">${status || 'none'}</span>`
