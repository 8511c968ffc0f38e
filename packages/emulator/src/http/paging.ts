import type { Page } from '@greenroom/core'

/** Cuts the wanted page out of a list; past the end it is empty. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  wanted: { readonly number?: number | undefined; readonly size?: number | undefined } | undefined,
  view: (row: Row) => Item,
): Page<Item> {
  const number = wanted?.number ?? 1
  const size = wanted?.size ?? 20
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

/** Bounds of a filter by days. */
export interface DayRange {
  readonly eq?: string | undefined
  readonly gte?: string | undefined
  readonly lte?: string | undefined
}

/** Whether a moment lies within the days (UTC) that a filter names; one that never came lies in none. */
export function inDays(moment: string | null, range: DayRange | undefined): boolean {
  if (range === undefined || Object.values(range).every((bound) => bound === undefined)) return true
  if (moment === null) return false
  // ISO dates compare as texts.
  const day = moment.slice(0, 10)
  if (range.eq !== undefined && day !== range.eq) return false
  if (range.gte !== undefined && day < range.gte) return false
  return range.lte === undefined || day <= range.lte
}
