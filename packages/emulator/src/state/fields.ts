import * as v from 'valibot'

/** A number that JSON can represent. */
export const finiteNumber = v.pipe(v.number(), v.finite())

/** A time in milliseconds since 1970 that `Date` can represent. */
export const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15))

/** A time as text that `Date` can parse. */
export const timestamp = v.pipe(
  v.string(),
  v.check((text) => Number.isFinite(Date.parse(text)), 'a time in ISO 8601'),
)
