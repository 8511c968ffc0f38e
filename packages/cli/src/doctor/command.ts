import type { Command } from 'commander'
import { helpText } from '../output/help-text.ts'
import { secretNames } from './findings.ts'
import type { DoctorOptions } from './run.ts'

/** Adds the command that searches a bundle for keys and server code. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('searches a browser bundle for API keys, secrets and server code')
    .argument('[folders...]', "output folders of the build (default: the framework's)")
    .option(
      '--secret-env <name>',
      'also searches for the value of this environment variable; repeatable',
      (name: string, names: readonly string[] = []) => [...names, name],
    )
    .option('--json', 'prints the findings as JSON')
    .addHelpText(
      'after',
      helpText(`
Values of ${secretNames.join(', ')}
and secrets in .env and .dev.vars files are always searched for.

Without a folder, it searches what Vite, Next.js, React Router, Nuxt, SvelteKit, Astro and others build for
browsers, and says what it searched.

Examples:
  greenroom doctor
  greenroom doctor dist --secret-env SEAL_SECRET
  greenroom doctor .next/static --json

Exit status: 0 if the folders are clean, 1 if there are findings, 2 if a folder cannot be searched.`),
    )
    .action(async (folders: readonly string[], options: DoctorOptions) => {
      const { examine } = await import('./run.ts')
      await examine(folders, options)
    })
}
