import * as v from 'valibot'

/** Rejects an input that has both `Url` and `Texml`. */
// @__NO_SIDE_EFFECTS__
export function oneSource<Input extends { Url?: string | undefined; Texml?: string | undefined }>() {
  return v.check<Input, string>(
    ({ Url, Texml }) => Url === undefined || Texml === undefined,
    'Url or Texml, not both',
  )
}
