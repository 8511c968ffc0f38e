import { systemTimers, type Timers } from './clock.ts'
import type { JoinTokenSource } from './types.ts'

/** What of a live room is needed to keep it supplied; `@telnyx/video`'s `Room` has this form. */
export interface SuppliedRoom {
  updateClientToken(token: string): Promise<unknown> | unknown
  on(event: 'disconnected', listener: (reason: string, ...more: never[]) => void): (() => void) | unknown
}

/** Why a room ended that was kept supplied. */
export type RoomEnd =
  /** Its token was turned away: the source was told, and gets another. Join again with it. */
  | 'rejected'
  /** It is over for this person: they were put out, or the session was ended. */
  | 'over'
  /** The connection was lost, or nobody knows. Join again. */
  | 'lost'
  /** The user left. */
  | 'left'

/** What is about the supply. */
export interface BindJoinTokenOptions {
  /**
   * The token that the room was joined with. Default: what the source has now; a room that is given the token it has
   * already is none the worse for it.
   */
  readonly token?: string | undefined
  /** Gets why the room ended. The supply has ended by then. */
  readonly onEnd?: ((end: RoomEnd, reason: string) => void) | undefined
  /** Default: the platform's. */
  readonly timers?: Timers | undefined
}

/** An update that has not settled by then never will: the room's client waits for an answer for ever. */
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
 * Keeps a live room supplied: hands it each new token of a source, one after the other, and tells the source of a token that was
 * turned away. The room's own promise of an update may never settle, which holds nothing up.
 *
 * While it is bound the source is observed, and so renews its token ahead of the end.
 *
 * @returns what unbinds them; it may be called any number of times.
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
  let given = options.token ?? source.getSnapshot().token
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
    if (!isBound || isUpdating || token === undefined || token === given) return
    given = token
    isUpdating = true
    limit = timers.setTimeout(settle, updateLimitMs)
    const mine = limit
    // What an update that failed means shows when the room ends.
    const done = () => void (mine === limit && isUpdating && settle())
    Promise.resolve()
      .then(() => room.updateClientToken(token))
      .then(done, done)
  }
  const unbind = () => {
    if (!isBound) return
    isBound = false
    timers.clearTimeout(limit)
    stopObserving()
    if (typeof stopListening === 'function') stopListening()
  }
  const stopObserving = source.subscribe(supply)
  const stopListening = room.on('disconnected', (reason) => {
    if (!isBound) return
    unbind()
    const end = ends[reason] ?? 'lost'
    if (end === 'rejected' && given !== undefined) source.reportRejected(given)
    onEnd?.(end, reason)
  })
  supply()
  return unbind
}
