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

/**
 * Returns the current snapshot; the previous object if nothing has changed.
 *
 * @param lease The token, if it is valid.
 * @param expiresAt When it expires by this device's clock, in milliseconds since 1970.
 */
export function snapshotOf(
  previous: JoinTokenSnapshot,
  lease: Lease | undefined,
  expiresAt: number | undefined,
  error: Error | undefined,
  isRefreshing: boolean,
): JoinTokenSnapshot {
  const status = lease ? 'success' : error ? 'error' : 'pending'
  const next = {
    status,
    token: lease?.token,
    error,
    expiresAt,
    isRefreshing: isRefreshing && status !== 'pending',
    context: lease?.context,
  } as JoinTokenSnapshot
  const keys = Object.keys(next) as (keyof JoinTokenSnapshot)[]
  return keys.every((key) => next[key] === previous[key]) ? previous : next
}
