import type { QueryClient, QueryKey } from '@tanstack/react-query'

interface Pending {
  mutations: number
  isStale: boolean
}

const pendingOf = new WeakMap<QueryClient, Map<string, Pending>>()

/**
 * Registers a pending mutation. Returns a function to call when it has settled, with whether it may have
 * changed the data at the keys. A key is invalidated after the last pending mutation of it: an earlier
 * response would not include the changes of the others, and would revert what they show.
 */
export function beginMutation(
  queryClient: QueryClient,
  keys: readonly QueryKey[],
): (isStale: boolean) => void {
  const known = pendingOf.get(queryClient) ?? new Map<string, Pending>()
  pendingOf.set(queryClient, known)
  const entries = keys.map((queryKey) => {
    const name = JSON.stringify(queryKey)
    const pending = known.get(name) ?? { mutations: 0, isStale: false }
    known.set(name, pending)
    pending.mutations++
    return { queryKey, name, pending }
  })
  return (isStale) => {
    for (const { queryKey, name, pending } of entries) {
      pending.isStale ||= isStale
      if (--pending.mutations > 0) continue
      known.delete(name)
      if (pending.isStale) void queryClient.invalidateQueries({ queryKey })
    }
  }
}
