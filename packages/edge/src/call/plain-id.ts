const plain = /^[\w.:-]{1,128}$/
const uuid = /^[\da-f]{8}(-?[\da-f]{4}){3}-?[\da-f]{12}$/i
const canonicalUuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Whether an id can be sent to the API: 1 to 128 letters, digits and `_.:-`, which no URL parser changes, and
 * no UUID in upper case or without hyphens. To the API that may be the same room, but a different one to an
 * `authorize` that compares strings.
 */
export function isPlainId(value: unknown): boolean {
  if (typeof value !== 'string' || !plain.test(value) || value === '.' || value === '..') return false
  return !isUuid(value) || canonicalUuid.test(value)
}

/** Whether a value is a UUID, in lower or upper case, with or without hyphens. */
export function isUuid(value: unknown): boolean {
  return typeof value === 'string' && uuid.test(value)
}
