import type { EndpointDefinition } from '../types.ts'
import { isPathValue, pathNames, pathPattern } from './path.ts'

/** The endpoint that a request matches, with the values in its path. */
export interface Match<E extends EndpointDefinition> {
  readonly endpoint: E
  readonly params: Readonly<Record<string, string>>
}

/** Returns the endpoint that matches a method and a path; undefined if none does. */
export interface Matcher<E extends EndpointDefinition> {
  (method: string, path: string): Match<E> | undefined
  /** Returns the methods that a path supports, so that a server can distinguish 405 from 404. */
  readonly methods: (path: string) => string[]
}

interface Route<E> {
  readonly endpoint: E
  readonly pattern: RegExp
  readonly names: readonly string[]
}

/**
 * Creates a matcher for a set of endpoints. A literal path segment wins over a placeholder. The values `.`
 * and `..`, and malformed percent-encoding, match nothing.
 */
export function createMatcher<E extends EndpointDefinition>(endpoints: Iterable<E>): Matcher<E> {
  // Grouped by the number of segments, since a placeholder never spans a slash.
  const routes = new Map<number, Route<E>[]>()
  for (const endpoint of endpoints) {
    const depth = endpoint.path.split('/').length
    const group = routes.get(depth) ?? []
    routes.set(depth, group)
    group.push({ endpoint, pattern: pathPattern(endpoint.path), names: pathNames(endpoint.path) })
    group.sort((a, b) => a.names.length - b.names.length)
  }

  const candidates = (path: string) => routes.get(path.split('/').length) ?? []

  const match = (method: string, path: string) => {
    for (const { endpoint, pattern, names } of candidates(path)) {
      if (endpoint.method !== method) continue
      const found = pattern.exec(path)
      const params = found && paramsOf(names, found)
      if (params) return { endpoint, params }
    }
    return undefined
  }
  const methods = (path: string) =>
    candidates(path)
      .filter(({ pattern, names }) => {
        const found = pattern.exec(path)
        return found !== null && paramsOf(names, found) !== undefined
      })
      .map(({ endpoint }) => endpoint.method)
  return Object.assign(match, { methods })
}

function paramsOf(names: readonly string[], found: RegExpExecArray): Record<string, string> | undefined {
  const params: Record<string, string> = {}
  for (const [index, name] of names.entries()) {
    const value = decode(found[index + 1] as string)
    if (value === undefined || !isPathValue(value)) return undefined
    params[name] = value
  }
  return params
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
