import type { Command } from 'commander'
import { helpText } from '../output/help-text.ts'
import { jsonOption } from '../output/print.ts'
import type { DevOptions } from './run.ts'
import { addStartFlags, flagValues } from './start-flags.ts'

/** Adds the command that starts an emulator, and an app beside it. */
export function addDev(program: Command): void {
  const dev = program
    .command('dev')
    .description('starts an emulator, and optionally your app beside it')
    .argument('[command...]', 'command that starts your app; it gets the addresses in its environment')
    // Options after the command belong to the command.
    .passThroughOptions()
    .option('--snapshot <file>', 'starts with the state in this file')
    .option('--save <file>', 'writes the state to this file at the end')
  addStartFlags(dev)
    .option(...jsonOption)
    .addHelpText(
      'after',
      helpText(`
The command gets TELNYX_BASE_URL, TELNYX_API_KEY and TELNYX_PUBLIC_KEY of the emulator. When it ends, the
emulator ends too, with its exit status. Ctrl-C ends both.

--json prints one line with the addresses once the emulator runs; the command then writes to stderr.

Examples:
  greenroom dev
  greenroom dev -- vite
  greenroom dev --port 4020 --manual-clock -- npm start
  greenroom dev --snapshot state.json --save state.json`),
    )
    .action(async (argv: readonly string[], options: DevOptions) => {
      const { runDev } = await import('./run.ts')
      await runDev(argv, options, flagValues(dev))
    })
}
