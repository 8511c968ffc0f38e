import type { Command } from 'commander'
import { addApiOptions, wholeNumber } from '../api/options.ts'
import { fail } from '../command-error.ts'
import { helpText } from '../output/help-text.ts'
import type { CreateOptions, ListOptions } from './run.ts'

/** Adds the commands that manage rooms. */
export function addRooms(program: Command): void {
  const rooms = addApiOptions(program.command('rooms').description('lists, shows, creates and deletes rooms'))
    // The options of the group may also follow its commands.
    .enablePositionalOptions(false)
    .addHelpText(
      'after',
      helpText(`
Examples:
  greenroom rooms
  greenroom rooms create standup --max 8
  greenroom rooms show standup --json
  greenroom rooms delete standup`),
    )

  rooms
    .command('list', { isDefault: true })
    .description('lists rooms, newest first (default)')
    .option('--limit <number>', 'maximum number of rooms', wholeNumber(1))
    .allowExcessArguments()
    .action(async (_: unknown, command: Command) => {
      // A mistyped command is an argument of the default one.
      const [argument] = command.args
      if (argument !== undefined) {
        const isNamed = command.parent?.args[0] === 'list'
        fail(
          isNamed
            ? `list takes no argument ${argument}`
            : `${argument} is not one of list, create, show and delete`,
        )
      }
      const { listRooms } = await import('./run.ts')
      await listRooms(command.optsWithGlobals<ListOptions>())
    })
  rooms
    .command('create')
    .description('creates a room and prints its id')
    .argument('[name]', 'unique name')
    .option('--max <number>', 'maximum number of participants (default 10)', wholeNumber(1))
    .option('--record', 'records the participants')
    .option('--webhook <url>', 'URL that receives events of the room')
    .action(async (name: string | undefined, _: unknown, command: Command) => {
      const { createRoom } = await import('./run.ts')
      await createRoom(name, command.optsWithGlobals<CreateOptions>())
    })
  rooms
    .command('show')
    .description('shows a room')
    .argument('<room>', 'id or unique name')
    .action(async (room: string, _: unknown, command: Command) => {
      const { showRoom } = await import('./run.ts')
      await showRoom(room, command.optsWithGlobals())
    })
  rooms
    .command('delete')
    .description('deletes rooms; their participants are removed')
    .argument('<rooms...>', 'ids or unique names')
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      const { deleteRooms } = await import('./run.ts')
      await deleteRooms(names, command.optsWithGlobals())
    })
}
