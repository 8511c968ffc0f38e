import type { ApiError } from '../errors.ts'
import type { AbortSignalLike } from '../types.ts'
import type { JoinToken } from '../video/rooms.ts'
import type { Clock, Timers } from './clock.ts'
import type { PageLifecycle } from './page-lifecycle.ts'
import type { TabChannel, TabLocks } from './tabs.ts'

/** How a source gets its tokens. */
export interface JoinTokenCalls {
  /** Mints a token. The source retries when it throws, unless the error is terminal. */
  readonly mint: (call: { readonly signal: AbortSignal }) => Promise<JoinToken>
  /** Gets a new token with a refresh token. */
  readonly refresh: (call: {
    readonly refresh_token: string
    readonly signal: AbortSignal
  }) => Promise<JoinToken>
}

/** Options of a join token source. */
export interface JoinTokenSourceOptions {
  readonly mint: JoinTokenCalls['mint']
  /** Refreshes a token. Default: every token is minted. */
  readonly refresh?: JoinTokenCalls['refresh'] | undefined
  /** The room to join (UUID). */
  readonly roomId: string
  /**
   * Identifies the user that the token is for. Tabs with the same identity and room share their tokens;
   * without an identity, or with `''`, each tab works alone.
   */
  readonly identity?: string | undefined
  /**
   * Called with the first 401 or redirect since the last token, to sign the user in again. After it returns,
   * or its promise is fulfilled, the source mints once; if it throws or rejects, the source does not. It may
   * call and await `refresh()` and `getToken()`, which then make an attempt. After two minutes the source
   * mints without waiting any longer.
   */
  readonly onUnauthorized?: ((error: ApiError) => void | Promise<void>) | undefined
  /** Called with each event, without secrets: for a log or a timeline. Its errors are ignored. */
  readonly onEvent?: ((event: JoinTokenEvent) => void) | undefined
  /** The clocks to read. Default: `Date.now` and `performance.now`. */
  readonly clock?: Clock | undefined
  /** The timers to use. Default: the platform's. */
  readonly timers?: Timers | undefined
  /** Returns a number from 0 up to, but not including, 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined
  /** The page to watch for waking up and coming online. Default: the page that this code runs in, if any. */
  readonly page?: PageLifecycle | undefined
  /**
   * Opens the channel between tabs with the same `identity` and room; without an identity it is not called.
   * Default: `BroadcastChannel`, if the platform has it.
   */
  readonly openChannel?: ((name: string) => TabChannel | undefined) | undefined
  /** Locks that let one tab at a time make a call. Default: `navigator.locks`, if the platform has it. */
  readonly locks?: TabLocks | undefined
}

/** The state of a source at one moment. It stays the same object until one of its members changes. */
export type JoinTokenSnapshot =
  /** No token yet, or no longer: none was requested, or the first request is in progress. */
  | {
      readonly status: 'pending'
      readonly token: undefined
      readonly error: undefined
      readonly expiresAt: undefined
      readonly isRefreshing: false
      readonly context: undefined
    }
  /** A valid token. */
  | {
      readonly status: 'success'
      /** The token to join with (JWT). */
      readonly token: string
      /** Why the last renewal failed, if it did; the token is still valid. */
      readonly error: Error | undefined
      /** When it expires by this device's clock, in milliseconds since 1970. */
      readonly expiresAt: number
      /** Whether a request for the next token is in progress. */
      readonly isRefreshing: boolean
      /**
       * The signed context, to pass to the room client; only a gateway returns one. Each join needs its own:
       * it is `''` if the token is from another tab, and `refresh()` gets a token with a new one.
       */
      readonly context: string | undefined
    }
  /** No valid token, and the last attempt failed. More attempts follow unless the error is final. */
  | {
      readonly status: 'error'
      readonly token: undefined
      readonly error: Error
      readonly expiresAt: undefined
      readonly isRefreshing: boolean
      readonly context: undefined
    }

/** Options of `getToken`. */
export interface GetTokenOptions {
  /**
   * The remaining lifetime that the token must have, in milliseconds; a token with less is renewed first.
   * Limited to what a new token still has when it is due for renewal. Default: 30_000.
   */
  readonly minValidityMs?: number | undefined
  /** Ends the wait immediately with an `AbortError`. Requests that others wait for continue. */
  readonly signal?: AbortSignalLike | undefined
}

/** Keeps one room's join token fresh. */
export interface JoinTokenSource {
  /** The room to join (UUID). */
  readonly roomId: string
  /** The user that the token is for, as given in the options. */
  readonly identity: string | undefined
  /**
   * Resolves to a valid token, and requests one if necessary. Retries transient failures for up to a
   * minute. A token that cannot be renewed is returned as long as it is valid.
   *
   * @throws {ApiError} after a terminal error response, or if retries keep failing; other client errors
   *   likewise.
   * @throws {JoinTokenError} if the response has no usable token, or the source was invalidated or disposed.
   */
  getToken(options?: GetTokenOptions): Promise<string>
  /** Returns the current state: never with an expired token, nor one that was reported as rejected. */
  getSnapshot(): JoinTokenSnapshot
  /**
   * Calls the listener when the snapshot changes, and ignores its errors. While the source has subscribers,
   * and for five seconds after, it renews the token before it expires. Renewal does not keep a Node process
   * alive.
   *
   * @returns a function that unsubscribes the listener.
   */
  subscribe(listener: () => void): () => void
  /**
   * Renews the token now, also after a final error, and resolves to the new token. Rejects if the attempt
   * fails.
   */
  refresh(): Promise<string>
  /** Reports a token that was rejected. If it is the current token, it is discarded and replaced. */
  reportRejected(token: string): void
  /** Discards the token in every tab, e.g. at a logout. The next request gets a new one. */
  invalidate(): void
  /** Stops the source, its timers and any request in progress. It returns no tokens from then on. */
  dispose(): void
}

/** What happened to a token; `at` and other times are in milliseconds since 1970, by this device's clock. */
export type JoinTokenEvent =
  /**
   * A token arrived, from a call of this source or from another tab. It is renewed at `dueAt` if the source
   * then has subscribers.
   */
  | {
      readonly type: 'minted' | 'refreshed' | 'shared'
      readonly at: number
      readonly expiresAt: number
      readonly dueAt: number
      /** Its total lifetime, in milliseconds. */
      readonly lifeMs: number
    }
  /** An attempt failed. Without `retryAt` the failure is final. */
  | {
      readonly type: 'failed'
      readonly at: number
      readonly error: Error
      readonly retryAt: number | undefined
    }
  /** There is no token any longer: it expired, was rejected, or was invalidated. */
  | { readonly type: 'lost'; readonly at: number }
  /**
   * Tokens arrived too often for their lifetime, because they are rejected. The source pauses for up to a
   * minute.
   */
  | { readonly type: 'paused'; readonly at: number }
  /** The source has had no subscribers for five seconds and stops renewing the token. */
  | { readonly type: 'rested'; readonly at: number }
