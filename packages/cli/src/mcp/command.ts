import type { Command } from 'commander'
import { addStartFlags, flagValues } from '../dev/start-flags.ts'
import { helpText } from '../output/help-text.ts'
import type { McpOptions } from './run.ts'

/** Adds the command that serves MCP. */
export function addMcp(program: Command): void {
  const mcp = program
    .command('mcp')
    .description('serves an emulator to coding agents by the Model Context Protocol')
    .option('--url <url>', 'emulator to control (default: starts one)')
  addStartFlags(mcp, new Map([['port', 'port of the emulator that it starts (default: any free port)']]))
    .addHelpText(
      'after',
      helpText(`
Speaks the protocol on stdin and stdout, and ends with them. The other options are for the emulator that it
starts; they have no effect with --url.

Examples:
  greenroom mcp
  greenroom mcp --manual-clock --seed empty
  greenroom mcp --url http://127.0.0.1:4010
  claude mcp add greenroom -- npx greenroom mcp`),
    )
    .action(async (options: McpOptions) => {
      const { runMcp } = await import('./run.ts')
      await runMcp(options, flagValues(mcp))
    })
}
