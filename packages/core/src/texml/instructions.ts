import * as v from 'valibot'

/** The instructions of a call: from an address, in the call itself, or neither, for the application's own. */
export type Instructions =
  | {
      /** Where to fetch them once it is answered. */
      Url?: string | undefined
      Texml?: undefined
    }
  | {
      /** The instructions themselves, as XML. */
      Texml: string
      Url?: undefined
    }

/** Refuses instructions from both. */
// @__NO_SIDE_EFFECTS__
export function oneSource<Input extends { Url?: string | undefined; Texml?: string | undefined }>() {
  return v.check<Input, string>(
    ({ Url, Texml }) => Url === undefined || Texml === undefined,
    'Url or Texml, not both',
  )
}
