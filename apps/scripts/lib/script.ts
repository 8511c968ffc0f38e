import { type Client, createClient, isGreenroomError } from '@greenroom/core'
import { describeFlags, FlagError, type FlagSpecs, type Flags, readFlags } from './flags.ts'

/** What a script is, as it says itself. */
export interface ScriptDefinition<Specs extends FlagSpecs> {
  readonly name: string
  /** What it does: `makes a room`. */
  readonly summary: string
  readonly flags: Specs
  /** What else there is to know, in whole lines. */
  readonly details?: string
}

/** What a script works with. */
export interface ScriptContext<Specs extends FlagSpecs> {
  readonly flags: Flags<Specs & typeof common>
  readonly client: Client
  /** Aborted by Ctrl-C. What is thrown after it is not told. */
  readonly signal: AbortSignal
  /** Writes the result: as JSON where it was asked for, else as lines of text. */
  print(result: unknown, text: string | readonly string[]): void
}

/** A failure that is explained to whoever runs the script. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError'
}

const common = {
  json: { type: 'switch', description: 'answers JSON, for other programs' },
  help: { type: 'switch', description: 'prints this' },
} as const

const interrupted = 130

/**
 * Runs a script. It ends with 0 when all is done, with 1 and one line on the error stream when something is wrong, and
 * with 130 after Ctrl-C; a second Ctrl-C does not wait for it to tidy up.
 */
export async function script<const Specs extends FlagSpecs>(
  definition: ScriptDefinition<Specs>,
  run: (context: ScriptContext<Specs>) => Promise<void>,
): Promise<never> {
  const stop = new AbortController()
  Deno.addSignalListener('SIGINT', () => {
    if (stop.signal.aborted) Deno.exit(interrupted)
    stop.abort()
  })
  try {
    const flags = readFlags(Deno.args, { ...definition.flags, ...common })
    if (flags === undefined) console.log(helpOf(definition))
    else
      await run({
        flags,
        client: clientFromEnvironment(),
        signal: stop.signal,
        print: createPrint(flags.json === true),
      })
  } catch (error) {
    if (!stop.signal.aborted) fail(error)
  }
  Deno.exit(stop.signal.aborted ? interrupted : 0)
}

function helpOf<Specs extends FlagSpecs>({ name, summary, flags, details }: ScriptDefinition<Specs>): string {
  const keys = `It wants TELNYX_API_KEY. With TELNYX_BASE_URL it speaks to an emulator instead of Telnyx.`
  return [`${name}: ${summary}`, describeFlags({ ...flags, ...common }), details, keys]
    .filter(Boolean)
    .join('\n\n')
}

function clientFromEnvironment(): Client {
  const apiKey = Deno.env.get('TELNYX_API_KEY')
  if (!apiKey) throw new ScriptError('Set TELNYX_API_KEY to a key of your account; the emulator takes any')
  return createClient({ apiKey, baseUrl: Deno.env.get('TELNYX_BASE_URL') })
}

function createPrint(json: boolean) {
  return (result: unknown, text: string | readonly string[]) =>
    console.log(json ? JSON.stringify(result, null, 2) : [text].flat().join('\n'))
}

function fail(error: unknown): never {
  if (error instanceof FlagError) console.error(`${error.message}. See --help`)
  else if (error instanceof Deno.errors.NotCapable) console.error(`${error.message.split('\n')[0]}`)
  else if (error instanceof ScriptError || isGreenroomError(error)) console.error(error.message)
  else console.error(error)
  Deno.exit(1)
}
