import * as v from 'valibot'

type Entries = v.ObjectEntries

/** Schema of an output. Its type has only the declared entries, but it accepts others. */
export type ModelSchema<TEntries extends Entries> = v.ObjectSchema<TEntries, undefined>

/**
 * Declares an output. Fields that the API adds later are kept at run time and absent from the type.
 *
 * New fields are therefore not lost, and a typo (`room.unqiue_name`) does not compile.
 *
 * @example
 * ```ts
 * import { model, nullish } from '@greenroom/core'
 * import * as v from 'valibot'
 *
 * interface Widget extends v.InferOutput<typeof Widget> {}
 * const Widget = model({ id: v.string(), name: nullish(v.string()) })
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function model<const TEntries extends Entries>(entries: TEntries): ModelSchema<TEntries> {
  // The run-time schema is the loose one; only its type is narrowed to the declared entries.
  return v.looseObject(entries) as unknown as ModelSchema<TEntries>
}

/** Declares a field of an output that the API may omit or send as `null`. */
// @__NO_SIDE_EFFECTS__
export function nullish<const TSchema extends v.GenericSchema>(
  schema: TSchema,
): v.NullishSchema<TSchema, undefined> {
  return v.nullish(schema)
}
