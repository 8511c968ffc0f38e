import type { Command } from 'commander'
import { addApiOptions, wholeNumber } from '../api/options.ts'
import { helpText } from '../output/help-text.ts'
import type { TokenOptions } from './run.ts'

/** Adds the command that creates a join token. */
export function addToken(program: Command): void {
  addApiOptions(
    program
      .command('token')
      .description('creates a join token for a room')
      .argument('<room>', 'id or unique name')
      .option('--ttl <seconds>', 'lifetime, 10 to 3600 (default 600)', wholeNumber(1))
      .option(
        '--refresh-ttl <seconds>',
        'lifetime of the refresh token, 60 to 86400 (default 3600)',
        wholeNumber(1),
      ),
  )
    .addHelpText(
      'after',
      helpText(`
Prints the token alone. --json also prints its refresh token and the expiry times.

Examples:
  greenroom token standup
  TOKEN=$(greenroom token standup --ttl 60)`),
    )
    .action(async (room: string, options: TokenOptions) => {
      const { createToken } = await import('./run.ts')
      await createToken(room, options)
    })
}
