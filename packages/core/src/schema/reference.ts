import * as v from 'valibot'

/**
 * What a field refers to: a resource of Video by its id, a resource of TeXML by its id (`texml`), a place
 * that the API sends data to or fetches instructions from (`callback`), or nothing, even if its value looks
 * like an id (`text`).
 */
export type Reference =
  | 'room'
  | 'session'
  | 'participant'
  | 'recording'
  | 'composition'
  | 'texml'
  | 'callback'
  | 'text'

/**
 * Marks the schema of a field with what its value refers to. A gateway denies calls about rooms outside a
 * grant by these marks, so an endpoint must mark every id and every callback address. Free text needs no
 * mark, except where it can be a UUID, such as a custom name. Without a `schema`, any string is valid.
 *
 * @example
 * ```ts
 * import { refersTo } from '@greenroom/core'
 * import * as v from 'valibot'
 *
 * const RegionInput = v.strictObject({ room_id: refersTo('room'), notify_url: refersTo('callback') })
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function refersTo(reference: Reference): v.StringSchema<undefined>
// @__NO_SIDE_EFFECTS__
export function refersTo<S extends v.GenericSchema>(reference: Reference, schema: S): S
// @__NO_SIDE_EFFECTS__
export function refersTo(reference: Reference, schema: v.GenericSchema = v.string()): v.GenericSchema {
  return Object.assign(schema, { refersTo: reference })
}
