/** Rows by id, with an index by parent and one by name. */
export interface Table<Row extends { readonly id: string }> {
  readonly size: number
  get(id: string): Row | undefined
  /** Adds a row or replaces the row with the same id, and returns it. */
  put(row: Row): Row
  delete(id: string): void
  clear(): void
  /** Returns all rows, newest first. */
  all(): Row[]
  /** Returns the rows of a parent, newest first. */
  of(parent: string): Row[]
  /** Returns the open rows of a parent, newest first. Takes no time for those that are not open. */
  openOf(parent: string): Row[]
  /** Returns the rows with a name, newest first, whatever their parent. */
  named(name: string): Row[]
  /** Returns the oldest row of a parent. */
  first(parent: string): Row | undefined
  /** Returns the position of a row among those of its parent, from 1 for the oldest; 0 if it is not there. */
  position(row: Row): number
  /** Returns the number of a parent's rows. */
  count(parent: string): number
}

/** Options of a table. */
export interface TableOptions<Row> {
  /** Whether a row is open, such as a participant who has not left. Default: all rows are. */
  readonly isOpen?: (row: Row) => boolean
  /** Returns the name under which a row is found; null for none. Default: rows have no name. */
  readonly nameOf?: (row: Row) => string | null
  /** Maximum number of rows. Beyond it, the oldest tenth is removed. Default: 250,000. */
  readonly maxRows?: number
  /** Called after a row was added, replaced or deleted. */
  readonly onChange?: () => void
}

/** Creates a table. Each row belongs to the parent that `parentOf` returns. */
export function createTable<Row extends { readonly id: string }>(
  parentOf: (row: Row) => string | null,
  {
    isOpen = () => true,
    nameOf = () => null,
    maxRows = 250_000,
    onChange = () => {},
  }: TableOptions<Row> = {},
): Table<Row> {
  const rows = new Map<string, Row>()
  const children = createIndex<Row>(parentOf)
  const openChildren = createIndex<Row>((row) => (isOpen(row) ? parentOf(row) : null))
  const names = createIndex<Row>(nameOf)
  const indexes = [children, openChildren, names]

  const remove = (id: string) => {
    const row = rows.get(id)
    if (!row) return
    rows.delete(id)
    for (const index of indexes) index.replace(row, undefined)
    onChange()
  }
  /** Removes the oldest rows in bulk: finding the first key of a map is slow after many deletions. */
  const removeOldest = () => {
    for (const id of rows.keys()) {
      if (rows.size <= maxRows * 0.9) return
      remove(id)
    }
  }
  const rowsOf = (ids: Iterable<string>) => Array.from(ids, (id) => rows.get(id) as Row).reverse()
  return {
    get size() {
      return rows.size
    },
    get: (id) => rows.get(id),
    put(row) {
      const before = rows.get(row.id)
      rows.set(row.id, row)
      for (const index of indexes) index.replace(before, row)
      if (rows.size > maxRows) removeOldest()
      onChange()
      return row
    },
    delete: remove,
    clear() {
      rows.clear()
      for (const index of indexes) index.clear()
      onChange()
    },
    all: () => [...rows.values()].reverse(),
    of: (parent) => rowsOf(children.ids(parent)),
    openOf: (parent) => rowsOf(openChildren.ids(parent)),
    named: (name) => rowsOf(names.ids(name)),
    first: (parent) => {
      const [id] = children.ids(parent)
      return id === undefined ? undefined : rows.get(id)
    },
    position(row) {
      const parent = parentOf(row)
      let position = 0
      for (const id of parent === null ? [] : children.ids(parent)) {
        position += 1
        if (id === row.id) return position
      }
      return 0
    },
    count: (parent) => children.ids(parent).size,
  }
}

/** Creates an index of row ids by the key of the row; rows without a key are not in it. */
function createIndex<Row extends { readonly id: string }>(keyOf: (row: Row) => string | null) {
  const idsByKey = new Map<string, Set<string>>()
  const none: ReadonlySet<string> = new Set()
  return {
    ids: (key: string): ReadonlySet<string> => idsByKey.get(key) ?? none,
    /** Replaces a row by another with the same id. A row that stays in place keeps its position. */
    replace(before: Row | undefined, after: Row | undefined) {
      const oldKey = before ? keyOf(before) : null
      const newKey = after ? keyOf(after) : null
      if (oldKey === newKey) return
      if (before && oldKey !== null) {
        const ids = idsByKey.get(oldKey)
        ids?.delete(before.id)
        if (ids?.size === 0) idsByKey.delete(oldKey)
      }
      if (after && newKey !== null) {
        const ids = idsByKey.get(newKey) ?? new Set()
        idsByKey.set(newKey, ids.add(after.id))
      }
    },
    clear: () => idsByKey.clear(),
  }
}
