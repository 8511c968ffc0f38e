import * as v from 'valibot'
import { model, nullish } from './model.ts'

/** One page of a list. */
export interface Page<TItem, TMeta = PageMeta> {
  /** Items of this page. A page can be empty while later pages are not. */
  data: TItem[]
  /** Position of the page in the list. */
  meta: TMeta
}

/** Position of a page of Video endpoints or TeXML applications. */
export interface PageMeta extends v.InferOutput<typeof PageMeta> {}
export const PageMeta = model({
  /** Page number, from 1. */
  page_number: nullish(v.number()),
  /** Items per page. */
  page_size: nullish(v.number()),
  /** Total number of pages. */
  total_pages: nullish(v.number()),
  /** Total number of items. */
  total_results: nullish(v.number()),
})

/** Position of a page of `/texml/Accounts/…` endpoints. */
export interface TexmlPageMeta extends v.InferOutput<typeof TexmlPageMeta> {}
export const TexmlPageMeta = model({
  /** Page number, from 0. */
  page: nullish(v.number()),
  /** Items per page. */
  page_size: nullish(v.number()),
  /** Index of the first item of the page, from 0. */
  start: nullish(v.number()),
  /** Index of the last item of the page, from 0. */
  end: nullish(v.number()),
  /** URI of this page, relative to the API's origin. */
  uri: nullish(v.string()),
  /** URI of the first page. */
  first_page_uri: nullish(v.string()),
  /** URI of the next page, with its `PageToken`. Absent or null on the last page. */
  next_page_uri: nullish(v.string()),
  /** URI of the previous page. */
  previous_page_uri: nullish(v.string()),
})

/** Schema of a {@link Page}. In a TeXML response, `key` is the name of the array. */
export interface PageSchema<TItem, TMeta = PageMeta> extends v.GenericSchema<unknown, Page<TItem, TMeta>> {
  readonly entries: { readonly data: v.GenericSchema; readonly meta: v.GenericSchema }
  readonly key?: string
}

/** Declares the output of a Video list: `{ data, meta }`. */
// @__NO_SIDE_EFFECTS__
export function page<TItem>(item: v.GenericSchema<unknown, TItem>): PageSchema<TItem> {
  return model({ data: v.array(item), meta: PageMeta }) as unknown as PageSchema<TItem>
}

/** Declares the output of a TeXML list, in which the name of the array depends on the resource. */
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

/** Declares the paging fields of an input. */
// @__NO_SIDE_EFFECTS__
export function pageInput() {
  return v.strictObject({
    /** Page number, from 1. Default: 1. */
    number: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    /** Items per page, 1 to 250. Default: 20. */
    size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(250))),
  })
}
