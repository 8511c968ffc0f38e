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
import { root, run } from './run.ts'

/** The checks, by name. Each returns one line per problem. */
const checks: Readonly<Record<string, () => string[] | Promise<string[]>>> = {
  build: () => command('turbo', ['run', 'build', '--output-logs=errors-only']),
  site: () => command('turbo', ['run', 'site', '--output-logs=errors-only']),
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
  packages: () => checkPackages(root),
  frameworks: async () => {
    // Imported after the build, because they load built packages.
    const { projects } = await import('./frameworks/projects.ts')
    const { checkResults } = await import('./frameworks/results.ts')
    const { tryProjects } = await import('./frameworks/try-projects.ts')
    const fast = projects.filter(({ isFast }) => isFast)
    return [...checkResults(root), ...(await tryProjects(root, fast))]
  },
  jsr: () => checkJsr(root),
  scripts: () => checkScripts(root),
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

const requested = process.argv.slice(2).filter((name) => name !== '--write')
const mayWrite = process.argv.includes('--write')
let failures = 0
for (const [name, check] of Object.entries(checks)) {
  if (requested.length > 0 && !requested.includes(name)) continue
  console.log(`check ${name}`)
  if (mayWrite) writers[name]?.()
  const problems = await check()
  for (const problem of problems) console.error(`  ${problem}`)
  failures += problems.length
  // The other checks need the build.
  if (name === 'build' && problems.length > 0) break
}
console.log(failures === 0 ? 'All checks passed.' : `${failures} problems`)
process.exit(failures === 0 ? 0 : 1)
