import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { applyChanges, type OptimisticChange } from './optimistic.ts'
import { beginMutation } from './stale.ts'

/** One run of a mutation, from its submission until it has settled, with all its attempts. */
export interface MutationRun {
  /** When it was submitted, in milliseconds since 1970. */
  readonly submittedAt: number
  /** Reports that a call is about to be sent that will make these keys stale. */
  send(staleKeys: readonly QueryKey[]): void
  succeed(): void
  /** Reports a failed attempt. The run continues if TanStack retries. */
  fail(mayHaveActed: boolean): void
}

/** Starts a run: applies its optimistic changes, and reverts them when the mutation fails or is removed. */
export function startRun(
  queryClient: QueryClient,
  input: unknown,
  changes: readonly OptimisticChange[],
): MutationRun {
  const cache = queryClient.getMutationCache()
  // TanStack passes no mutation to its functions. The last with this input has just started.
  const mutation = cache
    .getAll()
    .reverse()
    .find(({ state }) => state.status === 'pending' && state.variables === input)
  const applied = applyChanges(queryClient, changes)
  let isStale = applied.hasCanceled
  let end: ((isStale: boolean) => void) | undefined
  let isOver = false

  function finish(hasSucceeded: boolean): void {
    if (isOver) return
    isOver = true
    unsubscribe()
    applied.settle(hasSucceeded)
    end?.(isStale || hasSucceeded)
  }
  const unsubscribe = cache.subscribe((event) => {
    if (event.mutation !== mutation) return
    if (event.type === 'removed' || (event.type === 'updated' && event.action.type === 'error')) finish(false)
  })
  return {
    submittedAt: mutation?.state.submittedAt ?? Date.now(),
    send(staleKeys) {
      end ??= beginMutation(queryClient, staleKeys)
    },
    succeed: () => finish(true),
    fail(mayHaveActed) {
      isStale ||= mayHaveActed
      if (!mutation?.options.retry) finish(false)
    },
  }
}
