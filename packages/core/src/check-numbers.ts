import { ConfigError } from './errors.ts'

/**
 * Checks options that are numbers. What an unset or misspelled variable yields is often NaN or a string, with
 * which every comparison is false.
 *
 * @param options The options by name; `undefined` stands for a default.
 * @param least The lowest valid value.
 * @param most The highest valid value. Default: any finite number; Infinity, if it stands for no limit.
 * @throws {ConfigError} naming the option that is not a number within the bounds.
 */
export function checkNumbers(
  options: Readonly<Record<string, unknown>>,
  least: number,
  most: number = Number.MAX_VALUE,
): void {
  for (const [name, value = least] of Object.entries(options)) {
    if (!(typeof value === 'number' && value >= least && value <= most)) {
      throw new ConfigError(`${name} must be a number, ${least} or more`)
    }
  }
}
