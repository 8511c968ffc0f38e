import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** What a mutation is expected to change, shown before it is answered. */
export interface OptimisticChange {
  /** What is at or below this key changes. */
  readonly key: QueryKey
  /** Which records change. */
  readonly where: (record: Readonly<Record<string, unknown>>) => boolean
  /** The fields that they get. */
  readonly set: Readonly<Record<string, unknown>>
}

/** Shows changes in all that is cached, and answers what takes them back. */
export async function applyChanges(
  queryClient: QueryClient,
  changes: readonly OptimisticChange[],
): Promise<() => void> {
  // An answer that was asked for before the mutation would overwrite the change.
  await Promise.all(changes.map(({ key }) => queryClient.cancelQueries({ queryKey: key })))
  const undo: (() => void)[] = []
  for (const change of changes) {
    for (const [key, before] of queryClient.getQueriesData({ queryKey: change.key })) {
      const after = changed(before, change)
      if (after === before) continue
      const shown = queryClient.setQueryData(key, after)
      undo.push(() => {
        // What came in since is newer than what was there before, and is asked for again instead.
        if (queryClient.getQueryData(key) === shown) queryClient.setQueryData(key, before)
        else void queryClient.invalidateQueries({ queryKey: key, exact: true })
      })
    }
  }
  return () => {
    for (const step of undo.reverse()) step()
  }
}

/** Walks a record, a page of them, or an infinite query's pages; what has nothing to change stays the same object. */
function changed(value: unknown, change: OptimisticChange): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => changed(item, change))
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  if (!isRecord(value)) return value
  const holder = 'pages' in value ? 'pages' : 'data' in value ? 'data' : undefined
  if (holder === undefined) return change.where(value) ? { ...value, ...change.set } : value
  const inner = changed(value[holder], change)
  return inner === value[holder] ? value : { ...value, [holder]: inner }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
