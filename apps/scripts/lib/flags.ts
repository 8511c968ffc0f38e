import { parseArgs } from 'node:util'

/** What is about one flag of a script. */
export interface FlagSpec {
  readonly type: 'text' | 'number' | 'switch'
  /** What it means, as `--help` says it. */
  readonly description: string
  /** What stands for its value there, e.g. `<seconds>`. Default: `<text>` or `<number>`. */
  readonly placeholder?: string
  /** Whether the script cannot do without. Default: false. */
  readonly required?: true
}

export type FlagSpecs = Readonly<Record<string, FlagSpec>>

type Value<Spec extends FlagSpec> = Spec['type'] extends 'switch'
  ? boolean
  :
      | (Spec['type'] extends 'number' ? number : string)
      | (Spec extends { readonly required: true } ? never : undefined)

/** The flags of a script, as given. */
export type Flags<Specs extends FlagSpecs> = { readonly [Name in keyof Specs]: Value<Specs[Name]> }

/** A flag that cannot be read; its message is for whoever typed it. */
export class FlagError extends Error {
  override readonly name = 'FlagError'
}

/**
 * Reads a script's flags; undefined where they ask for help.
 *
 * @throws {FlagError} for a flag that is not known, lacks, or is no number.
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

/** The lines of a script's help that tell of its flags. */
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
