import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Packed, type PackedManifest, packPackages, tarballDependencies } from '../pack.ts'
import { checkConsumers } from './consumers.ts'

/**
 * Packs each public package as it would be published and checks the tarball: its files, its types, and
 * whether it installs in an empty folder and every entry loads in plain Node.
 */
export function checkPackages(root: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-packages-'))
  try {
    const packed = packPackages(root)
    return [
      ...packed.packages.flatMap(({ dir, manifest, tarball }) => [
        ...contents(manifest.name, tarball),
        ...tool(manifest.name, 'publint', ['--strict', tarball], dir),
        ...tool(
          manifest.name,
          'attw',
          [tarball, '--profile', 'esm-only', '--no-emoji', ...withoutStyles(manifest)],
          dir,
        ),
      ]),
      ...install(folder, packed, root),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function contents(name: string, tarball: string): string[] {
  const { stdout } = spawnSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
  const files = stdout.split('\n')
  const missing = ['README.md', 'LICENSE'].filter((file) => !files.includes(`package/${file}`))
  // The tests in templates are those of created projects.
  const sources = files.filter((file) => !file.startsWith('package/templates/'))
  const tests = sources.filter((file) => /\.test(-d)?\.|\/test\//.test(file))
  return [
    ...missing.map((file) => `${name} does not contain ${file}`),
    ...tests.map((file) => `${name} contains ${file}`),
  ]
}

function tool(name: string, program: string, args: readonly string[], cwd: string): string[] {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' })
  return status === 0 ? [] : [`${name}: ${program} reports\n${stdout}${stderr}`]
}

/** Returns the options with which attw skips style sheets, which have no types. */
function withoutStyles({ exports = {} }: PackedManifest): string[] {
  const sheets = Object.keys(exports).filter((key) => key.endsWith('.css'))
  return sheets.length === 0 ? [] : ['--exclude-entrypoints', ...sheets]
}

function install(folder: string, packed: Packed, root: string): string[] {
  const project = mkdtempSync(join(folder, 'consumer-'))
  const dependencies = tarballDependencies(packed)
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: { ...dependencies, ...typesOf(root) },
      overrides: dependencies,
    }),
  )
  const args = ['install', '--no-fund', '--no-audit', '--loglevel=error']
  const npm = spawnSync('npm', args, { cwd: project, encoding: 'utf8' })
  if (npm.status !== 0) return [`the packages cannot be installed in an empty folder:\n${npm.stderr}`]
  const entries = packed.packages.flatMap(({ manifest }) => entriesOf(manifest, project))
  const commands = packed.packages.flatMap(({ manifest }) => Object.keys(manifest.bin ?? {}))
  return [
    ...entries.flatMap((entry) => load(entry, project)),
    ...commands.flatMap((name) => runCommand(name, project)),
    ...checkConsumers(project, root, entries),
  ]
}

/** Runs an installed command. */
function runCommand(name: string, project: string): string[] {
  const { status, stdout, stderr } = spawnSync(join(project, 'node_modules/.bin', name), ['--version'], {
    encoding: 'utf8',
    timeout: 20_000,
  })
  return status === 0 && /^\d+\.\d+/.test(stdout) ? [] : [`${name} --version failed:\n${stdout}${stderr}`]
}

/** Returns the type packages that a strict Node program installs. */
function typesOf(root: string): Record<string, string> {
  const { catalog } = parse(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')) as {
    catalog: Record<string, string>
  }
  return Object.fromEntries(['@types/node', '@types/react'].map((name) => [name, catalog[name] ?? '*']))
}

/** Loads an entry in plain Node. A process that stays alive exceeds the time limit. */
function load(entry: string, project: string): string[] {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', `await import('${entry}')`],
    {
      cwd: project,
      encoding: 'utf8',
      timeout: 20_000,
    },
  )
  return status === 0 ? [] : [`${entry} cannot be imported, or keeps the process alive: ${stderr}`]
}

/** Returns the import specifiers of a package's entries; a pattern yields one specifier per matching file. */
function entriesOf({ name, exports = {} }: PackedManifest, project: string): string[] {
  return (
    Object.keys(exports)
      // Only workerd has the module that `./cloudflare` imports. The Worker app builds and runs it.
      .filter((key) => key !== './package.json' && key !== './cloudflare' && !key.endsWith('.css'))
      .flatMap((key) => {
        if (!key.includes('*')) return [join(name, key)]
        const folder = join(project, 'node_modules', name, 'dist', key.replace('/*', ''))
        return readdirSync(folder)
          .filter((file) => file.endsWith('.js') && !file.startsWith('index'))
          .map((file) => join(name, key.replace('*', file.slice(0, -3))))
      })
  )
}
