import * as v from 'valibot'

/** Declares a UUID, in lower or upper case. */
// @__NO_SIDE_EFFECTS__
export function uuid() {
  return v.pipe(v.string(), v.uuid())
}
