import * as v from 'valibot'

const Search = v.object({
  state: v.fallback(v.optional(v.string()), undefined),
  theme: v.fallback(v.optional(v.picklist(['light', 'dark'])), undefined),
  dir: v.fallback(v.optional(v.literal('rtl')), undefined),
  lang: v.fallback(v.optional(v.literal('de')), undefined),
  screen: v.fallback(v.optional(v.picklist(['phone', 'landscape', 'tablet'])), undefined),
  text: v.fallback(v.optional(v.picklist([150, 200])), undefined),
  bare: v.fallback(v.optional(v.literal(true)), undefined),
})

/**
 * The search parameters of the gallery. They are in the URL, so that each view can be linked: the id of a
 * state, the theme, the direction and language of the texts, the size of the screen, the size of text in
 * percent, and whether to show the state without the gallery's controls.
 */
export type GallerySearch = v.InferOutput<typeof Search>

/** Parses the search parameters of a URL, ignoring invalid ones. */
export function readGallerySearch(search: Readonly<Record<string, unknown>>): GallerySearch {
  return v.parse(Search, search)
}
