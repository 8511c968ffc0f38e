import * as v from 'valibot'

/**
 * Declares a timestamp in a response: ISO 8601 in UTC, often with microseconds
 * (`2021-04-13T22:25:27.521992Z`).
 */
// @__NO_SIDE_EFFECTS__
export function timestamp(): v.StringSchema<undefined> {
  return v.string()
}

/** Declares a calendar day in a filter: `YYYY-MM-DD`. */
// @__NO_SIDE_EFFECTS__
export function day() {
  return v.pipe(v.string(), v.isoDate())
}

/** Declares a date filter: `eq` for one day, `gte` and `lte` for an inclusive range. */
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
