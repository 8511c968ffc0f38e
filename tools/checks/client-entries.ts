import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

interface Target {
  readonly '@greenroom/source': string
  readonly default: string
}

const directive = /^(['"])use client\1/

/**
 * Finds built entries of the hooks that lost their "use client", and those without it that reach a module which has it: a server
 * component could not use them.
 */
export async function checkClientEntries(root: string): Promise<string[]> {
  const dir = join(root, 'packages/react')
  const { exports } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, unknown>>
  }
  const entries = Object.values(exports)
    .filter(isTarget)
    .map((target) => ({ source: join(dir, target['@greenroom/source']), built: join(dir, target.default) }))
  const problems = await Promise.all(
    entries.map(async ({ source, built }) => {
      if (begins(source)) return begins(built) ? [] : [`${built} lost its "use client"`]
      return (await reached(built))
        .filter(begins)
        .map((file) => `${built} reaches ${file}, which is a client's`)
    }),
  )
  return problems.flat().map((problem) => problem.replaceAll(`${root}/`, ''))
}

function isTarget(target: unknown): target is Target {
  return typeof target === 'object' && target !== null && '@greenroom/source' in target && 'default' in target
}

function begins(file: string): boolean {
  return directive.test(readFileSync(file, 'utf8'))
}

/** The modules of its own package that an entry loads. */
async function reached(entry: string): Promise<string[]> {
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
