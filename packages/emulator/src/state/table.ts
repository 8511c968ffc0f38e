/** Rows by id, with an index by parent. */
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
}

/** Creates a table. Each row belongs to the parent that `parentOf` returns. */
export function createTable<Row extends { readonly id: string }>(
  parentOf: (row: Row) => string | null,
): Table<Row> {
  const rows = new Map<string, Row>()
  const children = new Map<string, Set<string>>()

  const link = (row: Row) => {
    const parent = parentOf(row)
    if (parent === null) return
    const ids = children.get(parent) ?? new Set()
    children.set(parent, ids.add(row.id))
  }
  const unlink = (row: Row) => {
    const parent = parentOf(row)
    if (parent === null) return
    const ids = children.get(parent)
    ids?.delete(row.id)
    if (ids?.size === 0) children.delete(parent)
  }
  return {
    get size() {
      return rows.size
    },
    get: (id) => rows.get(id),
    put(row) {
      const before = rows.get(row.id)
      if (before && parentOf(before) !== parentOf(row)) unlink(before)
      rows.set(row.id, row)
      link(row)
      return row
    },
    delete(id) {
      const row = rows.get(id)
      if (!row) return
      rows.delete(id)
      unlink(row)
    },
    clear() {
      rows.clear()
      children.clear()
    },
    all: () => [...rows.values()].reverse(),
    of: (parent) => [...(children.get(parent) ?? [])].flatMap((id) => rows.get(id) ?? []).reverse(),
  }
}
