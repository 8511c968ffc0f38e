import type { ApiError } from '../errors.ts'
import type { JoinToken } from '../video/rooms.ts'
import type { Clock, Timers } from './clock.ts'
import type { PageLifecycle } from './page-lifecycle.ts'
import type { TabChannel, TabLocks } from './tabs.ts'

/** How a source gets its tokens. */
export interface JoinTokenCalls {
  /** Mints a token. What it throws is tried again, unless it is an error that says that this is of no use. */
  readonly mint: (call: { readonly signal: AbortSignal }) => Promise<JoinToken>
  /** Mints a token for a refresh token. */
  readonly refresh: (call: {
    readonly refresh_token: string
    readonly signal: AbortSignal
  }) => Promise<JoinToken>
}

/** What a source is about, and what it stands on. */
export interface JoinTokenSourceOptions {
  readonly mint: JoinTokenCalls['mint']
  /** Default: every token is minted. */
  readonly refresh?: JoinTokenCalls['refresh'] | undefined
  /** The room to join (UUID). */
  readonly roomId: string
  /**
   * Whose token it is. Tabs in which the same person is in the same room share their tokens; without an identity, or with `''`,
   * each tab is by itself.
   */
  readonly identity?: string | undefined
  /**
   * Gets the first 401 since the last token: the place to sign the user in again. Once it has returned or
   * its promise is fulfilled, one mint is tried; when it throws, none.
   */
  readonly onUnauthorized?: ((error: ApiError) => void | Promise<void>) | undefined
  /** Gets what happens, without secrets: for a log or a timeline. What it throws is ignored. */
  readonly onEvent?: ((event: JoinTokenEvent) => void) | undefined
  /** Default: `Date.now` and `performance.now`. */
  readonly clock?: Clock | undefined
  /** Default: the platform's. */
  readonly timers?: Timers | undefined
  /** Draws from 0 up to 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined
  /** The page whose waking and coming online is watched. Default: the one that this runs in, if any. */
  readonly page?: PageLifecycle | undefined
  /**
   * Opens what tabs talk over, of those in which the same `identity` is in the same room; without an identity each tab is by
   * itself. Default: `BroadcastChannel`, where there is one.
   */
  readonly openChannel?: ((name: string) => TabChannel | undefined) | undefined
  /** What lets one tab at a time make a call. Default: `navigator.locks`, where there are any. */
  readonly locks?: TabLocks | undefined
}

/** What there is of a token at a moment. The same object is given until something of it changes. */
export type JoinTokenSnapshot =
  /** No token yet, or no longer: none was asked for, or the first is on its way. */
  | {
      readonly status: 'pending'
      readonly token: undefined
      readonly error: undefined
      readonly expiresAt: undefined
      readonly isRefreshing: false
      readonly context: undefined
    }
  /** A token that works. */
  | {
      readonly status: 'success'
      /** The token to join with (JWT). */
      readonly token: string
      /** Why the last renewal failed, if it did; the token works nonetheless. */
      readonly error: Error | undefined
      /** When it ends by this device's clock, in milliseconds since 1970. */
      readonly expiresAt: number
      /** Whether the next token is on its way. */
      readonly isRefreshing: boolean
      /** A signed statement of who this is, to hand to the room client; only a gateway gives one. */
      readonly context: string | undefined
    }
  /** No token that works, and the last attempt failed; unless the error is final, there will be more. */
  | {
      readonly status: 'error'
      readonly token: undefined
      readonly error: Error
      readonly expiresAt: undefined
      readonly isRefreshing: boolean
      readonly context: undefined
    }

/** What is about one wish for a token. */
export interface GetTokenOptions {
  /**
   * How long the token has to live on, in milliseconds; one that does not is renewed first. No more can be
   * asked than a new token keeps until it is due. Default: 30_000.
   */
  readonly minValidityMs?: number | undefined
  /** Ends the wait at once, with an `AbortError`; what goes on for others is not ended. */
  readonly signal?: AbortSignal | undefined
}

/** Keeps one room's join token fresh. */
export interface JoinTokenSource {
  readonly roomId: string
  readonly identity: string | undefined
  /**
   * Resolves to a token that works, and gets one if there is none. While it does not come, failures that may
   * pass are put up with for a minute. A token that cannot be renewed is given as long as it works.
   *
   * @throws {ApiError} when the server refuses for good, or went on failing; other errors of the client likewise.
   * @throws {JoinTokenError} when the source was told to give none.
   */
  getToken(options?: GetTokenOptions): Promise<string>
  /** Tells what there is now: never a token past its life, nor one that was reported as rejected. */
  getSnapshot(): JoinTokenSnapshot
  /**
   * Calls back when the snapshot changes, and answers how to stop. As long as anybody observes it, and for
   * five seconds more, the token is renewed ahead of its end.
   */
  subscribe(listener: () => void): () => void
  /** Renews the token now, also after a final error, and resolves to the new one. Fails with the attempt. */
  refresh(): Promise<string>
  /** Says that somebody was turned away with a token. If it is the current one, it is given up and renewed. */
  reportRejected(token: string): void
  /** Forgets the token, as at a logout, in every tab: there is none until somebody asks anew. */
  invalidate(): void
  /** Ends the source, its timers, and what is under way. It gives no token any more. */
  dispose(): void
}

/** What happened to a token; `at` and the other moments are in milliseconds since 1970 by this device's clock. */
export type JoinTokenEvent =
  /** A token came: by a call of this source, or from another tab. `dueAt` is when it is to be renewed if it is observed then. */
  | {
      readonly type: 'minted' | 'refreshed' | 'shared'
      readonly at: number
      readonly expiresAt: number
      readonly dueAt: number
      /** How long it lives in all, in milliseconds. */
      readonly lifeMs: number
    }
  /** An attempt failed. Without `retryAt` the failure is final. */
  | {
      readonly type: 'failed'
      readonly at: number
      readonly error: Error
      readonly retryAt: number | undefined
    }
  /** There is no token any more: it ran out, was rejected, or was invalidated. */
  | { readonly type: 'lost'; readonly at: number }
  /** Tokens came more often than their lives call for: somebody turns them away. None is got for up to a minute. */
  | { readonly type: 'paused'; readonly at: number }
  /** Nobody has observed the token for five seconds: it is not renewed any more. */
  | { readonly type: 'rested'; readonly at: number }
