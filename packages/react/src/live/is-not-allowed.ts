/** Returns whether the browser rejected an operation because it needs a gesture of the user. */
export function isNotAllowed(error: unknown): boolean {
  return Reflect.get(Object(error), 'name') === 'NotAllowedError'
}
