import type { QueryCache } from '@tanstack/react-query'
import { getFailureKind } from '../errors/failure-kind.ts'

/** Whether the server answers, by what the page's queries last heard of it. */
export interface ServerStatus {
  /** Whether a query that the page shows got no answer the last time. */
  isUnreachable(): boolean
  subscribe(listener: () => void): () => void
}

/**
 * Watches a query cache. A query counts from the failure until it succeeds, fails otherwise or is no longer
 * shown; that it asks again in between changes nothing, so the page does not flicker.
 */
export function watchServerStatus(cache: QueryCache): ServerStatus {
  const failing = new Set<string>()
  const listeners = new Set<() => void>()

  cache.subscribe((event) => {
    const wasLost = failing.size > 0
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
    if (failing.size > 0 !== wasLost) for (const listener of listeners) listener()
  })

  return {
    isUnreachable: () => failing.size > 0,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
