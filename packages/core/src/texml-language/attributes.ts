/**
 * The kinds of values that attributes have. Each is optional unless `required` wraps it.
 *
 * Bounds and forms are checked by one action with a message, which keeps bundles small and messages readable.
 */
import * as v from 'valibot'

/** Schema of an attribute that may be left out. */
type Optional<Schema extends v.GenericSchema> = v.OptionalSchema<Schema, undefined>

/** Schema of an attribute with a default. */
type Defaulted<Schema extends v.GenericSchema> = v.OptionalSchema<Schema, v.InferInput<Schema>>

/** Schema of a value with a check. The message names what is expected. */
type Checked<Schema extends v.GenericSchema> = v.SchemaWithPipe<
  readonly [Schema, v.CheckAction<v.InferOutput<Schema>, string>]
>

/**
 * Schema of a list, with what separates its values in the document. The builder also takes a single value, or
 * a text with several.
 */
export interface ListSchema<Item extends v.GenericSchema>
  extends v.BaseSchema<
    v.InferInput<Item> | v.InferInput<Item>[],
    v.InferOutput<Item>[],
    v.ArrayIssue | v.InferIssue<Item>
  > {
  readonly type: 'array'
  readonly item: Item
  readonly separator: string
}

/** Schema of a text for which the builder also takes the number or boolean that it stands for. */
export type SpelledSchema<Input, Output> = v.BaseSchema<Input, Output, v.BaseIssue<unknown>>

/** The boolean or number that a text stands for, or the text. */
type Meaning<Value extends string> =
  | Value
  | (Value extends 'true' | 'false' ? boolean : Value extends `${infer N extends number}` ? N : never)

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

/** Declares a text that fulfills a condition. `expected` names it in messages. */
// @__NO_SIDE_EFFECTS__
export function textWith(
  isValid: (text: string) => boolean,
  expected: string,
): Optional<Checked<v.StringSchema<undefined>>> {
  return v.optional(v.pipe(v.string(), v.check(isValid, expected)))
}

/** Declares a number that fulfills a condition. `expected` names it in messages. */
// @__NO_SIDE_EFFECTS__
export function numberWith(
  isValid: (value: number) => boolean,
  expected: string,
): Optional<Checked<v.NumberSchema<undefined>>> {
  return v.optional(v.pipe(v.number(), v.check(isValid, expected)))
}

/** Declares a text of a certain form. `expected` names it in messages. */
// @__NO_SIDE_EFFECTS__
export function matching(pattern: RegExp, expected: string) {
  return textWith((value) => pattern.test(value), expected)
}

/** Declares a text that is not blank. */
// @__NO_SIDE_EFFECTS__
export function filled() {
  return matching(/\S/, 'a text that is not empty')
}

/** Declares the absolute or relative URL of a request. */
// @__NO_SIDE_EFFECTS__
export function url() {
  return matching(/\S/, 'a URL')
}

/** Declares the URL of a WebSocket. */
// @__NO_SIDE_EFFECTS__
export function socketUrl() {
  // An app on this machine, which an emulator calls, has no certificate.
  return matching(
    /^(wss:\/\/\S+|ws:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?([/?#]\S*)?)$/,
    'a URL that begins with wss://, or with ws:// on this machine',
  )
}

/** Declares the HTTP method of a request. */
// @__NO_SIDE_EFFECTS__
export function method() {
  return oneOf(['GET', 'POST'])
}

/** Declares a boolean. */
// @__NO_SIDE_EFFECTS__
export function bool() {
  return v.optional(v.boolean())
}

/** Declares an integer from `least` to `most`. */
// @__NO_SIDE_EFFECTS__
export function integer(least: number, most = Number.MAX_SAFE_INTEGER) {
  return numberWith(
    (value) => Number.isInteger(value) && value >= least && value <= most,
    most === Number.MAX_SAFE_INTEGER
      ? `an integer of at least ${least}`
      : `an integer from ${least} to ${most}`,
  )
}

/** Declares a number from `least` to `most`. */
// @__NO_SIDE_EFFECTS__
export function decimal(least: number, most: number) {
  return numberWith(
    // Very small numbers would be written with an exponent.
    (value) => value >= least && value <= most && !String(value).includes('e'),
    `a number from ${least} to ${most}`,
  )
}

/** Declares one of several values. The builder takes `true` for `'true'`, and 8000 for `'8000'`. */
// @__NO_SIDE_EFFECTS__
export function oneOf<const Value extends string>(
  values: readonly Value[],
): Optional<SpelledSchema<Meaning<Value>, Value>> {
  return v.optional(v.picklist(values) as v.GenericSchema as SpelledSchema<Meaning<Value>, Value>)
}

/** Declares a text that is a number, so that the builder takes numbers, too. */
// @__NO_SIDE_EFFECTS__
export function orNumber<const Schema extends v.GenericSchema<string>>({
  wrapped,
}: Optional<Schema>): Optional<SpelledSchema<v.InferInput<Schema> | number, v.InferOutput<Schema>>> {
  return v.optional(
    wrapped as v.GenericSchema as SpelledSchema<v.InferInput<Schema> | number, v.InferOutput<Schema>>,
  )
}

/** Declares a set of telephone keys, such as `*#`. */
// @__NO_SIDE_EFFECTS__
export function keys() {
  return matching(/^[0-9*#]*$/, 'keys out of 0123456789*#')
}

/** Declares a text that may be in a list with commas. */
// @__NO_SIDE_EFFECTS__
export function term() {
  return matching(/^[^,\s]([^,]*[^,\s])?$/, 'a text without commas')
}

/** Declares an object: JSON in the document. */
// @__NO_SIDE_EFFECTS__
export function json() {
  return v.optional(v.record(v.string(), v.unknown()))
}

/** Declares a list: an array in code, one text with separators in the document. */
// @__NO_SIDE_EFFECTS__
export function list<const Item extends v.GenericSchema>(
  { wrapped }: Optional<Item>,
  separator = ' ',
): Optional<ListSchema<Item>> {
  const schema: v.GenericSchema = Object.assign(v.array(wrapped), { separator })
  return v.optional(schema as ListSchema<Item>)
}
