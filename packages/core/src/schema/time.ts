import * as v from 'valibot'

/** A moment as the API writes it: ISO 8601 in UTC, often with microseconds (`2021-04-13T22:25:27.521992Z`). */
// @__NO_SIDE_EFFECTS__
export function timestamp(): v.StringSchema<undefined> {
  return v.string()
}

/** A calendar day in a filter: `YYYY-MM-DD`. */
// @__NO_SIDE_EFFECTS__
export function day() {
  return v.pipe(v.string(), v.isoDate())
}

/** Bounds of a date filter: `eq` for the very day, `gte` and `lte` for a range, both ends included. */
// @__NO_SIDE_EFFECTS__
export function dateRange() {
  return v.strictObject({
    /** On this day. */
    eq: v.optional(day()),
    /** On this day or later. */
    gte: v.optional(day()),
    /** On this day or earlier. */
    lte: v.optional(day()),
  })
}
