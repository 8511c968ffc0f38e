import * as v from 'valibot'

/** A known member, or a string that the API may add later. */
export type OpenEnum<TMember extends string> = TMember | (string & {})

/** Schema of an {@link OpenEnum}, with its known members. */
export interface OpenEnumSchema<TMember extends string> extends v.GenericSchema<OpenEnum<TMember>> {
  readonly members: readonly TMember[]
}

/** Declares an enumerated field of an output. Members that the API adds later are accepted. */
// @__NO_SIDE_EFFECTS__
export function openEnum<const TMember extends string>(members: readonly TMember[]): OpenEnumSchema<TMember> {
  return Object.assign(v.string(), { members }) as unknown as OpenEnumSchema<TMember>
}
