import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'

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

/** A change on top of cached data. */
interface Applied {
  readonly change: OptimisticChange
  /** Whether the mutation has succeeded. The change stays on top until earlier ones have settled. */
  isConfirmed: boolean
}

/** The cached data at a key, and the optimistic changes on top of it, in the order of their mutations. */
interface Layer {
  readonly key: QueryKey
  base: unknown
  shown: unknown
  changes: readonly Applied[]
}

const layersOf = new WeakMap<QueryClient, Map<string, Layer>>()

/** Changes that have been applied. */
export interface AppliedChanges {
  /** Whether queries were canceled. They are not repeated by themselves. */
  readonly hasCanceled: boolean
  /** Confirms the changes, or reverts them. */
  settle(hasSucceeded: boolean): void
}

/**
 * Applies changes to all cached data at once. Changes of several mutations are stacked, so that one can be
 * reverted while later ones stay.
 */
export function applyChanges(queryClient: QueryClient, changes: readonly OptimisticChange[]): AppliedChanges {
  // A response to a query from before the mutation would overwrite the change. A query without data shows no
  // change.
  const filters = changes.map(({ key }) => ({
    queryKey: key,
    predicate: ({ state }: Query) => state.data !== undefined && state.fetchStatus !== 'idle',
  }))
  const hasCanceled = filters.some((filter) => queryClient.getQueryCache().findAll(filter).length > 0)
  const canceled = filters.map((filter) => queryClient.cancelQueries(filter))
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
      const applied: Applied = { change, isConfirmed: false }
      show(queryClient, layer, (before) => [...before, applied])
      return { applied, layer }
    })
  })
  // A canceled query restores the data from before it started.
  void Promise.all(canceled).then(() => {
    for (const { layer } of touched) show(queryClient, layer)
  })
  return {
    hasCanceled,
    settle(hasSucceeded) {
      for (const { applied, layer } of touched) {
        applied.isConfirmed = hasSucceeded
        show(queryClient, layer, (before) => before.filter((other) => other !== applied || hasSucceeded))
        if (layer.changes.length === 0) layers.delete(JSON.stringify(layer.key))
      }
    },
  }
}

function show(
  queryClient: QueryClient,
  layer: Layer,
  change: (before: Layer['changes']) => Layer['changes'] = (before) => before,
): void {
  const { key } = layer
  const current = queryClient.getQueryData(key)
  layer.changes = change(layer.changes)
  if (current !== layer.shown) {
    // Data that arrived since the last change replaces the base, and what has been confirmed.
    layer.base = current
    layer.changes = layer.changes.filter(({ isConfirmed }) => !isConfirmed)
  }
  while (layer.changes[0]?.isConfirmed) {
    layer.base = apply(layer.base, layer.changes[0])
    layer.changes = layer.changes.slice(1)
  }
  layer.shown = layer.changes.reduce(apply, layer.base)
  if (layer.shown === current) return
  if (layer.shown === undefined) queryClient.removeQueries({ queryKey: key, exact: true })
  else layer.shown = queryClient.setQueryData(key, layer.shown)
}

function apply(value: unknown, { change }: Applied): unknown {
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
