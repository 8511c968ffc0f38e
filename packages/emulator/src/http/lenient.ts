import { coerce } from '@greenroom/core/wire'
import * as v from 'valibot'

/**
 * Returns an input as the API may accept it: without the fields that are unknown to its schema, and with
 * strings converted to the numbers and booleans that the schema expects (`"10"`, `"true"`), at any depth.
 */
export function lenientInput(
  schema: v.GenericSchema,
  input: Record<string, unknown>,
): Record<string, unknown> {
  const result: Record<string, unknown> = structuredClone({ ...input })
  // Each round names the first unknown field of each object.
  for (;;) {
    const { issues = [] } = v.safeParse(schema, result)
    const isChanged = issues.map((issue) => repair(result, issue)).includes(true)
    if (!isChanged) return result
  }
}

/** Repairs the value that an issue is about. Returns whether it could. */
function repair(input: Record<string, unknown>, issue: v.BaseIssue<unknown>): boolean {
  const keys = issue.path?.map(({ key }) => String(key)) ?? []
  const last = keys.pop()
  const parent = keys.reduce<unknown>((at, key) => ownValue(at, key), input)
  if (last === undefined || typeof parent !== 'object' || parent === null) return false
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return Reflect.deleteProperty(parent, last)
  const schema = scalars.get(issue.type)
  if (!schema || typeof issue.input !== 'string') return false
  const value = coerce(schema, issue.input)
  return value !== issue.input && Reflect.set(parent, last, value)
}

const scalars = new Map<string, v.GenericSchema>([
  ['number', v.number()],
  ['boolean', v.boolean()],
])

/** Returns an own property of an object or a list; undefined for an inherited one such as `constructor`. */
function ownValue(from: unknown, key: string): unknown {
  return Object.getOwnPropertyDescriptor(Object(from), key)?.value
}
