/** The option that every command with a result has. */
export interface OutputOptions {
  /** Whether to print JSON. */
  readonly json?: boolean
}

/** Description of the option `--json`. */
export const jsonOption = ['--json', 'prints the result as JSON on stdout'] as const

/**
 * Prints the result of a command on stdout.
 *
 * @param value - what `--json` prints.
 * @param text - lines for people.
 */
export function printResult(value: unknown, text: string, { json }: OutputOptions): void {
  if (json) console.log(JSON.stringify(value, null, 2))
  else if (text !== '') console.log(text)
}

/** Prints a note for people on stderr. With `--json` it prints nothing. */
export function printNote(text: string, { json }: OutputOptions): void {
  if (!json) console.error(text)
}
