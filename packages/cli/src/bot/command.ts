import type { Command } from 'commander'
import { addApiOptions, wholeNumber } from '../api/options.ts'
import { helpText } from '../output/help-text.ts'
import type { BotOptions } from './run.ts'

/** Adds the command that lets bots join a room. */
export function addBot(program: Command): void {
  addApiOptions(
    program
      .command('bot')
      .description('lets a bot join a room of the emulator')
      .argument('<room>', 'id or unique name')
      .option('--name <name>', 'its name (default Bot)')
      .option('--picture <color>', 'color of its video: #rrggbb or a name such as teal')
      .option('--no-picture', 'sends no video')
      .option('--tone [hertz]', 'sends a tone (default: silent)', wholeNumber(20))
      .option('--telephone', 'joins by telephone, without a stream')
      .option('--context <text>', 'its context (default: its name as JSON)')
      .option('--count <number>', 'how many bots join (default 1)', wholeNumber(1))
      .option('--remove', 'removes all bots from the room instead'),
  )
    .addHelpText(
      'after',
      helpText(`
Bots stay until they are removed. The emulator must run: see greenroom dev.

Examples:
  greenroom bot standup
  greenroom bot standup --name Ines --picture teal --tone 440
  greenroom bot standup --remove`),
    )
    .action(async (room: string, options: BotOptions) => {
      const { runBot } = await import('./run.ts')
      await runBot(room, options)
    })
}
