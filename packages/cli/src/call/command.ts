import type { Command } from 'commander'
import { addApiOptions } from '../api/options.ts'
import { helpText } from '../output/help-text.ts'
import type { CallOptions } from './run.ts'

/** Adds the command that places phone calls. */
export function addCall(program: Command): void {
  addApiOptions(
    program
      .command('call')
      .description('phones an app of the emulator, or places a phone call')
      .argument('<to>', 'number or SIP address to call')
      .option('--from <number>', 'calling number (default in the emulator: +13125550001)')
      .option('--application <sid>', 'TeXML application (default in the emulator: by number, or the newest)')
      .option('--url <url>', 'URL of the document that the call runs')
      .option('--texml <file>', 'file with the document that the call runs; - for the standard input')
      .option('--say <text>', 'runs a document that says this text')
      .option('--outbound', 'in the emulator: places the call through the API, as your app does')
      .option('--answer [by]', 'in the emulator: answers an outbound call as human, machine or fax')
      .option('--follow', 'in the emulator: prints what is heard until the call ends'),
  )
    .addHelpText(
      'after',
      helpText(`
With an emulator, you are the caller: the number's application answers. With Telnyx, or with --outbound, the
API calls the number; this needs --from and, at Telnyx, --application.

With --follow, each line of the standard input is pressed (keys 0-9 A-D * # and w for a pause of half a
second) or said (anything else). Ctrl-C hangs up. Input that is not typed is sent line by line, each after
the next prompt.

Examples:
  greenroom call +13125550002 --follow
  echo 1 | greenroom call +13125550002 --follow
  greenroom call +13125550003 --outbound --say "Your order is ready" --answer --follow`),
    )
    .action(async (to: string, options: CallOptions) => {
      const { runCall } = await import('./run.ts')
      await runCall(to, options)
    })
}
