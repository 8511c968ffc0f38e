/**
 * Join tokens that are renewed before they expire.
 *
 * A source mints a room's token on the first request, and renews it while the source has subscribers. The
 * lifetime of a token starts when it was requested and lasts as long as the server says; it is never compared
 * with this device's clock. A valid token is kept when its renewal fails, and a rejected token is never
 * returned again.
 *
 * Transient failures (no network, timeouts, 408, 425, 429, 5xx, anything other than a response of the API,
 * responses without a usable token) are retried after growing, random waits. All other responses are final
 * until `refresh()`, except a 401 or a redirect, which leads to one full mint after `onUnauthorized`, and an
 * expired or invalid refresh token, which leads to a full mint immediately.
 *
 * @module
 */
export {
  type BindJoinTokenOptions,
  bindJoinToken,
  type RoomEnd,
  type SuppliedRoom,
} from './bind-join-token.ts'
export { type Clock, systemTimers, type Timers } from './clock.ts'
export { JoinTokenError, type JoinTokenErrorCode, StaleTokenError } from './errors.ts'
export { joinTokenFrom } from './join-token-from.ts'
export { createJoinTokenSource } from './join-token-source.ts'
export type { PageLifecycle } from './page-lifecycle.ts'
export { idleJoinToken } from './snapshot-store.ts'
export type { TabChannel, TabLocks } from './tabs.ts'
export type {
  GetTokenOptions,
  JoinTokenCalls,
  JoinTokenEvent,
  JoinTokenSnapshot,
  JoinTokenSource,
  JoinTokenSourceOptions,
} from './types.ts'
