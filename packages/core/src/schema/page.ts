import * as v from 'valibot'
import { model, nullish } from './model.ts'

/** One page of a list. */
export interface Page<TItem, TMeta = PageMeta> {
  /** The items of this page; it may be empty while later pages are not. */
  data: TItem[]
  /** Where this page stands in the list. */
  meta: TMeta
}

/** Where a page of Video, or of the TeXML applications, stands in its list. */
export interface PageMeta extends v.InferOutput<typeof PageMeta> {}
export const PageMeta = model({
  /** This page's number, from 1. */
  page_number: nullish(v.number()),
  /** Items to a page. */
  page_size: nullish(v.number()),
  /** Pages in all. */
  total_pages: nullish(v.number()),
  /** Items in all. */
  total_results: nullish(v.number()),
})

/** Where a page of `/texml/Accounts/…` stands in its list. */
export interface TexmlPageMeta extends v.InferOutput<typeof TexmlPageMeta> {}
export const TexmlPageMeta = model({
  /** This page's number, from 0. */
  page: nullish(v.number()),
  /** Items to a page. */
  page_size: nullish(v.number()),
  /** Place of the page's first item in the list, from 0. */
  start: nullish(v.number()),
  /** Place of the page's last item in the list, from 0. */
  end: nullish(v.number()),
  /** This page's address, relative to the API's origin. */
  uri: nullish(v.string()),
  /** The first page's address. */
  first_page_uri: nullish(v.string()),
  /** The next page's address, with its `PageToken`; absent or null on the last page. */
  next_page_uri: nullish(v.string()),
  /** The previous page's address. */
  previous_page_uri: nullish(v.string()),
})

/** The schema of a {@link Page}; `key` names the array on a TeXML wire. */
export interface PageSchema<TItem, TMeta = PageMeta> extends v.GenericSchema<unknown, Page<TItem, TMeta>> {
  readonly entries: { readonly data: v.GenericSchema; readonly meta: v.GenericSchema }
  readonly key?: string
}

/** Declares the answer of a list of Video: `{ data, meta }`. */
// @__NO_SIDE_EFFECTS__
export function page<TItem>(item: v.GenericSchema<unknown, TItem>): PageSchema<TItem> {
  return model({ data: v.array(item), meta: PageMeta }) as unknown as PageSchema<TItem>
}

/** Declares the answer of a list of TeXML, whose array lies under a key of its own. */
// @__NO_SIDE_EFFECTS__
export function texmlPage<TItem>(
  key: string,
  item: v.GenericSchema<unknown, TItem>,
): PageSchema<TItem, TexmlPageMeta> {
  return {
    ...model({ data: v.array(item), meta: TexmlPageMeta }),
    key,
  } as unknown as PageSchema<TItem, TexmlPageMeta>
}

/** Which page of a list is wanted. */
// @__NO_SIDE_EFFECTS__
export function pageInput() {
  return v.strictObject({
    /** The page's number, from 1. Default: 1. */
    number: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    /** Items to a page, 1 to 250. Default: 20. */
    size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(250))),
  })
}
