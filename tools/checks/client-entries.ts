import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

interface Target {
  readonly '@greenroom/source': string
  readonly default: string
}

const directive = /^(['"])use client\1/

/**
 * Finds built entries of the React packages that lost their "use client", and entries without it that import
 * a module with it, because a server component could not use them.
 */
export async function checkClientEntries(root: string): Promise<string[]> {
  const packages = ['react', 'ui'].map((name) => join(root, 'packages', name))
  const problems = await Promise.all(packages.map(checkPackage))
  return problems.flat().map((problem) => problem.replaceAll(`${root}/`, ''))
}

async function checkPackage(dir: string): Promise<string[]> {
  const { exports } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, unknown>>
  }
  const entries = Object.values(exports)
    .filter(isTarget)
    .map((target) => ({ source: join(dir, target['@greenroom/source']), built: join(dir, target.default) }))
  const problems = await Promise.all(
    entries.map(async ({ source, built }) => {
      if (hasDirective(source)) return hasDirective(built) ? [] : [`${built} lost its "use client"`]
      return (await importedModules(built))
        .filter(hasDirective)
        .map((file) => `${built} imports ${file}, which has "use client"`)
    }),
  )
  return problems.flat()
}

function isTarget(target: unknown): target is Target {
  return typeof target === 'object' && target !== null && '@greenroom/source' in target && 'default' in target
}

function hasDirective(file: string): boolean {
  return directive.test(readFileSync(file, 'utf8'))
}

/** Returns the modules of the package that an entry imports, directly or not. */
async function importedModules(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    absWorkingDir: '/',
    logLevel: 'error',
  })
  return Object.keys(metafile.inputs).map((file) => join('/', file))
}
