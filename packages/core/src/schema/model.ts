import * as v from 'valibot'

type Entries = v.ObjectEntries

/** The schema of a thing the API answers: typed by its entries alone, tolerant of more. */
export type ModelSchema<TEntries extends Entries> = v.ObjectSchema<TEntries, undefined>

/**
 * Declares what the API answers: fields that it adds later are kept at run time and absent from the type.
 *
 * So a new field of the API is not lost, and a typo in yours (`room.unqiue_name`) does not compile.
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

/** A field of an answer that the API may leave out or send as `null`. */
// @__NO_SIDE_EFFECTS__
export function nullish<const TSchema extends v.GenericSchema>(
  schema: TSchema,
): v.NullishSchema<TSchema, undefined> {
  return v.nullish(schema)
}
