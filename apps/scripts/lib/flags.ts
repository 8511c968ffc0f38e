import { parseArgs } from 'node:util'

/** What a flag takes. */
export type FlagKind = 'text' | 'number' | 'switch'

/** The flags of a script, as given. */
export type Flags<Kinds extends Readonly<Record<string, FlagKind>>> = {
  readonly [Name in keyof Kinds]: Kinds[Name] extends 'switch'
    ? boolean
    : (Kinds[Name] extends 'number' ? number : string) | undefined
}

/** Reads a script's flags. Prints the help where it is asked for, and one line for a flag that is wrong. */
export function readFlags<const Kinds extends Readonly<Record<string, FlagKind>>>(
  args: readonly string[],
  kinds: Kinds,
  help: string,
): Flags<Kinds> {
  const options = Object.fromEntries(
    Object.entries({ ...kinds, help: 'switch' }).map(([name, kind]) => [
      name,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const values = parse(args, options)
  if (values['help']) {
    console.log(help)
    Deno.exit(0)
  }
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, typed(name, kind, values[name])]),
  ) as Flags<Kinds>
}

function parse(args: readonly string[], options: Record<string, { type: 'boolean' | 'string' }>) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    return fail((error as Error).message.split('. ')[0] ?? '')
  }
}

function typed(name: string, kind: FlagKind, value: unknown): unknown {
  if (kind === 'switch') return value === true
  if (kind === 'text' || value === undefined) return value
  const number = Number(value)
  return Number.isFinite(number) && value !== '' ? number : fail(`--${name} ${value} is not a number`)
}

function fail(message: string): never {
  console.error(`${message}. See --help`)
  Deno.exit(1)
}
