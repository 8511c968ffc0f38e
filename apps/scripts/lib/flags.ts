import { parseArgs } from 'node:util'

/** Definition of one flag of a script. */
export interface FlagSpec {
  readonly type: 'text' | 'number' | 'switch'
  /** Explanation that `--help` prints. */
  readonly description: string
  /** Placeholder of the value in `--help`, e.g. `<seconds>`. Default: `<text>` or `<number>`. */
  readonly placeholder?: string
  /** Whether the flag must be given. Default: false. */
  readonly required?: true
}

export type FlagSpecs = Readonly<Record<string, FlagSpec>>

type Value<Spec extends FlagSpec> = Spec['type'] extends 'switch'
  ? boolean
  :
      | (Spec['type'] extends 'number' ? number : string)
      | (Spec extends { readonly required: true } ? never : undefined)

/** Parsed values of a script's flags. */
export type Flags<Specs extends FlagSpecs> = { readonly [Name in keyof Specs]: Value<Specs[Name]> }

/** Error for an invalid command line. Its message is shown to the user. */
export class FlagError extends Error {
  override readonly name = 'FlagError'
}

/**
 * Parses the flags of a script. Returns undefined when `--help` is among them.
 *
 * @throws {FlagError} when a flag is unknown, is missing although required, or is not a number.
 */
export function readFlags<Specs extends FlagSpecs>(
  args: readonly string[],
  specs: Specs,
): Flags<Specs> | undefined {
  const values = parse(args, specs)
  if (values['help'] === true) return undefined
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, readValue(name, spec, values[name])]),
  ) as Flags<Specs>
}

function parse(args: readonly string[], specs: FlagSpecs) {
  const options = Object.fromEntries(
    Object.entries({ ...specs, help: { type: 'switch' } }).map(([name, { type }]) => [
      name,
      { type: type === 'switch' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new FlagError(error instanceof Error ? error.message.split('. ')[0] : String(error))
  }
}

function readValue(name: string, { type, required }: FlagSpec, value: unknown): unknown {
  if (type === 'switch') return value === true
  if (value === undefined && required) throw new FlagError(`--${name} is missing`)
  if (type === 'text' || value === undefined) return value
  const number = Number(value)
  if (value === '' || !Number.isFinite(number)) throw new FlagError(`--${name} ${value} is not a number`)
  return number
}

/** Returns the lines of `--help` that describe the flags. */
export function describeFlags(specs: FlagSpecs): string {
  const lines = Object.entries(specs).map(
    ([name, { type, description, placeholder = `<${type}>`, required }]) => [
      type === 'switch' ? `--${name}` : `--${name} ${placeholder}`,
      required ? `${description} (required)` : description,
    ],
  )
  const width = Math.max(...lines.map(([flag = '']) => flag.length))
  return lines.map(([flag = '', description]) => `  ${flag.padEnd(width)}  ${description}`).join('\n')
}
