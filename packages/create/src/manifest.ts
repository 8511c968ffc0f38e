import { CreateError } from './create-error.ts'
import { type PackageManager, translateCommands } from './package-manager.ts'
import type { Tarballs } from './tarballs.ts'

/** Versions or ranges, by package name. */
export type Ranges = Readonly<Record<string, string>>

/** The fields of a package.json that the generator reads or writes. */
export interface Manifest {
  readonly name: string
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Ranges
  readonly devDependencies: Ranges
}

/** What the generated package.json depends on. */
export interface ManifestOptions {
  readonly name: string
  readonly packageManager: PackageManager
  /** Ranges for the dependencies that a template marks with `workspace:^` or `catalog:`. */
  readonly ranges: Ranges
  /** Tarballs to install in place of the registry's packages. Default: none. */
  readonly tarballs?: Tarballs | undefined
}

/**
 * Packages with install scripts that the project does not need, because their binaries come in packages of
 * their own. Package managers report or reject install scripts that are neither allowed nor denied.
 */
const deniedScripts = ['deno', 'esbuild', 'sharp', 'workerd']

/**
 * Returns the project's package.json: the template's, with its name and complete ranges.
 *
 * @throws {CreateError} if a range is unknown, or a package has no tarball.
 */
export function completeManifest<M extends Manifest>(template: M, options: ManifestOptions): object {
  const { name, packageManager, tarballs } = options
  const complete = (dependencies: Ranges) =>
    mapValues(dependencies, (range, key) => rangeOf(key, range, options))
  const translate = (script: string) => translateCommands(script, packageManager)
  return {
    ...template,
    name,
    scripts: mapValues(template.scripts, translate),
    dependencies: complete(template.dependencies),
    devDependencies: complete(template.devDependencies),
    ...(packageManager === 'npm' && {
      allowScripts: Object.fromEntries(deniedScripts.map((each) => [each, false])),
    }),
    ...(tarballs && overridesOf(packageManager, tarballs)),
  }
}

/** Returns the files besides package.json with which a package manager is configured, by path. */
export function settingsOf({ packageManager, tarballs }: ManifestOptions): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  if (packageManager === 'pnpm') {
    const overrides = Object.entries(tarballs ? overridesFor(tarballs) : {})
    files.set(
      'pnpm-workspace.yaml',
      [
        '# Their binaries come in packages of their own, so their install scripts are not needed.',
        'allowBuilds:',
        ...deniedScripts.map((each) => `  ${each}: false`),
        ...(overrides.length > 0 ? ['overrides:'] : []),
        ...overrides.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`),
        '',
      ].join('\n'),
    )
  }
  if (packageManager === 'yarn') {
    files.set('.yarnrc.yml', 'nodeLinker: node-modules\n')
    // Below a folder with a package.json, Yarn installs only projects with a lockfile of their own.
    files.set('yarn.lock', '')
  }
  return files
}

function rangeOf(name: string, range: string, { ranges, tarballs }: ManifestOptions): string {
  if (isOurs(name) && tarballs) {
    const tarball = tarballs.get(name)
    if (tarball === undefined) throw new CreateError(`GREENROOM_PACKAGES contains no tarball of ${name}.`)
    return fileRange(tarball)
  }
  if (!/^(workspace|catalog):/.test(range)) return range
  const known = new Map(Object.entries(ranges)).get(name)
  if (known === undefined || /^(workspace|catalog):/.test(known)) {
    throw new CreateError(
      `The version of ${name} is known only to the packed create-greenroom. Set GREENROOM_PACKAGES.`,
    )
  }
  return known
}

function overridesOf(packageManager: PackageManager, tarballs: Tarballs): object {
  const overrides = overridesFor(tarballs)
  if (packageManager === 'pnpm') return {} // see `settingsOf`
  return packageManager === 'yarn' ? { resolutions: overrides } : { overrides }
}

/** Makes dependencies of dependencies use the tarballs, too. */
function overridesFor(tarballs: Tarballs): Ranges {
  const ours = [...tarballs].filter(([name]) => isOurs(name))
  return Object.fromEntries(ours.map(([name, path]) => [name, fileRange(path)]))
}

function isOurs(name: string): boolean {
  return name === 'greenroom' || name.startsWith('@greenroom/')
}

function fileRange(path: string): string {
  return `file:${path.replaceAll('\\', '/')}`
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string, key: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
}
