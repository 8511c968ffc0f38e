import type { EndpointDefinition } from '../types.ts'
import { isPathValue, pathNames, pathPattern } from './path.ts'

/** The endpoint that a request is for, with the values of its path. */
export interface Match<E extends EndpointDefinition> {
  readonly endpoint: E
  readonly params: Readonly<Record<string, string>>
}

/** Finds the endpoint of a method and a path. */
export interface Matcher<E extends EndpointDefinition> {
  (method: string, path: string): Match<E> | undefined
  /** The methods that a path has, to tell 405 from 404. */
  readonly methods: (path: string) => string[]
}

interface Route<E> {
  readonly endpoint: E
  readonly pattern: RegExp
  readonly names: readonly string[]
}

/**
 * Makes the matcher of a set of endpoints. A path that says a word outright wins over one with a
 * placeholder there. Values that would climb the path, and malformed escapes, match nothing.
 */
export function createMatcher<E extends EndpointDefinition>(endpoints: Iterable<E>): Matcher<E> {
  // By the number of segments, since a placeholder never spans a slash.
  const routes = new Map<number, Route<E>[]>()
  for (const endpoint of endpoints) {
    const depth = endpoint.path.split('/').length
    const same = routes.get(depth) ?? []
    routes.set(depth, same)
    same.push({ endpoint, pattern: pathPattern(endpoint.path), names: pathNames(endpoint.path) })
    same.sort((a, b) => a.names.length - b.names.length)
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
