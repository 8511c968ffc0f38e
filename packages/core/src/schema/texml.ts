import * as v from 'valibot'
import { nullish } from './model.ts'
import { refersTo } from './reference.ts'

/** Declares a phone number in E.164 format (`+13125550001`), or a SIP address (`sip:ann@example.com`). */
// @__NO_SIDE_EFFECTS__
export function address() {
  return v.pipe(v.string(), v.regex(/^(\+[1-9]\d{1,14}|sips?:[^\s@]+@[^\s@]+)$/))
}

/** Declares an optional HTTP method: GET or POST. */
// @__NO_SIDE_EFFECTS__
export function httpMethod() {
  return v.optional(v.picklist(['GET', 'POST']))
}

/** Declares an optional integer within bounds. */
// @__NO_SIDE_EFFECTS__
export function whole(least: number, most: number) {
  return v.optional(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)))
}

/** Declares an optional string. */
// @__NO_SIDE_EFFECTS__
export function text() {
  return v.optional(v.string())
}

/** Declares the SID or id of a TeXML resource. */
// @__NO_SIDE_EFFECTS__
export function sid() {
  return refersTo('texml')
}

/** Declares an optional URL to which the API sends callbacks, or from which it fetches instructions. */
// @__NO_SIDE_EFFECTS__
export function callbackUrl() {
  return refersTo('callback', text())
}

/** Declares an optional boolean. */
// @__NO_SIDE_EFFECTS__
export function flag() {
  return v.optional(v.boolean())
}

/** Declares an optional day or time in a filter (ISO 8601), which can follow an operator. */
// @__NO_SIDE_EFFECTS__
export function when() {
  return v.optional(v.pipe(v.string(), v.regex(/^[<>]?=?\d{4}-\d\d-\d\d(T.+)?$/)))
}

/** Declares a string field of a response that may be absent or null. */
// @__NO_SIDE_EFFECTS__
export function optionalString() {
  return nullish(v.string())
}
