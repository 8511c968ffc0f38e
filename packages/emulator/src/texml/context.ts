import type { DownloadLinks } from '../files/download-links.ts'
import type { EngineContext } from '../lifecycle/engine-context.ts'
import type { Channel } from '../lifecycle/events.ts'
import type { Snapshot } from '../state/rows.ts'
import type { CallbackRow, CallRow } from '../state/texml-rows.ts'
import type { Outbox } from '../webhooks/outbox.ts'

/** A phone call that was answered or ended. Conferences and instructions react to it. */
export interface CallEvent {
  readonly type: 'call.answered' | 'call.ended'
  readonly call: CallRow
}

/** What the TeXML modules need from the engine. */
export interface TexmlContext extends EngineContext {
  readonly links: DownloadLinks
  readonly outbox: Outbox
  /** Whether phone calls are answered automatically after a while. */
  readonly autoAnswer: boolean
  readonly callEvents: Channel<CallEvent>
  account(): Promise<Pick<Snapshot, 'account_id' | 'keys'>>
}

/** Tells an address of an event, if it asked for that one. */
export function tell(
  { outbox }: Pick<TexmlContext, 'outbox'>,
  { url, more_urls = [], failover_url, events, method }: CallbackRow,
  event: string,
  type: string,
  fields: Readonly<Record<string, string | number | null | undefined>>,
): void {
  if (!events.includes(event)) return
  const given = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)
  const texts = Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
  for (const address of [url, ...more_urls]) {
    if (address) outbox.tell({ url: address, method, type, fields: texts }, failover_url || undefined)
  }
}

/** What is told where: an address that may be missing, events joined by spaces, a method, and addresses beside it. */
export function callbackRow(
  url: string | null | undefined,
  events: string | undefined,
  usualEvents: string,
  method: 'GET' | 'POST' | undefined,
  others: Pick<CallbackRow, 'failover_url' | 'more_urls'> = {},
): CallbackRow {
  const asked = (events ?? usualEvents).split(/\s+/).filter((event) => event !== '')
  return { url: url ?? null, events: asked, method: method ?? 'POST', ...others }
}

/** A moment as most of TeXML writes it (RFC 2822). */
export function rfc2822(ms: number): string {
  return new Date(ms).toUTCString().replace('GMT', '+0000')
}

/** A moment as callbacks, recordings and transcriptions write it (ISO 8601). */
export function iso(ms: number): string {
  return new Date(ms).toISOString()
}
