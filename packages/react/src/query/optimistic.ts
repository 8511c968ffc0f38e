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

/** What is cached at a key, below what mutations under way show of it. */
interface Layer {
  readonly key: QueryKey
  base: unknown
  shown: unknown
  changes: readonly OptimisticChange[]
}

const layersOf = new WeakMap<QueryClient, Map<string, Layer>>()

/**
 * Shows changes in all that is cached, and answers what is to be called once it is known whether they have come true.
 * Changes of several mutations lie on each other, so that one can be taken back from under the next.
 */
export async function applyChanges(
  queryClient: QueryClient,
  changes: readonly OptimisticChange[],
): Promise<(cameTrue: boolean) => void> {
  // An answer that was asked for before the mutation would overwrite the change.
  await Promise.all(changes.map(({ key }) => queryClient.cancelQueries({ queryKey: key })))
  const layers = layersOf.get(queryClient) ?? new Map<string, Layer>()
  layersOf.set(queryClient, layers)

  const touched = changes.flatMap((change) => {
    const keys =
      'update' in change
        ? [change.key]
        : queryClient.getQueriesData({ queryKey: change.key }).map(([key]) => key)
    return keys.map((key) => {
      const base = queryClient.getQueryData(key)
      const layer = layers.get(JSON.stringify(key)) ?? { key, base, shown: base, changes: [] }
      layers.set(JSON.stringify(key), layer)
      show(queryClient, layer, [...layer.changes, change])
      return { change, layer }
    })
  })
  return (cameTrue) => {
    for (const { change, layer } of touched) {
      // Data that arrived in the meantime replaces this base in `show`.
      if (cameTrue) layer.base = apply(layer.base, change)
      show(
        queryClient,
        layer,
        layer.changes.filter((other) => other !== change),
      )
      if (layer.changes.length === 0) layers.delete(JSON.stringify(layer.key))
    }
  }
}

function show(queryClient: QueryClient, layer: Layer, changes: Layer['changes']): void {
  const { key } = layer
  const current = queryClient.getQueryData(key)
  // What came in since is newer than what was there before.
  if (current !== layer.shown) layer.base = current
  layer.changes = changes
  layer.shown = changes.reduce(apply, layer.base)
  if (layer.shown === current) return
  if (layer.shown === undefined) queryClient.removeQueries({ queryKey: key, exact: true })
  else layer.shown = queryClient.setQueryData(key, layer.shown)
}

function apply(value: unknown, change: OptimisticChange): unknown {
  return 'update' in change ? change.update(value) : changed(value, change)
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
