import { closestMatch } from 'leven'

/**
 * Returns the name that was probably meant; undefined if no name is near. A name in other capital letters is
 * always near.
 */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const byLowerCase = new Map(names.map((candidate) => [candidate.toLowerCase(), candidate]))
  const maxDistance = Math.min(3, Math.ceil(name.length / 3))
  const nearest = closestMatch(name.toLowerCase(), [...byLowerCase.keys()], { maxDistance })
  return nearest === undefined ? undefined : byLowerCase.get(nearest)
}
