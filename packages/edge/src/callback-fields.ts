import type { EndpointDefinition, Reference } from '@greenroom/core'
import { namesOfReferences } from '@greenroom/core/wire'

/**
 * Whether a field of an input names a place that the API sends data to or fetches instructions from, which
 * pages must not choose. If a custom endpoint does not mark its fields, names that sound like it count, and
 * so do values that are URLs.
 */
export function isCallbackField(pointer: string, value: unknown, reference: Reference | undefined): boolean {
  if (reference !== undefined) return reference === 'callback'
  // Of a list, the name of the list.
  const [, name = ''] = /([^/]*)(?:\/\d+)*$/.exec(pointer) ?? []
  if (name.startsWith('webhook_')) return true
  return (
    typeof value === 'string' && (/url|callback|webhook/i.test(name) || /^\s*[a-z][\w+.-]*:\/\//i.test(value))
  )
}

/** Creates a function that returns a copy of an endpoint's output without callback fields, at any depth. */
export function createCallbackFilter({ output }: EndpointDefinition): (value: unknown) => unknown {
  const names = namesOfReferences(output, 'callback')
  const filter = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filter)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !name.startsWith('webhook_') && !names.has(name))
        .map(([name, inner]) => [name, filter(inner)]),
    )
  }
  return filter
}
