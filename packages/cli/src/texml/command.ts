import type { Command } from 'commander'
import { helpText } from '../output/help-text.ts'
import { jsonOption } from '../output/print.ts'

/** Adds the commands about TeXML documents. */
export function addTexml(program: Command): void {
  program
    .command('texml')
    .description('commands about TeXML documents')
    .command('lint')
    .description('checks TeXML documents')
    .argument('<files...>', 'files or glob patterns; - for the standard input')
    .option(...jsonOption)
    .addHelpText(
      'after',
      helpText(`
Examples:
  greenroom texml lint menu.xml
  greenroom texml lint "texml/**/*.xml" --json
  curl https://example.com/voice | greenroom texml lint -

Exit status: 0 without errors, 1 with errors, 2 if a file cannot be read. Warnings are not errors.`),
    )
    .action(async (files: readonly string[], { json = false }: { readonly json?: boolean }) => {
      const { lintFiles } = await import('./lint-files.ts')
      process.exitCode = await lintFiles(files, json)
    })
}
