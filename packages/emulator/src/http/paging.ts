import type { Page } from '@greenroom/core'

/** Returns one page of a list; past the end it is empty. Default: page 1 with 20 items. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  page: { readonly number?: number | undefined; readonly size?: number | undefined } | undefined,
  view: (row: Row) => Item,
): Page<Item> {
  const number = page?.number ?? 1
  const size = page?.size ?? 20
  const start = (number - 1) * size
  return {
    data: rows.slice(start, start + size).map(view),
    meta: {
      page_number: number,
      page_size: size,
      total_pages: Math.ceil(rows.length / size),
      total_results: rows.length,
    },
  }
}

/** Inclusive bounds of a date filter, as days in UTC. */
export interface DayRange {
  readonly eq?: string | undefined
  readonly gte?: string | undefined
  readonly lte?: string | undefined
}

/**
 * Returns whether a time is within the days (UTC) of a filter. A null time matches only a filter without
 * bounds.
 */
export function inDays(time: string | null, range: DayRange | undefined): boolean {
  if (range === undefined || Object.values(range).every((bound) => bound === undefined)) return true
  if (time === null) return false
  // ISO dates sort as strings.
  const day = time.slice(0, 10)
  if (range.eq !== undefined && day !== range.eq) return false
  if (range.gte !== undefined && day < range.gte) return false
  return range.lte === undefined || day <= range.lte
}
