import * as v from 'valibot'

/** An id as the API makes them, in lower or upper case. */
// @__NO_SIDE_EFFECTS__
export function uuid() {
  return v.pipe(v.string(), v.uuid())
}
