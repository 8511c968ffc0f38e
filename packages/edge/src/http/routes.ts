import { createMatcher, type Match } from '@greenroom/core/wire'
import { isPlainId } from '../call/plain-id.ts'
import type { Exposable } from '../exposable.ts'
import { refusals } from '../refusals/refusals.ts'

/** Finds the exposed endpoint that a request is for. */
export type Routes = (method: string, pathname: string) => Match<Exposable>

/**
 * Creates the router of exposed endpoints.
 *
 * @throws {Refusal} (the router) 404 for a path without an exposed endpoint or with an invalid id, 405 for
 * another method of an exposed path.
 */
export function createRoutes(basePath: string, expose: readonly Exposable[]): Routes {
  const match = createMatcher(expose)
  return (method, pathname) => {
    if (!pathname.startsWith(`${basePath}/`)) throw refusals.notFound()
    const path = pathname.slice(basePath.length)
    const find = (name: string) => {
      const found = match(name, path)
      return found && Object.values(found.params).every(isPlainId) ? found : undefined
    }
    const found = find(method)
    if (found) return found
    const methods = match.methods(path).filter(find)
    throw methods.length > 0 ? refusals.methodNotAllowed([...new Set(methods)]) : refusals.notFound()
  }
}
