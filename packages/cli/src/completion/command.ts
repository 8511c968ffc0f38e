import tab from '@bomb.sh/tab/commander'
import type { Command } from 'commander'
import { helpText } from '../output/help-text.ts'
import { bashScript } from './bash-script.ts'

/** Adds the commands that print completion scripts and candidates. All other commands must exist. */
export function addCompletion(program: Command): void {
  const { setup } = tab(program, { completionCommandName: 'completion' })
  const completion = program.commands.find((command) => command.name() === 'completion')
  completion
    ?.description('prints a completion script for a shell')
    .addHelpText(
      'after',
      helpText(`
Examples:
  source <(greenroom completion bash)
  greenroom completion fish > ~/.config/fish/completions/greenroom.fish`),
    )
    .action((shell: string) => {
      if (shell === 'bash') console.log(bashScript)
      else setup('greenroom', 'greenroom', shell)
    })
  for (const argument of completion?.registeredArguments ?? []) argument.description = 'name of the shell'
}
