import type { Page, TexmlPageMeta } from '@greenroom/core'
import { refusals } from '../http/refusal.ts'

/** Of the lists of TeXML only these tell where the page before is. */
const tellsPrevious = /\/(Recordings|Transcriptions)\.json$/

/** What a list below an account is asked for with. */
export interface TexmlPaging {
  readonly Page?: number | undefined
  readonly PageSize?: number | undefined
  readonly PageToken?: string | undefined
}

/**
 * Cuts the wanted page out of a list, and says where the next one is. The token is where the page begins; without one, the
 * page's number tells.
 *
 * @throws {Refusal} 400 for a token that is none.
 */
export function texmlPageOf<Row, Item>(
  rows: readonly Row[],
  { Page: number = 0, PageSize: size = 20, PageToken }: TexmlPaging,
  path: string,
  view: (row: Row) => Item,
): Page<Item, TexmlPageMeta> {
  const told = PageToken === undefined ? undefined : /^p(\d+)$/.exec(PageToken)?.[1]
  if (PageToken !== undefined && told === undefined) {
    throw refusals.badRequest('PageToken is none that a list has answered', { parameter: 'PageToken' })
  }
  const start = told === undefined ? number * size : Number(told)
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
      ...(tellsPrevious.test(path) && start > 0 ? { previous_page_uri: uri(Math.max(0, start - size)) } : {}),
    },
  }
}

/** Whether a moment lies on, before or after a day, as a value with an operator says: `2026-05-22`, `>=2026-05-22`. */
export function isWithin(ms: number, wanted: string | undefined): boolean {
  if (wanted === undefined || wanted === '') return true
  const [, operator = '', moment = ''] = /^(>=|<=|>|<|=)?(.*)$/.exec(wanted.trim()) ?? []
  // A day compares with days, a moment with moments; both are texts that sort.
  const own = new Date(ms).toISOString().slice(0, moment.length)
  if (operator === '>=') return own >= moment
  if (operator === '<=') return own <= moment
  if (operator === '>') return own > moment
  if (operator === '<') return own < moment
  return own === moment
}
