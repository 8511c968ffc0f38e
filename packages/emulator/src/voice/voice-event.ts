import type { CallRow } from '../state/texml-rows.ts'
import type { SocketEvent } from './socket-registry.ts'

/** Something that happens while a verb runs. */
export type VoiceEvent =
  /** A time that the verb asked for has come. */
  | { readonly type: 'timer'; readonly what: string }
  /** The remote party pressed a key. */
  | { readonly type: 'key'; readonly key: string }
  /** The remote party said something. */
  | { readonly type: 'speech'; readonly text: string }
  /** A sound was fetched, or could not be. */
  | { readonly type: 'sound'; readonly secs: number | null; readonly error: string | null }
  /** Something happened at the WebSocket of the verb. */
  | SocketEvent
  /** A stream of the call's audio has ended by itself. */
  | { readonly type: 'stream-ended'; readonly fork_id: string; readonly was_open: boolean }
  /** An HTTP request of the verb was answered as expected, or failed. */
  | ({ readonly type: 'http' } & (
      | { readonly variables: Readonly<Record<string, string>> }
      | { readonly error: string }
    ))
  /** The document that the verb ran in the meantime has ended, or asks to leave. */
  | { readonly type: 'document-ended'; readonly left: boolean }
  /** A call that the verb placed was answered, is to be connected, got another document, or ended. */
  | {
      readonly type: 'leg'
      readonly call: CallRow
      readonly what: 'answered' | 'bridged' | 'left' | 'ended'
    }
  /** The other system responded to a transfer, with a SIP status code. */
  | { readonly type: 'refer'; readonly status: number }
  /** The conference that the call waits in has started. */
  | { readonly type: 'started' }
  /** The call and another one found each other in a queue. The address is the `<Queue>`'s document. */
  | {
      readonly type: 'matched'
      readonly call_sid: string
      readonly document?: { readonly url: string; readonly method: 'GET' | 'POST' }
    }
  /** The other call of a queue is connected. */
  | { readonly type: 'bridged' }
  /** The conference or the other call of a queue ended. */
  | { readonly type: 'left'; readonly reason: string }
