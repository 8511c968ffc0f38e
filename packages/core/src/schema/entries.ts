import type * as v from 'valibot'

/**
 * Joins fields that several schemas share. A spread in the schema's own argument would keep the schema in
 * every bundle: esbuild takes it for something that may do things.
 */
// @__NO_SIDE_EFFECTS__
export function entries<const A extends v.ObjectEntries, const B extends v.ObjectEntries>(a: A, b: B): A & B {
  return { ...a, ...b }
}
