import type * as v from 'valibot'
import type { Reference } from '../schema/reference.ts'

/** The parts of a Valibot schema that reading and walking fields needs. */
export interface Shape extends v.GenericSchema {
  readonly wrapped?: Shape
  readonly entries?: Readonly<Record<string, Shape>>
  readonly item?: Shape
  readonly value?: Shape
  /** Schemas of a union; strings of a picklist. */
  readonly options?: readonly (Shape | string)[]
  readonly getter?: (input: unknown) => Shape
  /** What the value refers to, if `refersTo` marked it. */
  readonly refersTo?: Reference
}

/** Returns a schema without its wrappers (optional, nullable …), and what they state. */
export function unwrapSchema(schema: v.GenericSchema): {
  readonly shape: Shape
  readonly isNullable: boolean
  readonly reference: Reference | undefined
} {
  let isNullable = false
  let shape = schema as Shape
  let reference = shape.refersTo
  while (shape.wrapped) {
    isNullable ||= shape.type === 'nullish' || shape.type === 'nullable'
    shape = shape.wrapped
    reference ??= shape.refersTo
  }
  return { shape, isNullable, reference }
}

/** Returns the schema of an object's entry; undefined for an unknown key. */
export function ownEntry({ entries }: Shape, key: string): Shape | undefined {
  return entries && Object.hasOwn(entries, key) ? entries[key] : undefined
}

/** Returns the alternatives of a union; none for any other schema. */
export function alternativesOf({ options = [] }: Shape): Shape[] {
  return options.filter((option) => typeof option === 'object')
}
