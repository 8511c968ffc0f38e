import * as v from 'valibot'
import { nullish } from './model.ts'

/** A phone number with its country (`+13125550001`), or a SIP address (`sip:ann@example.com`). */
// @__NO_SIDE_EFFECTS__
export function address() {
  return v.pipe(v.string(), v.regex(/^(\+[1-9]\d{1,14}|sips?:[^\s@]+@[^\s@]+)$/))
}

/** How a callback is asked for: by GET or POST. */
// @__NO_SIDE_EFFECTS__
export function httpMethod() {
  return v.optional(v.picklist(['GET', 'POST']))
}

/** A whole number within bounds. */
// @__NO_SIDE_EFFECTS__
export function whole(least: number, most: number) {
  return v.optional(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)))
}

/** A text that may be left out. */
// @__NO_SIDE_EFFECTS__
export function text() {
  return v.optional(v.string())
}

/** A yes or no that may be left out. */
// @__NO_SIDE_EFFECTS__
export function flag() {
  return v.optional(v.boolean())
}

/** A day or a moment in a filter (ISO 8601), maybe with an operator before it; may be left out. */
// @__NO_SIDE_EFFECTS__
export function when() {
  return v.optional(v.pipe(v.string(), v.regex(/^[<>]?=?\d{4}-\d\d-\d\d(T.+)?$/)))
}

/** Declares a string field of a response that may be absent or null. */
// @__NO_SIDE_EFFECTS__
export function optionalString() {
  return nullish(v.string())
}
