import * as v from 'valibot'

/** One of the known members, or a string that the API may add later. */
export type OpenEnum<TMember extends string> = TMember | (string & {})

/** The schema of an {@link OpenEnum}; it carries the known members for whoever reads it. */
export interface OpenEnumSchema<TMember extends string> extends v.GenericSchema<OpenEnum<TMember>> {
  readonly members: readonly TMember[]
}

/** Declares an enumerated field of an answer: members that the API adds later are let through. */
// @__NO_SIDE_EFFECTS__
export function openEnum<const TMember extends string>(members: readonly TMember[]): OpenEnumSchema<TMember> {
  return Object.assign(v.string(), { members }) as unknown as OpenEnumSchema<TMember>
}
