import { routeOf } from '../endpoint.ts'
import { InputError } from '../errors.ts'
import type { EndpointDefinition } from '../types.ts'

const placeholder = /\{(\w+)\}/g

/** Names of the path's placeholders, in order. */
export function pathNames(template: string): string[] {
  return Array.from(template.matchAll(placeholder), (match) => match[1] as string)
}

/** Whether a value may stand in a path: not empty, and no segment that a URL parser would climb by. */
export function isPathValue(value: string): boolean {
  return value !== '' && value !== '.' && value !== '..'
}

/**
 * Fills the placeholders of an endpoint's path, percent-encoded.
 *
 * A missing value, `''`, `'.'` and `'..'` are refused: the first two would call another endpoint, and
 * percent-encoding does not save from the last.
 *
 * @throws {InputError} which names the value that does not do.
 */
export function fillPath(
  endpoint: Pick<EndpointDefinition, 'method' | 'path'>,
  values: Readonly<Record<string, unknown>>,
): string {
  return endpoint.path.replace(placeholder, (_, name: string) => {
    const text = String(values[name] ?? '')
    try {
      // Half of a surrogate pair has no encoding.
      if (isPathValue(text)) return encodeURIComponent(text)
    } catch {}
    throw new InputError(routeOf(endpoint), [
      {
        pointer: `/${name}`,
        expected: 'a text, not "." or ".."',
        received: JSON.stringify(text),
      },
    ])
  })
}
