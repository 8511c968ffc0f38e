import type { QueryClient, QueryKey } from '@tanstack/react-query'

interface Pending {
  mutations: number
  isStale: boolean
}

const pendingOf = new WeakMap<QueryClient, Map<string, Pending>>()

/**
 * Notes that a mutation is under way, and answers what is to be called when it is through, with whether it may have made
 * the keys stale. They become so with the last of the mutations that name them: an answer before that would not know
 * of the others, and take back what they show.
 */
export function beginMutation(
  queryClient: QueryClient,
  keys: readonly QueryKey[],
): (isStale: boolean) => void {
  const known = pendingOf.get(queryClient) ?? new Map<string, Pending>()
  pendingOf.set(queryClient, known)
  const begun = keys.map((queryKey) => {
    const name = JSON.stringify(queryKey)
    const pending = known.get(name) ?? { mutations: 0, isStale: false }
    known.set(name, pending)
    pending.mutations++
    return { queryKey, name, pending }
  })
  return (isStale) => {
    for (const { queryKey, name, pending } of begun) {
      pending.isStale ||= isStale
      if (--pending.mutations > 0) continue
      known.delete(name)
      if (pending.isStale) void queryClient.invalidateQueries({ queryKey })
    }
  }
}
