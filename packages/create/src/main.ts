import { relative } from 'node:path'
import { intro, log, note, outro, spinner } from '@clack/prompts'
import { Command, InvalidArgumentError, Option } from 'commander'
import { createProject, ownManifest } from './create.ts'
import { CreateError } from './create-error.ts'
import { installDependencies } from './install.ts'
import { detectPackageManager, type PackageManager, translateCommands } from './package-manager.ts'
import { ask, defaultAnswers } from './questions.ts'
import { findTemplate, type Template, templates } from './templates.ts'

interface Flags {
  readonly template?: Template
  readonly name?: string
  readonly install?: boolean
  readonly yes?: true
}

const program = new Command('create-greenroom')
  .description('Creates an app for video calls with Telnyx Video.')
  .version(ownManifest.version, '--version')
  .argument('[folder]', 'folder of the project')
  .addOption(
    new Option(
      '--template <name>',
      templates.map(({ name, hint }) => `${name}: ${hint}`).join('\n'),
    ).argParser(readTemplateName),
  )
  .option('--name <name>', 'package name (default: the name of the folder)')
  .option('--install', 'installs the dependencies without asking')
  .option('--no-install', 'does not install the dependencies')
  .option('-y, --yes', 'asks nothing and uses the defaults')
  .addHelpText(
    'after',
    `
Examples:
  npm create greenroom@latest my-app
  npm create greenroom@latest my-app -- --template ${templates[0].name} --yes

GREENROOM_PACKAGES=<folder> uses the tarballs in a folder in place of the registry's packages.`,
  )
  .action(run)

await program.parseAsync()

async function run(folder: string | undefined, flags: Flags): Promise<void> {
  const packageManager = detectPackageManager(process.env['npm_config_user_agent'])
  const { template, name, install } = flags
  const given = { folder, name, template, install }
  const isInteractive = process.stdin.isTTY && process.stdout.isTTY && !flags.yes
  try {
    intro('create-greenroom')
    const answers = isInteractive ? await ask(given) : defaultAnswers(given)
    const packagesFolder = process.env['GREENROOM_PACKAGES'] || undefined
    const path = await createProject({ ...answers, packageManager, packagesFolder })
    log.success(`Created ${answers.name} in ${path}`)
    const isInstalled = answers.install && (await installInto(path, packageManager))
    note(nextSteps(path, isInstalled, packageManager), 'Next steps')
    outro('README.md says what is where, and what to change before you deploy.')
  } catch (error) {
    if (!(error instanceof CreateError)) throw error
    log.error(error.message)
    process.exitCode = 1
  }
}

/** Installs the dependencies, and resolves to whether that succeeded. */
async function installInto(path: string, packageManager: PackageManager): Promise<boolean> {
  // A spinner would fill a log file with its frames.
  const progress = process.stdout.isTTY ? spinner() : undefined
  const start = `Installing the dependencies with ${packageManager}`
  progress?.start(start) ?? log.step(start)
  const { isComplete, output } = await installDependencies(path, packageManager)
  if (isComplete) {
    progress?.stop('Installed the dependencies')
  } else {
    progress?.error('Failed')
    log.error(`${packageManager} could not install the dependencies.\n${output}`)
    process.exitCode = 1
  }
  return isComplete
}

function nextSteps(path: string, isInstalled: boolean, packageManager: PackageManager): string {
  const folder = relative('', path)
  const steps = [
    ...(folder === '' ? [] : [`cd ${/\s/.test(folder) ? `"${folder}"` : folder}`]),
    ...(isInstalled ? [] : ['npm install']),
    'npm run dev',
  ]
  return translateCommands(steps.join('\n'), packageManager)
}

function readTemplateName(value: string): Template {
  const template = findTemplate(value)
  if (template) return template
  throw new InvalidArgumentError(`Templates are ${templates.map(({ name }) => name).join(', ')}.`)
}
