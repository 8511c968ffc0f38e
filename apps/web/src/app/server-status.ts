import type { QueryCache } from '@tanstack/react-query'
import { getFailureKind } from '../errors/failure-kind.ts'

/** Whether the server responds, as far as the queries of the page show. */
export interface ServerStatus {
  /** Whether the last fetch of an active query got no response. */
  isUnreachable(): boolean
  subscribe(listener: () => void): () => void
}

/**
 * Watches a query cache. A query counts as failing until it succeeds, fails with a response or is no longer
 * active. A refetch in between changes nothing, so that the banner does not flicker.
 */
export function watchServerStatus(cache: QueryCache): ServerStatus {
  const failing = new Set<string>()
  const listeners = new Set<() => void>()

  cache.subscribe((event) => {
    const wasUnreachable = failing.size > 0
    const { query } = event
    if (event.type === 'updated' && event.action.type === 'error') {
      if (query.isActive() && getFailureKind(event.action.error) === 'unreachable')
        failing.add(query.queryHash)
      else failing.delete(query.queryHash)
    } else if (event.type === 'updated' && event.action.type === 'success') {
      failing.delete(query.queryHash)
    } else if (event.type === 'removed' || (event.type === 'observerRemoved' && !query.isActive())) {
      failing.delete(query.queryHash)
    }
    if (failing.size > 0 !== wasUnreachable) for (const listener of listeners) listener()
  })

  return {
    isUnreachable: () => failing.size > 0,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
