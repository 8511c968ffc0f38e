import type { Page, TexmlPageMeta } from '@greenroom/core'
import { refusals } from '../http/refusal.ts'

/** Paths of the lists that return the URI of the previous page. */
const hasPreviousUri = /\/(Recordings|Transcriptions)\.json$/

/** Paging fields of a list below an account. */
export interface TexmlPaging {
  readonly Page?: number | undefined
  readonly PageSize?: number | undefined
  readonly PageToken?: string | undefined
}

/**
 * Returns one page of a list, with the URIs of its neighbors. `PageToken` takes precedence over `Page`.
 * Default:
 * page 0 with 20 items.
 *
 * @throws {Refusal} 400 for an invalid token.
 */
export function texmlPageOf<Row, Item>(
  rows: readonly Row[],
  { Page: number = 0, PageSize: size = 20, PageToken }: TexmlPaging,
  path: string,
  view: (row: Row) => Item,
): Page<Item, TexmlPageMeta> {
  const tokenStart = PageToken === undefined ? undefined : /^p(\d+)$/.exec(PageToken)?.[1]
  if (PageToken !== undefined && tokenStart === undefined) {
    throw refusals.badRequest('PageToken must be a token from a previous page', { parameter: 'PageToken' })
  }
  const start = tokenStart === undefined ? number * size : Number(tokenStart)
  const page = Math.floor(start / size)
  const items = rows.slice(start, start + size)
  const uri = (at: number) => `/v2${path}?Page=${Math.floor(at / size)}&PageSize=${size}&PageToken=p${at}`
  return {
    data: items.map(view),
    meta: {
      page,
      page_size: size,
      start,
      end: Math.max(start, start + items.length - 1),
      uri: uri(start),
      first_page_uri: uri(0),
      ...(start + size < rows.length ? { next_page_uri: uri(start + size) } : {}),
      ...(hasPreviousUri.test(path) && start > 0
        ? { previous_page_uri: uri(Math.max(0, start - size)) }
        : {}),
    },
  }
}

/** Returns whether a time matches a filter: a day or a time, with an optional operator, as `>=2026-05-22`. */
export function isWithin(ms: number, filter: string | undefined): boolean {
  if (filter === undefined || filter === '') return true
  const [, operator = '', bound = ''] = /^(>=|<=|>|<|=)?(.*)$/.exec(filter.trim()) ?? []
  // Compares with the precision of the filter. ISO dates sort as strings.
  const own = new Date(ms).toISOString().slice(0, bound.length)
  if (operator === '>=') return own >= bound
  if (operator === '<=') return own <= bound
  if (operator === '>') return own > bound
  if (operator === '<') return own < bound
  return own === bound
}
