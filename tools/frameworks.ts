import { requireChromium } from './chromium.ts'
import { stopPrograms } from './frameworks/processes.ts'
import { projects } from './frameworks/projects.ts'
import { tryProjects } from './frameworks/try-projects.ts'
import { templatesTrial, tryTemplates } from './frameworks/try-templates.ts'
import { mustRun, root } from './run.ts'

/**
 * Tries the projects in `tools/frameworks/projects` with the packed packages, and writes the table of
 * frameworks. Then runs the tests that create projects from templates. Arguments: names of projects, or
 * `templates` (default: all), `--fast` for those that take seconds, `--force` to repeat those that have
 * passed, `--keep` to keep the folders of projects, `--list` to print the names.
 */
const args = process.argv.slice(2)
const flags = new Set(args.filter((arg) => arg.startsWith('--')))
const names = args.filter((arg) => !arg.startsWith('--'))
const known = [...projects.map(({ name }) => name), templatesTrial]
const unknown = [
  ...names.filter((name) => !known.includes(name)),
  ...[...flags].filter((flag) => !['--fast', '--force', '--keep', '--list'].includes(flag)),
]
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Known: ${known.join(', ')}`)
  process.exit(2)
}
const chosen = projects
  .filter(({ name }) => names.length === 0 || names.includes(name))
  .filter(({ isFast }) => !flags.has('--fast') || isFast)
const withTemplates = names.length === 0 ? !flags.has('--fast') : names.includes(templatesTrial)
if (flags.has('--list')) {
  for (const { name } of chosen) console.log(name)
  if (withTemplates) console.log(templatesTrial)
  process.exit(0)
}
if (withTemplates || chosen.some(({ trial }) => trial.kind === 'server' && trial.pages)) {
  process.env['CHROMIUM_PATH'] = requireChromium()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopPrograms().then(() => process.exit(130)))
}
await mustRun('turbo', ['run', 'build', '--output-logs=errors-only', '--filter=./packages/*'])
const isForced = flags.has('--force')
const failures = await tryProjects(root, chosen, {
  isForced,
  isKept: flags.has('--keep'),
  isRecorded: true,
})
if (withTemplates) failures.push(...(await tryTemplates(root, { isForced })))
for (const failure of failures) console.error(failure)
process.exit(failures.length === 0 ? 0 : 1)
