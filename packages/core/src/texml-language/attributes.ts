/** The kinds of values that attributes have. Each is optional unless `required` wraps it. */
import * as v from 'valibot'

/** Schema of an attribute that may be left out. */
type Optional<Schema extends v.GenericSchema> = v.OptionalSchema<Schema, undefined>

/** Schema of an attribute with a default. */
type Defaulted<Schema extends v.GenericSchema> = v.OptionalSchema<Schema, v.InferInput<Schema>>

/** Schema of a list, with what separates its values in the document. */
export interface ListSchema<Item extends v.GenericSchema> extends v.ArraySchema<Item, undefined> {
  readonly separator: string
}

/** Declares a default: what the platform does if the attribute is left out. It is not written out. */
// @__NO_SIDE_EFFECTS__
export function defaultTo<const Schema extends v.GenericSchema>(
  { wrapped }: Optional<Schema>,
  value: v.InferInput<Schema>,
): Defaulted<Schema> {
  return v.optional(wrapped, value as never) as unknown as Defaulted<Schema>
}

/** Declares an attribute that must be present. */
// @__NO_SIDE_EFFECTS__
export function required<const Schema extends v.GenericSchema>({ wrapped }: Optional<Schema>): Schema {
  return wrapped
}

/** Declares a text. */
// @__NO_SIDE_EFFECTS__
export function text() {
  return v.optional(v.string())
}

/** Declares the absolute or relative URL of a request. */
// @__NO_SIDE_EFFECTS__
export function url() {
  return v.optional(v.pipe(v.string(), v.nonEmpty()))
}

/** Declares a text that is not empty. */
// @__NO_SIDE_EFFECTS__
export function nonEmpty() {
  return v.optional(v.pipe(v.string(), v.nonEmpty()))
}

/** Declares an object: JSON in the document. */
// @__NO_SIDE_EFFECTS__
export function json() {
  return v.optional(v.record(v.string(), v.unknown()))
}

/** Declares the URL of a WebSocket. */
// @__NO_SIDE_EFFECTS__
export function socketUrl() {
  return v.optional(v.pipe(v.string(), v.regex(/^wss?:\/\/\S+$/)))
}

/** Declares the HTTP method of a request. */
// @__NO_SIDE_EFFECTS__
export function method() {
  return v.optional(v.picklist(['GET', 'POST']))
}

/** Declares a boolean. */
// @__NO_SIDE_EFFECTS__
export function bool() {
  return v.optional(v.boolean())
}

/** Declares an integer from `least` to `most`. */
// @__NO_SIDE_EFFECTS__
export function integer(least: number, most = Number.MAX_SAFE_INTEGER) {
  return v.optional(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)))
}

/** Declares a number from `least` to `most`. */
// @__NO_SIDE_EFFECTS__
export function decimal(least: number, most: number) {
  return v.optional(v.pipe(v.number(), v.minValue(least), v.maxValue(most)))
}

/** Declares one of several values. */
// @__NO_SIDE_EFFECTS__
export function oneOf<const Value extends string>(values: readonly Value[]) {
  return v.optional(v.picklist(values))
}

/** Declares a text of a certain form. */
// @__NO_SIDE_EFFECTS__
export function matching(pattern: RegExp) {
  return v.optional(v.pipe(v.string(), v.regex(pattern)))
}

/** Declares a set of telephone keys, such as `*#`. */
// @__NO_SIDE_EFFECTS__
export function keys() {
  return matching(/^[0-9*#]*$/)
}

/** Declares a list: an array in code, one text with separators in the document. */
// @__NO_SIDE_EFFECTS__
export function list<const Item extends v.GenericSchema>(
  { wrapped }: Optional<Item>,
  separator = ' ',
): Optional<ListSchema<Item>> {
  return v.optional(Object.assign(v.array(wrapped), { separator }) as ListSchema<Item>)
}
