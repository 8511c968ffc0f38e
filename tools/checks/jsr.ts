import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { publicEntries } from '../entries.ts'
import { type PublicPackage, publicPackages } from '../manifest.ts'

/** A package that is published to JSR, too. */
interface JsrPackage {
  /** The libraries that its sources need. */
  readonly lib: readonly string[]
  /** Entries that JSR cannot have. */
  readonly without?: readonly string[]
  /**
   * Whether types of its public names are inferred. Its schemas are: their types would say everything again.
   * Default: false.
   */
  readonly hasInferredTypes?: boolean
}

const packages: Readonly<Record<string, JsrPackage>> = {
  core: { lib: ['es2024', 'webworker'], hasInferredTypes: true },
  // Only workerd has the module that `./cloudflare` imports.
  edge: { lib: ['es2024', 'webworker'], without: ['./cloudflare'] },
  live: { lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'] },
}

const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }

/** Finds `jsr.json` files that differ from the manifests, and packages that JSR would not accept. */
export function checkJsr(root: string): string[] {
  const stale = jsrFiles(root)
    .filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text)
    .map(({ folder }) => `packages/${folder}/jsr.json differs from package.json: run this with --write`)
  return stale.length > 0 ? stale : publish(root, ['--dry-run'])
}

/** Writes the `jsr.json` of each package that is published to JSR. */
export function writeJsr(root: string): void {
  for (const { file, text } of jsrFiles(root)) writeFileSync(file, text)
}

function jsrPackages(root: string): (PublicPackage & JsrPackage)[] {
  return publicPackages(root).flatMap((member) => {
    const settings = packages[member.folder]
    return settings ? [{ ...member, ...settings }] : []
  })
}

function jsrFiles(root: string): { readonly folder: string; readonly file: string; readonly text: string }[] {
  return jsrPackages(root).map((member) => ({
    folder: member.folder,
    file: join(member.path, 'jsr.json'),
    text: `${JSON.stringify(configuration(root, member), undefined, 2)}\n`,
  }))
}

/** Returns the content of a package's `jsr.json`, which derives from its manifest. */
function configuration(root: string, member: PublicPackage & JsrPackage) {
  const { folder, manifest, lib, without = [] } = member
  const entries = publicEntries(root, member).map(({ specifier, source }) => [
    `.${specifier.slice(manifest.name.length)}`,
    `.${source.slice(`packages/${folder}`.length)}`,
  ])
  return {
    name: manifest.name,
    version: manifest.version,
    license: manifest.license,
    exports: Object.fromEntries(entries.filter(([key = '']) => !without.includes(key))),
    imports: Object.fromEntries(
      Object.entries(manifest.dependencies ?? {}).map(([name, range]) => [name, resolve(root, name, range)]),
    ),
    compilerOptions: { lib, ...compilerOptions },
    publish: {
      include: ['src', 'README.md', 'LICENSE', 'CHANGELOG.md'],
      exclude: ['**/*.test.ts', '**/*.test-d.ts'],
    },
  }
}

/** Returns where Deno finds a dependency. */
function resolve(root: string, name: string, range: string): string {
  if (range.startsWith('workspace:')) {
    const version = publicPackages(root).find(({ manifest }) => manifest.name === name)?.manifest.version
    return `jsr:${name}@^${version}`
  }
  if (!range.startsWith('catalog:')) return `npm:${name}@${range}`
  const { catalog } = parse(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')) as {
    catalog: Record<string, string>
  }
  return `npm:${name}@${catalog[name]}`
}

/** Publishes the packages to JSR. Returns what went wrong. */
export function publishToJsr(root: string): string[] {
  return publish(root, [])
}

/**
 * Publishes a copy of the packages. The copy is a workspace of Deno that uses the installed dependencies, so
 * that a dry run works offline.
 */
function publish(root: string, options: readonly string[]): string[] {
  const copy = mkdtempSync(join(tmpdir(), 'greenroom-jsr-'))
  try {
    const members = jsrPackages(root)
    for (const { folder, path, manifest } of members) {
      for (const part of ['src', 'README.md', 'LICENSE', 'CHANGELOG.md', 'jsr.json']) {
        cpSync(join(path, part), join(copy, folder, part), { recursive: true })
      }
      for (const name of Object.keys(manifest.dependencies ?? {})) {
        if (name.startsWith('@greenroom/')) continue
        const link = join(copy, 'node_modules', name)
        mkdirSync(dirname(link), { recursive: true })
        if (!existsSync(link)) symlinkSync(realpathSync(join(path, 'node_modules', name)), link)
      }
    }
    const workspace = members.map(({ folder }) => `./${folder}`)
    writeFileSync(join(copy, 'deno.json'), JSON.stringify({ workspace, nodeModulesDir: 'manual' }))
    return members.flatMap(({ folder, hasInferredTypes = false }) => {
      const args = [
        'publish',
        ...options,
        '--allow-dirty',
        ...(hasInferredTypes ? ['--allow-slow-types'] : []),
      ]
      const { status, stdout, stderr } = spawnSync(join(root, 'packages/core/node_modules/.bin/deno'), args, {
        cwd: join(copy, folder),
        encoding: 'utf8',
        env: { ...process.env, DENO_DIR: join(copy, 'cache'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' },
      })
      return status === 0 ? [] : [`JSR rejects packages/${folder}:\n${stdout}${stderr}`]
    })
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
