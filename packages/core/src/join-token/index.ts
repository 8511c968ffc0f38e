/**
 * A join token that renews itself ahead of its end.
 *
 * A source mints a room's token when somebody first asks, and renews it as long as somebody observes it. A
 * token's life is measured from when it was asked for, by how long the server says that it lasts; it is
 * never compared with this device's clock. A token that works is never taken away because its renewal
 * fails, and one that was rejected is never given again.
 *
 * Failures that pass by themselves (no network, timeouts, 408, 425, 429, 5xx, whatever is no answer of the
 * API) are tried again with growing, random waits. All other answers are final until `refresh()`, but for a 401,
 * which leads to one full mint after `onUnauthorized`.
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
export { idleJoinToken } from './snapshot.ts'
export type { TabChannel, TabLocks } from './tabs.ts'
export type {
  GetTokenOptions,
  JoinTokenCalls,
  JoinTokenEvent,
  JoinTokenSnapshot,
  JoinTokenSource,
  JoinTokenSourceOptions,
} from './types.ts'
