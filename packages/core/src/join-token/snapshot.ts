import type { Lease } from './lease.ts'
import type { JoinTokenSnapshot } from './types.ts'

/** The snapshot of a source that has not been used yet, and of every source on a server. */
export const idleJoinToken: JoinTokenSnapshot = {
  status: 'pending',
  token: undefined,
  error: undefined,
  expiresAt: undefined,
  isRefreshing: false,
  context: undefined,
}

/** Returns the current snapshot; the previous object if nothing has changed. */
export function snapshotOf(
  previous: JoinTokenSnapshot,
  held: { readonly lease: Lease; readonly expiresAt: number } | undefined,
  error: Error | undefined,
  isRefreshing: boolean,
): JoinTokenSnapshot {
  let next = idleJoinToken
  if (held) {
    const { token, context } = held.lease
    next = { status: 'success', token, error, expiresAt: held.expiresAt, isRefreshing, context }
  } else if (error) {
    next = { ...idleJoinToken, status: 'error', error, isRefreshing } as JoinTokenSnapshot
  }
  const keys = Object.keys(next) as (keyof JoinTokenSnapshot)[]
  return keys.every((key) => next[key] === previous[key]) ? previous : next
}
