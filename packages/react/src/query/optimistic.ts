import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** A change that a mutation is expected to make, shown before its response arrives. */
export type OptimisticChange = RecordsChange | EntryChange

/** Changes fields of records in every cached query below a key. */
export interface RecordsChange {
  /** Queries at or below this key change. */
  readonly key: QueryKey
  /** Returns whether a record changes. It is also called with pages, which have no `id`. */
  readonly where: (record: Readonly<Record<string, unknown>>) => boolean
  /** The fields to set. A field that is undefined is left unchanged. */
  readonly set: Readonly<Record<string, unknown>>
}

/** Replaces the data at one key. */
export interface EntryChange {
  /** The exact key at which data changes or is created. */
  readonly key: QueryKey
  /** Returns the new data, given the current data. */
  readonly update: (before: unknown) => unknown
}

/** The cached data at a key, and the pending optimistic changes on top of it. */
interface Layer {
  readonly key: QueryKey
  base: unknown
  shown: unknown
  changes: readonly OptimisticChange[]
}

const layersOf = new WeakMap<QueryClient, Map<string, Layer>>()

/**
 * Applies changes to all cached data. Returns a function to call with whether the mutation has succeeded,
 * which confirms or reverts them. Changes of several mutations are stacked, so that one can be reverted while
 * later ones stay.
 */
export async function applyChanges(
  queryClient: QueryClient,
  changes: readonly OptimisticChange[],
): Promise<(hasSucceeded: boolean) => void> {
  // A response to a query from before the mutation would overwrite the change.
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
  return (hasSucceeded) => {
    for (const { change, layer } of touched) {
      // Data that arrived in the meantime replaces this base in `show`.
      if (hasSucceeded) layer.base = apply(layer.base, change)
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
  // Data that arrived since the last change replaces the base.
  if (current !== layer.shown) layer.base = current
  layer.changes = changes
  layer.shown = changes.reduce(apply, layer.base)
  if (layer.shown === current) return
  if (layer.shown === undefined) queryClient.removeQueries({ queryKey: key, exact: true })
  else layer.shown = queryClient.setQueryData(key, layer.shown)
}

function apply(value: unknown, change: OptimisticChange): unknown {
  return 'update' in change ? change.update(value) : applyToRecords(value, change)
}

/**
 * Walks a record and the lists in it (pages, infinite queries). Returns the same object when nothing changes.
 */
function applyToRecords(value: unknown, change: RecordsChange): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value.map((item) => applyToRecords(item, change))
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  const record = value as Readonly<Record<string, unknown>>
  const fields = change.where(record) ? Object.entries(change.set) : []
  const lists = Object.entries(record).map(([name, item]) =>
    Array.isArray(item) ? [name, applyToRecords(item, change)] : [name, item],
  )
  const different = [...lists, ...fields].filter(
    ([name, item]) => item !== undefined && item !== record[String(name)],
  )
  return different.length === 0 ? value : { ...record, ...Object.fromEntries(different) }
}
