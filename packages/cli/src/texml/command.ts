import type { Command } from 'commander'
import { lintFiles } from './lint-files.ts'

/** Adds the commands about TeXML documents. */
export function addTexml(program: Command): void {
  program
    .command('texml')
    .description('commands about TeXML documents')
    .command('lint')
    .description('checks TeXML documents')
    .argument('<files...>', 'files or glob patterns; - for the standard input')
    .option('--json', 'prints the problems as JSON')
    .addHelpText(
      'after',
      '\nExit status: 0 without errors, 1 with errors, 2 if a file cannot be read. Warnings are not errors.',
    )
    .action(async (files: readonly string[], { json = false }: { readonly json?: boolean }) => {
      process.exitCode = await lintFiles(files, json)
    })
}
