import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'

// This module and `try-packages.ts` run on each system without the workspace's dependencies.

/** The fields of a package that say what can be used of it. */
export interface Usable {
  readonly name: string
  readonly exports?: Readonly<Record<string, unknown>>
  readonly bin?: Readonly<Record<string, string>>
}

/** On Windows, npm and installed commands are scripts of its shell. */
const shell = process.platform === 'win32'

/**
 * Installs packages in a folder with npm. `tarballs` are dependencies that replace those of a registry.
 * Returns what went wrong.
 */
export function installPackages(
  project: string,
  tarballs: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>> = {},
): string[] {
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ private: true, dependencies: { ...tarballs, ...others }, overrides: tarballs }),
  )
  const args = ['install', '--no-fund', '--no-audit', '--loglevel=error']
  const { status, stderr } = spawnSync('npm', args, { cwd: project, encoding: 'utf8', shell })
  return status === 0 ? [] : [`the packages cannot be installed in an empty folder:\n${stderr}`]
}

/** Imports each entry of installed packages in plain Node, and runs each command. Returns what went wrong. */
export function tryInstalled(packages: readonly Usable[], project: string): string[] {
  return [
    ...packages.flatMap((each) => entriesOf(each, project)).flatMap((entry) => load(entry, project)),
    ...packages.flatMap(({ bin = {} }) => Object.keys(bin)).flatMap((name) => runCommand(name, project)),
  ]
}

/** Runs an installed command. */
function runCommand(name: string, project: string): string[] {
  const { status, stdout, stderr } = spawnSync(join(project, 'node_modules/.bin', name), ['--version'], {
    encoding: 'utf8',
    timeout: 20_000,
    shell,
  })
  return status === 0 && /^\d+\.\d+/.test(stdout) ? [] : [`${name} --version failed:\n${stdout}${stderr}`]
}

/** Loads an entry in plain Node. A process that stays alive exceeds the time limit. */
function load(entry: string, project: string): string[] {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', `await import('${entry}')`],
    { cwd: project, encoding: 'utf8', timeout: 20_000 },
  )
  return status === 0 ? [] : [`${entry} cannot be imported, or keeps the process alive: ${stderr}`]
}

/** Returns the import specifiers of a package's entries; a pattern yields one specifier per matching file. */
export function entriesOf({ name, exports = {} }: Usable, project: string): string[] {
  return (
    Object.keys(exports)
      // Only workerd has the module that `./cloudflare` imports. The Worker app builds and runs it.
      .filter((key) => key !== './package.json' && key !== './cloudflare' && !key.endsWith('.css'))
      .flatMap((key) => {
        if (!key.includes('*')) return [posix.join(name, key)]
        const folder = join(project, 'node_modules', name, 'dist', key.replace('/*', ''))
        return readdirSync(folder)
          .filter((file) => file.endsWith('.js') && !file.startsWith('index'))
          .map((file) => posix.join(name, key.replace('*', file.slice(0, -3))))
      })
  )
}
