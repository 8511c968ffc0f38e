import { parseArgs } from 'node:util'

/** What is about one flag of a script. */
export interface FlagSpec {
  readonly takes: 'text' | 'number' | 'switch'
  /** What it means, as `--help` says it. */
  readonly means: string
  /** What stands for its value there, e.g. `<seconds>`. Default: `<text>` or `<number>`. */
  readonly shown?: string
  /** Whether the script cannot do without. Default: false. */
  readonly required?: true
}

export type FlagSpecs = Readonly<Record<string, FlagSpec>>

type Value<Spec extends FlagSpec> = Spec['takes'] extends 'switch'
  ? boolean
  :
      | (Spec['takes'] extends 'number' ? number : string)
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
    Object.entries({ ...specs, help: { takes: 'switch' } }).map(([name, { takes }]) => [
      name,
      { type: takes === 'switch' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new FlagError(error instanceof Error ? error.message.split('. ')[0] : String(error))
  }
}

function readValue(name: string, { takes, required }: FlagSpec, value: unknown): unknown {
  if (takes === 'switch') return value === true
  if (value === undefined && required) throw new FlagError(`--${name} is missing`)
  if (takes === 'text' || value === undefined) return value
  const number = Number(value)
  if (value === '' || !Number.isFinite(number)) throw new FlagError(`--${name} ${value} is not a number`)
  return number
}

/** The lines of a script's help that tell of its flags. */
export function describeFlags(specs: FlagSpecs): string {
  const lines = Object.entries(specs).map(([name, { takes, means, shown = `<${takes}>`, required }]) => [
    takes === 'switch' ? `--${name}` : `--${name} ${shown}`,
    required ? `${means} (required)` : means,
  ])
  const width = Math.max(...lines.map(([flag = '']) => flag.length))
  return lines.map(([flag = '', means]) => `  ${flag.padEnd(width)}  ${means}`).join('\n')
}
