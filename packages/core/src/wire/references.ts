import * as v from 'valibot'
import type { Reference } from '../schema/reference.ts'
import { alternativesOf, ownEntry, type Shape, unwrapSchema } from './shape.ts'

/** A value in an input, and what it refers to. */
export interface FieldReference {
  /** JSON pointer to the value. */
  readonly pointer: string
  /** A string, number, boolean or null. */
  readonly value: unknown
  /** What the value refers to; undefined if its schema is not marked. */
  readonly reference: Reference | undefined
}

/** Returns all values of an input that are neither objects nor arrays, with what they refer to. */
export function referencesIn(schema: v.GenericSchema, input: unknown): FieldReference[] {
  return collect(schema as Shape, input, '')
}

function collect(schema: Shape | undefined, value: unknown, pointer: string): FieldReference[] {
  const { shape, reference } = schema ? unwrapSchema(schema) : {}
  if (value === undefined) return []
  const option = shape && alternativesOf(shape).find((each) => v.is(each, value))
  if (option && !reference) return collect(option, value, pointer)
  if (shape?.getter) return collect(shape.getter(value), value, pointer)
  if (typeof value !== 'object' || value === null) return [{ pointer, value, reference }]
  return Object.entries(value).flatMap(([key, item]) => {
    const inner = shape && (ownEntry(shape, key) ?? shape.item ?? shape.value)
    return collect(inner, item, `${pointer}/${key}`)
  })
}

/** Returns the names of all fields in a schema, at any depth, that refer to something of a kind. */
export function namesOfReferences(schema: v.GenericSchema, reference: Reference): Set<string> {
  const names = new Set<string>()
  const seen = new Set<Shape>()
  const visit = (name: string, each: Shape | undefined) => {
    if (!each || seen.has(each)) return
    seen.add(each)
    if (each.refersTo === reference) names.add(name)
    for (const inner of [each.wrapped, each.item, each.value, ...alternativesOf(each)]) visit(name, inner)
    for (const [key, inner] of Object.entries(each.entries ?? {})) visit(key, inner)
    if (each.getter) visit(name, each.getter(undefined))
  }
  visit('', schema as Shape)
  return names
}
