import * as v from 'valibot'

/**
 * Returns an input without the fields that are unknown to its schema, at any depth, as the API may ignore
 * them.
 */
export function withoutUnknown(
  schema: v.GenericSchema,
  input: Record<string, unknown>,
): Record<string, unknown> {
  const result: Record<string, unknown> = structuredClone({ ...input })
  // Each round names the first unknown field of each object.
  for (;;) {
    const unknown = v
      .safeParse(schema, result)
      .issues?.filter((issue) => issue.type === 'strict_object' && issue.expected === 'never')
    if (!unknown?.length) return result
    for (const issue of unknown) remove(result, issue.path?.map(({ key }) => String(key)) ?? [])
  }
}

function remove(from: Record<string, unknown>, path: readonly string[]): void {
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => ownValue(at, key), from)
  const last = path.at(-1)
  if (last !== undefined && typeof parent === 'object' && parent !== null)
    Reflect.deleteProperty(parent, last)
}

/** Returns an own property of an object or a list; undefined for an inherited one such as `constructor`. */
function ownValue(from: unknown, key: string): unknown {
  return Object.getOwnPropertyDescriptor(Object(from), key)?.value
}
