import type { Stopwatch } from './clock.ts'
import { ignoreErrors } from './ignore-errors.ts'
import type { Renewal } from './renewal.ts'
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

/** The snapshot of a source and its subscribers. */
export interface SnapshotStore {
  /** Returns the current snapshot; the previous object if nothing has changed. */
  get(): JoinTokenSnapshot
  /** Notifies the listeners if the snapshot has changed. */
  publish(): void
  /** Adds a listener. The returned function removes it, and returns whether it was the last one. */
  add(listener: () => void): () => boolean
  size(): number
  removeAll(): void
}

/**
 * Creates a store.
 *
 * @param onLost Called when there is no token any longer.
 */
export function createSnapshotStore(
  renewal: Renewal,
  { wallTimeAt }: Stopwatch,
  onLost: () => void,
): SnapshotStore {
  const listeners = new Set<{ readonly notify: () => void }>()
  let current = idleJoinToken
  let published = idleJoinToken

  function get(): JoinTokenSnapshot {
    const error = renewal.failure()?.error
    const lease = renewal.current()
    const status = lease ? 'success' : error ? 'error' : 'pending'
    const next = {
      status,
      token: lease?.token,
      error,
      expiresAt: lease && wallTimeAt(lease.endsAt),
      isRefreshing: status !== 'pending' && renewal.isRefreshing(),
      context: lease?.context,
    } as JoinTokenSnapshot
    const keys = Object.keys(next) as (keyof JoinTokenSnapshot)[]
    if (keys.some((key) => next[key] !== current[key])) current = next
    return current
  }

  return {
    get,
    publish() {
      const { token } = published
      if (published === get()) return
      published = current
      if (token && !current.token) onLost()
      // A listener may add and remove listeners, and may change the snapshot.
      for (const listener of [...listeners]) if (listeners.has(listener)) ignoreErrors(listener.notify)
    },
    add(notify) {
      const listener = { notify }
      listeners.add(listener)
      return () => listeners.delete(listener) && listeners.size === 0
    },
    size: () => listeners.size,
    removeAll: () => listeners.clear(),
  }
}
