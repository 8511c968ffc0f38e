import type { DownloadLinks } from '../files/download-links.ts'
import type { EngineContext } from '../lifecycle/engine-context.ts'
import type { Channel } from '../lifecycle/events.ts'
import type { CallbackRow, CallRow } from '../state/texml-rows.ts'
import type { SocketRegistry } from '../voice/socket-registry.ts'
import type { VoiceEvent } from '../voice/voice-event.ts'
import type { Outbox } from '../webhooks/outbox.ts'

/**
 * An event of a phone call: it was answered, it got another document, it ended, its document ended, or its
 * verb is notified.
 */
export type CallEvent =
  | {
      readonly type: 'call.answered' | 'call.redirected' | 'call.ended' | 'call.document-ended'
      readonly call: CallRow
    }
  | { readonly type: 'call.notified'; readonly call: CallRow; readonly event: VoiceEvent }

/** What the TeXML modules need from the engine. */
export interface TexmlContext extends EngineContext {
  readonly links: DownloadLinks
  readonly outbox: Outbox
  /** WebSockets to applications. */
  readonly sockets: SocketRegistry
  /** Whether phone calls are answered automatically after a while. */
  readonly autoAnswer: boolean
  readonly callEvents: Channel<CallEvent>
  /** Returns the SID of the default account, to which calls placed without an account SID belong. */
  accountSid(): string
  /** Whether the resources of the default account can be found under any account SID. */
  readonly isAnySidOwn: boolean
}

/**
 * Queues a callback for each of its addresses, if it subscribes to the event.
 *
 * @returns a promise that resolves once all are answered.
 */
export function sendCallback(
  { outbox }: Pick<TexmlContext, 'outbox'>,
  { url, more_urls = [], failover_url, events, method }: CallbackRow,
  event: string,
  type: string,
  fields: Readonly<Record<string, string | number | null | undefined>>,
): Promise<unknown> {
  if (!events.includes(event)) return Promise.resolve()
  const present = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)
  const form = Object.fromEntries(present.map(([name, value]) => [name, String(value)]))
  const failover = failover_url || undefined
  return Promise.all(
    [url, ...more_urls].map(
      (address) => address && outbox.sendForm({ url: address, method, type, fields: form }, failover),
    ),
  )
}

/** Reports an event to the verb of another call. */
export function notifyCall({ state, callEvents }: TexmlContext, callSid: string, event: VoiceEvent): void {
  const call = state.calls.get(callSid)
  if (call) callEvents.emit({ type: 'call.notified', call, event })
}

/**
 * Returns a callback from the fields of an input. Events are separated by spaces; the default method is POST.
 */
export function callbackRow(
  url: string | null | undefined,
  events: string | undefined,
  defaultEvents: string,
  method: 'GET' | 'POST' | undefined,
  others: Pick<CallbackRow, 'failover_url' | 'more_urls'> = {},
): CallbackRow {
  const subscribed = (events ?? defaultEvents).split(/\s+/).filter((event) => event !== '')
  return { url: url ?? null, events: subscribed, method: method ?? 'POST', ...others }
}

/** Formats a time as most of TeXML does (RFC 2822). */
export function rfc2822(ms: number): string {
  return new Date(ms).toUTCString().replace('GMT', '+0000')
}

/** Formats a time as callbacks, recordings and transcriptions do (ISO 8601). */
export function iso(ms: number): string {
  return new Date(ms).toISOString()
}
