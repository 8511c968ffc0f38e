import { type Client, createClient, isGreenroomError } from '@greenroom/core'
import { describeFlags, FlagError, type FlagSpecs, type Flags, readFlags } from './flags.ts'

/** Name, help texts and flags of a script. */
export interface ScriptDefinition<Specs extends FlagSpecs> {
  readonly name: string
  /** One line for `--help`, such as `creates a room`. */
  readonly summary: string
  readonly flags: Specs
  /** Further lines for `--help`. */
  readonly details?: string
  /** Line of `--help` about environment variables. Default: those of `client`. */
  readonly environment?: string
}

/** What a script receives when it runs. */
export interface ScriptContext<Specs extends FlagSpecs> {
  readonly flags: Flags<Specs & typeof common>
  /** A client with the API key of the environment. A script that does not use it needs no key. */
  readonly client: Client
  /** Aborted by Ctrl-C. Errors thrown after that are not printed. */
  readonly signal: AbortSignal
  /** Prints the result: as JSON with `--json`, otherwise as lines of text. */
  print(result: unknown, text: string | readonly string[]): void
}

/** Error with a message for the user; printed without a stack trace. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError'
}

const common = {
  json: { type: 'switch', description: 'prints JSON, for other programs' },
  help: { type: 'switch', description: 'prints this help' },
} as const

const interrupted = 130

/**
 * Runs a script and exits the process: with code 0 on success, with 1 and one line on stderr after an error,
 * and with 130 after Ctrl-C. A second Ctrl-C exits without waiting for the script to clean up.
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
        get client() {
          return clientFromEnvironment()
        },
        signal: stop.signal,
        print: createPrint(flags.json === true),
      })
  } catch (error) {
    if (!stop.signal.aborted) fail(error)
  }
  Deno.exit(stop.signal.aborted ? interrupted : 0)
}

const clientEnvironment =
  'Set TELNYX_API_KEY to your API key. Set TELNYX_BASE_URL to use an emulator instead of Telnyx.'

function helpOf<Specs extends FlagSpecs>({
  name,
  summary,
  flags,
  details,
  environment = clientEnvironment,
}: ScriptDefinition<Specs>): string {
  return [`${name}: ${summary}`, describeFlags({ ...flags, ...common }), details, environment]
    .filter(Boolean)
    .join('\n\n')
}

function clientFromEnvironment(): Client {
  const apiKey = Deno.env.get('TELNYX_API_KEY')
  if (!apiKey) throw new ScriptError('Set TELNYX_API_KEY to your API key (the emulator accepts any value)')
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
