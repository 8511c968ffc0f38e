import type { Timers } from '../join-token/clock.ts'
import type { PageLifecycle } from '../join-token/page-lifecycle.ts'
import type { TabChannel, TabLocks } from '../join-token/tabs.ts'
import type { Client } from '../types.ts'
import type { Update } from './update.ts'

/**
 * State of a subscription.
 *
 * - `connecting`: a connection is being made.
 * - `open`: updates arrive as they happen.
 * - `waiting`: the connection was lost; the next attempt follows.
 * - `closed`: the subscription has ended, because its signal aborted or after a terminal error.
 */
export type UpdatesStatus = 'connecting' | 'open' | 'waiting' | 'closed'

/** Options of `subscribeToUpdates`. */
export interface SubscribeToUpdatesOptions {
  /** The client of a gateway that has an update hub. */
  readonly client: Pick<Client, 'stream'>
  /**
   * Rooms to watch (UUID). Default: every room that the user may access. An empty list is an `InputError`,
   * which closes the subscription.
   */
  readonly rooms?: readonly string[] | undefined
  /** Called with each update, once. What it throws is ignored. */
  readonly onUpdate: (update: Update) => void
  /** Called when updates may have been missed, so that the state must be fetched again. */
  readonly onReset: () => void
  /** Called with each change of the status, and with the error that caused it. */
  readonly onStatus?: ((status: UpdatesStatus, error?: unknown) => void) | undefined
  /** Ends the subscription. */
  readonly signal: AbortSignal
  /**
   * Identifies the user. Tabs with the same identity and rooms share one connection. Default: nothing is
   * shared.
   */
  readonly identity?: string | undefined
  /** The timers to use. Default: the platform's. */
  readonly timers?: Timers | undefined
  /** Returns a number from 0 up to, but not including, 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined
  /** The page to watch for waking up and coming online. Default: the page that this code runs in, if any. */
  readonly page?: PageLifecycle | undefined
  /** Opens the channel between tabs. Default: `BroadcastChannel`, if the platform has it. */
  readonly openChannel?: ((name: string) => TabChannel | undefined) | undefined
  /** Locks that select the tab that connects. Default: `navigator.locks`, if the platform has it. */
  readonly locks?: TabLocks | undefined
}

/** What a connection reports, also to other tabs. */
export type UpdatesMessage =
  | { readonly type: 'update'; readonly update: Update; readonly cursor: string | undefined }
  /** Updates may have been missed. */
  | { readonly type: 'reset'; readonly cursor: string | undefined }
  /** A sign of life, with the current cursor. */
  | { readonly type: 'cursor'; readonly cursor: string | undefined }
  | { readonly type: 'status'; readonly status: UpdatesStatus; readonly error?: unknown }
