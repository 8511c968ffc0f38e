import { systemTimers, type Timers } from './clock.ts'
import type { JoinTokenSource } from './types.ts'

/** The parts of a live room that receive tokens; `@telnyx/video`'s `Room` has this form. */
export interface SuppliedRoom {
  updateClientToken(token: string): Promise<unknown> | unknown
  on(event: 'disconnected', listener: (reason: string, ...more: never[]) => void): (() => void) | unknown
}

/** Why a bound room was disconnected. */
export type RoomEnd =
  /** Its token was rejected. The source was notified and requests another. Join again with the new token. */
  | 'rejected'
  /** The participant was removed, or the session ended. */
  | 'over'
  /** The connection was lost, or the reason is unknown. Join again. */
  | 'lost'
  /** The user left. */
  | 'left'

/** Options of {@link bindJoinToken}. */
export interface BindJoinTokenOptions {
  /**
   * The token that the room was joined with. Default: the source's current token. Passing the same token to a
   * room again does no harm.
   */
  readonly token?: string | undefined
  /** Called with the reason for the disconnection. The room is already unbound by then. */
  readonly onEnd?: ((end: RoomEnd, reason: string) => void) | undefined
  /** The timers to use. Default: the platform's. */
  readonly timers?: Timers | undefined
}

/** An update that has not settled by then never will: the room's client waits for a response forever. */
const updateLimitMs = 10_000

const ends: Readonly<Record<string, RoomEnd>> = {
  unauthorized: 'rejected',
  forbidden: 'rejected',
  kicked: 'over',
  room_expired: 'over',
  session_terminated: 'over',
  user_initiated: 'left',
}

/**
 * Passes each new token of a source to a live room, one at a time, and reports a rejected token to the
 * source. An update that never settles does not block later ones.
 *
 * A bound room is a subscriber of the source, so the source renews its token before it expires.
 *
 * @returns a function that unbinds them; it may be called more than once.
 *
 * @example
 * ```ts
 * import { bindJoinToken, type JoinTokenSource, type SuppliedRoom } from '@greenroom/core/join-token'
 *
 * declare const source: JoinTokenSource
 * declare function join(token: string): Promise<SuppliedRoom>
 *
 * const token = await source.getToken()
 * const unbind = bindJoinToken(await join(token), source, { token, onEnd: (end) => console.log(end) })
 * ```
 */
export function bindJoinToken(
  room: SuppliedRoom,
  source: JoinTokenSource,
  options: BindJoinTokenOptions = {},
): () => void {
  const { timers = systemTimers, onEnd } = options
  let lastToken = options.token ?? source.getSnapshot().token
  let isUpdating = false
  let isBound = true
  let limit: unknown

  const settle = () => {
    timers.clearTimeout(limit)
    isUpdating = false
    supply()
  }
  function supply(): void {
    const { token } = source.getSnapshot()
    if (!isBound || isUpdating || token === undefined || token === lastToken) return
    lastToken = token
    isUpdating = true
    limit = timers.setTimeout(settle, updateLimitMs)
    const ownLimit = limit
    // A failed update needs no handling: if it matters, the room disconnects.
    const done = () => void (ownLimit === limit && isUpdating && settle())
    Promise.resolve()
      .then(() => room.updateClientToken(token))
      .then(done, done)
  }
  const removeListener = () => {
    if (typeof stopListening === 'function') stopListening()
  }
  const unbind = () => {
    if (!isBound) return
    isBound = false
    timers.clearTimeout(limit)
    stopObserving()
    removeListener()
  }
  const stopObserving = source.subscribe(supply)
  let stopListening: unknown
  stopListening = room.on('disconnected', (reason) => {
    if (!isBound) return
    unbind()
    const end = ends[reason] ?? 'lost'
    if (end === 'rejected' && lastToken !== undefined) source.reportRejected(lastToken)
    onEnd?.(end, reason)
  })
  // The room may have called the listener before `on` returned.
  if (!isBound) removeListener()
  supply()
  return unbind
}
