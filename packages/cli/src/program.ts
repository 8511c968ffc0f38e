import { Command } from 'commander'
import { addBot } from './bot/command.ts'
import { addCall } from './call/command.ts'
import { addCompletion } from './completion/command.ts'
import { addDev } from './dev/command.ts'
import { addDoctor } from './doctor/command.ts'
import { addMcp } from './mcp/command.ts'
import { helpText } from './output/help-text.ts'
import { addRooms } from './rooms/command.ts'
import { addTexml } from './texml/command.ts'
import { addToken } from './token/command.ts'
import { version } from './version.ts'
import { addWebhook } from './webhook/command.ts'

/** Creates the parser of the command line. Commands load their code when they run. */
export function createProgram(): Command {
  const program = new Command('greenroom')
    .description('Tools for apps on Telnyx Video and TeXML')
    .version(version, '--version')
    .enablePositionalOptions()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      helpText(`
Commands call the API at --base-url, else at TELNYX_BASE_URL, else Telnyx if TELNYX_API_KEY is set, else the
emulator that greenroom dev starts.

Examples:
  greenroom dev -- vite
  greenroom rooms create standup
  greenroom call +13125550002 --follow
  greenroom texml lint "texml/**/*.xml"
  greenroom doctor

Exit status: 0 for success, 1 if the operation failed or found problems, 2 for wrong use.
greenroom <command> --help describes a command.`),
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  for (const add of [addDev, addRooms, addToken, addBot, addCall, addWebhook, addTexml, addDoctor, addMcp])
    add(program)
  nameInErrors(program, 'greenroom')
  addCompletion(program)
  return program
}

/** Lets the errors of each command refer to its own help. */
function nameInErrors(command: Command, path: string): void {
  command.helpCommand(false).configureOutput({
    outputError: (text, write) => write(`${sentence(text)}. See ${path} --help\n`),
  })
  for (const child of command.commands) nameInErrors(child, `${path} ${child.name()}`)
}

/** Returns a message of the argument parser in one line. */
function sentence(text: string): string {
  const line = text
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
  return `${line.charAt(0).toUpperCase()}${line.slice(1).replace(/\.$/, '')}`
}
