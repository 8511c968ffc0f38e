import { coerce } from '@greenroom/core/wire'
import * as v from 'valibot'

/** The parts of a Valibot schema that tell which fields it knows. */
interface Shape extends v.GenericSchema {
  readonly wrapped?: Shape
  readonly entries?: Readonly<Record<string, Shape>>
  readonly item?: Shape
  readonly value?: Shape
}

/** Limit of the conversions at one value, so that no input takes long. */
const maxRounds = 100

/**
 * Returns an input as the API may accept it: without the fields that are unknown to its schema, and with
 * strings converted to the numbers and booleans that the schema expects (`"10"`, `"true"`), at any depth.
 */
export function lenientInput(
  schema: v.GenericSchema,
  input: Record<string, unknown>,
): Record<string, unknown> {
  const result = dropUnknownFields(schema as Shape, input) as Record<string, unknown>
  for (let round = 0; round < maxRounds; round += 1) {
    const { issues = [] } = v.safeParse(schema, result)
    const isChanged = issues.map((issue) => convert(result, issue)).includes(true)
    if (!isChanged) break
  }
  return result
}

/** Returns a copy of a value without unknown fields. */
function dropUnknownFields(schema: Shape, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { wrapped, entries, item, value: ofRecord } = schema
  if (wrapped) return dropUnknownFields(wrapped, value)
  if (Array.isArray(value))
    return item ? value.map((element) => dropUnknownFields(item, element)) : [...value]
  const copy: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    const field = entries ? ownValue(entries, name) : ofRecord
    if (field) define(copy, name, dropUnknownFields(field as Shape, member))
    else if (!entries || schema.type === 'loose_object') define(copy, name, member)
  }
  return copy
}

/** Sets a field whatever its name is: an assignment to `__proto__` would set the prototype. */
function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true })
}

/** Converts the string that an issue is about. Returns whether it could. */
function convert(input: Record<string, unknown>, issue: v.BaseIssue<unknown>): boolean {
  const keys = issue.path?.map(({ key }) => String(key)) ?? []
  const last = keys.pop()
  const parent = keys.reduce<unknown>((at, key) => ownValue(at, key), input)
  const schema = scalars.get(issue.type)
  if (!schema || typeof issue.input !== 'string') return false
  if (last === undefined || typeof parent !== 'object' || parent === null) return false
  const value = coerce(schema, issue.input)
  if (value === issue.input) return false
  define(parent, last, value)
  return true
}

const scalars = new Map<string, v.GenericSchema>([
  ['number', v.number()],
  ['boolean', v.boolean()],
])

/** Returns an own property of an object or a list; undefined for an inherited one such as `constructor`. */
function ownValue(from: unknown, key: string): unknown {
  return Object.getOwnPropertyDescriptor(Object(from), key)?.value
}
