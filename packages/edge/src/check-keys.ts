import { ConfigError } from '@greenroom/core'

/**
 * Rejects an object with an unknown key: a misspelled one would be ignored, and what it limits would not be.
 *
 * @param what Names the object in the message.
 * @throws {ConfigError} that names the first unknown key.
 */
export function checkKeys(what: string, value: object, known: readonly string[]): void {
  const unknown = Object.keys(Object(value)).find((key) => !known.includes(key))
  if (unknown !== undefined)
    throw new ConfigError(`${what} has an unknown field '${unknown}'. Known: ${known.join(', ')}`)
}
