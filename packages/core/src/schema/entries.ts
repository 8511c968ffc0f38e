import type * as v from 'valibot'

type Joined<Groups extends readonly v.ObjectEntries[]> = Groups extends readonly [
  infer First,
  ...infer Rest extends readonly v.ObjectEntries[],
]
  ? First & Joined<Rest>
  : unknown

/**
 * Joins groups of fields that several schemas share.
 *
 * Use it instead of spreading them in a schema's argument: esbuild assumes that a spread has side effects,
 * and keeps such a schema in every bundle.
 */
// @__NO_SIDE_EFFECTS__
export function entries<const Groups extends readonly v.ObjectEntries[]>(...groups: Groups): Joined<Groups> {
  return Object.assign({}, ...groups) as Joined<Groups>
}
