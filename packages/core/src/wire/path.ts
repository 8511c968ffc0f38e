import { routeOf } from '../endpoint.ts'
import { InputError } from '../errors.ts'
import type { EndpointDefinition } from '../types.ts'

/** A name in a path template, such as `{room_id}` in `/rooms/{room_id}`. */
const placeholder = /\{(\w+)\}/g

/** Returns the names in a path template, in order. */
export function pathNames(template: string): string[] {
  return Array.from(template.matchAll(placeholder), (match) => match[1] as string)
}

/** Returns whether a path template contains a name. */
export function hasPathName(template: string, name: string): boolean {
  return template.includes(`{${name}}`)
}

/** Returns whether a path template ends with a name (and an extension), so that it addresses one resource. */
export function endsWithPathName(template: string): boolean {
  return /\}(\.json)?$/.test(template)
}

/** Replaces each name in a path template, braces included. */
export function replacePathNames(template: string, replacement: (name: string) => string): string {
  return template.replace(placeholder, (_, name: string) => replacement(name))
}

/** Returns the pattern of the paths of a template, with a capturing group for each name. */
export function pathPattern(template: string): RegExp {
  const source = template
    .split(/\{\w+\}/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('([^/]+)')
  return new RegExp(`^${source}$`)
}

/** Returns whether a value can be used in a path: not empty, and not a segment that a URL parser resolves. */
export function isPathValue(value: string): boolean {
  return value !== '' && value !== '.' && value !== '..'
}

/**
 * Fills in the names of an endpoint's path with percent-encoded values.
 *
 * Rejects a missing value, `''`, `'.'` and `'..'`, because the request would reach another endpoint. URL
 * parsers resolve `.` and `..` even if they are percent-encoded.
 *
 * @throws {InputError} naming the invalid value.
 */
export function fillPath(
  endpoint: Pick<EndpointDefinition, 'method' | 'path'>,
  values: Readonly<Record<string, unknown>>,
): string {
  return replacePathNames(endpoint.path, (name) => {
    const text = String(values[name] ?? '')
    try {
      // Throws for a lone surrogate.
      if (isPathValue(text)) return encodeURIComponent(text)
    } catch {}
    throw new InputError(routeOf(endpoint), [
      {
        pointer: `/${name}`,
        expected: 'text, but not "." or ".."',
        received: JSON.stringify(text),
      },
    ])
  })
}
