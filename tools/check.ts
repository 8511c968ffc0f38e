import { availableParallelism } from 'node:os'
import { checkBoundaries } from './checks/boundaries.ts'
import { checkClientEntries } from './checks/client-entries.ts'
import { checkDevelopmentOnly } from './checks/development-only.ts'
import { checkDocumentedExports } from './checks/documented-exports.ts'
import { checkExamples } from './checks/examples.ts'
import { checkFigures, writeFigures } from './checks/figures.ts'
import { checkForeignNames } from './checks/foreign-names.ts'
import { checkCycles } from './checks/import-graph.ts'
import { checkJsr, writeJsr } from './checks/jsr.ts'
import { checkLinks } from './checks/links.ts'
import { checkPackages } from './checks/packages.ts'
import { checkProseWidth, checkWords } from './checks/prose.ts'
import { checkPublicNames, writePublicNames } from './checks/public-names.ts'
import { checkPublishedFields, writePublishedFields } from './checks/published-fields.ts'
import { checkScripts } from './checks/scripts.ts'
import { measureSizes, overBudget } from './checks/sizes.ts'
import { checkWorkflows } from './checks/workflows.ts'
import { collectOutput, root, run } from './run.ts'

/**
 * The checks, by name. Each returns one line per problem. The first ones build what others need. Slow ones
 * come before fast ones, so that no slow one is left alone at the end.
 */
const checks: Readonly<Record<string, () => string[] | Promise<string[]>>> = {
  build: () => command('turbo', ['run', 'build', '--output-logs=errors-only']),
  site: () => command('turbo', ['run', 'site', '--output-logs=errors-only']),
  packages: () => checkPackages(root),
  scripts: () => checkScripts(root),
  frameworks: async () => {
    // Imported after the build, because they load built packages.
    const { projects } = await import('./frameworks/projects.ts')
    const { checkResults } = await import('./frameworks/results.ts')
    const { tryProjects } = await import('./frameworks/try-projects.ts')
    const fast = projects.filter(({ isFast }) => isFast)
    return [...checkResults(root), ...(await tryProjects(root, fast))]
  },
  types: () => command('turbo', ['run', 'typecheck', '--output-logs=errors-only']),
  spelling: () => command('cspell', ['lint', '--no-progress', '--no-summary', '.']),
  unused: () => command('knip', ['--no-progress']),
  lint: () => command('biome', ['check', '--error-on-warnings']),
  boundaries: () => checkBoundaries(root),
  cycles: () => checkCycles(root),
  'foreign-names': () => checkForeignNames(root),
  'documented-exports': () => checkDocumentedExports(root),
  words: () => checkWords(root),
  'prose-width': () => checkProseWidth(root),
  links: () => checkLinks(root),
  workflows: () => checkWorkflows(root),
  figures: () => checkFigures(root),
  'published-fields': () => checkPublishedFields(root),
  'public-names': () => checkPublicNames(root),
  examples: () => checkExamples(root),
  sizes: async () => {
    const sizes = await measureSizes(root)
    for (const { name, kB, limit } of sizes) console.log(`  ${name}: ${kB.toFixed(2)} of ${limit} kB`)
    return overBudget(sizes)
  },
  'client-entries': () => checkClientEntries(root),
  'development-only': () => checkDevelopmentOnly(root),
  doctor: () => command('node', ['packages/cli/dist/cli.js', 'doctor', 'apps/web/dist']),
  jsr: () => checkJsr(root),
}

/** What `--write` does before a check, by the name of the check. */
const writers: Readonly<Record<string, () => void>> = {
  'published-fields': () => writePublishedFields(root),
  'public-names': () => writePublicNames(root),
  jsr: () => writeJsr(root),
  figures: () => writeFigures(root),
}

async function command(program: string, args: readonly string[]): Promise<string[]> {
  return (await run(program, args)) === 0 ? [] : [`${program} ${args.join(' ')} failed`]
}

/** The checks that all others need. */
const preparations = ['build', 'site']

/** Runs a check in this process and returns the number of problems. */
async function runCheck(name: string, mayWrite: boolean): Promise<number> {
  console.log(`check ${name}`)
  if (mayWrite) writers[name]?.()
  const problems = (await checks[name]?.()) ?? [`There is no check '${name}'`]
  for (const problem of problems) console.error(`  ${problem}`)
  return problems.length
}

/** Runs checks in separate processes, prints the output of each at its end, and returns how many failed. */
async function runBesideEachOther(names: readonly string[]): Promise<number> {
  const waiting = [...names]
  let failures = 0
  const runWaiting = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const { code, output } = await collectOutput(process.execPath, ['tools/check.ts', name])
      process.stdout.write(output)
      if (code !== 0) failures += 1
    }
  }
  await Promise.all(Array.from({ length: checksAtOnce }, runWaiting))
  return failures
}

/** Most checks use one core. More at once would disturb those that start servers. */
const checksAtOnce = Math.min(2, availableParallelism())

const requested = process.argv.slice(2).filter((name) => name !== '--write')
const mayWrite = process.argv.includes('--write')
const names = requested.length > 0 ? requested : Object.keys(checks)
const isAlone = names.length === 1 || mayWrite
let failures = 0
for (const name of names.filter((name) => isAlone || preparations.includes(name))) {
  failures += await runCheck(name, mayWrite)
}
if (failures === 0 && !isAlone) {
  failures += await runBesideEachOther(names.filter((name) => !preparations.includes(name)))
}
// The process of a single check has no summary: its output is part of a longer one.
if (!isAlone || mayWrite) console.log(failures === 0 ? 'All checks passed.' : 'Checks failed: see above.')
process.exit(failures === 0 ? 0 : 1)
