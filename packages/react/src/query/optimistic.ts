import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** What a mutation is expected to change, shown before it is answered. */
export type OptimisticChange = RecordsChange | EntryChange

/** Fields of records, wherever they are shown. */
export interface RecordsChange {
  /** What is at or below this key changes. */
  readonly key: QueryKey
  /** Which records change. It is asked about pages, too, which have no `id`. */
  readonly where: (record: Readonly<Record<string, unknown>>) => boolean
  /** The fields that they get; an undefined one stays as it is. */
  readonly set: Readonly<Record<string, unknown>>
}

/** The whole of what is at one key. */
export interface EntryChange {
  /** What is at this very key changes, or begins. */
  readonly key: QueryKey
  /** Makes it from what was there. */
  readonly update: (before: unknown) => unknown
}

/** Shows changes in all that is cached, and answers what takes them back. */
export async function applyChanges(
  queryClient: QueryClient,
  changes: readonly OptimisticChange[],
): Promise<() => void> {
  // An answer that was asked for before the mutation would overwrite the change.
  await Promise.all(changes.map(({ key }) => queryClient.cancelQueries({ queryKey: key })))
  const undo: (() => void)[] = []
  const show = (key: QueryKey, before: unknown, after: unknown) => {
    if (after === before) return
    const shown = queryClient.setQueryData(key, after)
    undo.push(() => {
      // What came in since is newer than what was there before, and is asked for again instead.
      if (queryClient.getQueryData(key) !== shown)
        void queryClient.invalidateQueries({ queryKey: key, exact: true })
      else if (before === undefined) queryClient.removeQueries({ queryKey: key, exact: true })
      else queryClient.setQueryData(key, before)
    })
  }
  for (const change of changes) {
    if ('update' in change) {
      const before = queryClient.getQueryData(change.key)
      show(change.key, before, change.update(before))
    } else {
      for (const [key, before] of queryClient.getQueriesData({ queryKey: change.key }))
        show(key, before, changed(before, change))
    }
  }
  return () => {
    for (const step of undo.reverse()) step()
  }
}

/** Walks a record and the lists in it: a page's, an infinite query's. What has nothing to change stays the same object. */
function changed(value: unknown, change: RecordsChange): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value.map((item) => changed(item, change))
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  const record = value as Readonly<Record<string, unknown>>
  const fields = change.where(record) ? Object.entries(change.set) : []
  const lists = Object.entries(record).map(([name, item]) =>
    Array.isArray(item) ? [name, changed(item, change)] : [name, item],
  )
  const different = [...lists, ...fields].filter(
    ([name, item]) => item !== undefined && item !== record[String(name)],
  )
  return different.length === 0 ? value : { ...record, ...Object.fromEntries(different) }
}
