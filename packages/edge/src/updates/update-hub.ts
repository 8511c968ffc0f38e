import type { Update } from '@greenroom/core/updates'

/**
 * An update, or a gap: what was published before a `reset` is not delivered, all after it is. A cursor alone
 * says that a subscription of some `rooms` misses nothing up to it. A cursor has up to 200 visible ASCII
 * characters.
 */
export type HubItem =
  | { readonly cursor: string; readonly update: Update }
  | { readonly cursor: string; readonly reset: true }
  | { readonly cursor: string }

/** Options of a subscription. */
export interface SubscribeOptions {
  /** Cursor after which to continue. Default: only what is published from now on. */
  readonly after?: string | undefined
  /**
   * Rooms of which updates are needed (UUID). A hub may send others: the gateway drops them. Default: all.
   */
  readonly rooms?: readonly string[] | undefined
  /** Ends the subscription. */
  readonly signal: AbortSignal
}

/**
 * Distributes updates to the streams of all gateways that share it, and keeps the last ten minutes, so that a
 * client that was disconnected misses nothing.
 */
export interface UpdateHub {
  /**
   * Publishes an update. Resolves once it is stored. An update with the id of an earlier one is ignored. If
   * it rejects, nothing was published and the id is not remembered.
   */
  publish(update: Update): Promise<void>
  /**
   * Returns the updates from now on, or after a cursor, until the signal aborts. The first item is a reset if
   * there is no cursor, or if the hub no longer has everything after it.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<HubItem>
}
