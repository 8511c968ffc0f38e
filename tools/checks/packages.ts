import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { entriesOf, installPackages, tryInstalled } from '../installed.ts'
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
  const missing = ['README.md', 'AGENTS.md', 'LICENSE', 'CHANGELOG.md'].filter(
    (file) => !files.includes(`package/${file}`),
  )
  // The tests in templates are those of created projects.
  const sources = files.filter((file) => !file.startsWith('package/templates/'))
  const tests = sources.filter((file) => /\.test(-d)?\.|\/test\/|\.tsbuildinfo$|\/tsconfig/.test(file))
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
  const problems = installPackages(project, tarballDependencies(packed), typesOf(root))
  if (problems.length > 0) return problems
  const manifests = packed.packages.map(({ manifest }) => manifest)
  return [
    ...tryInstalled(manifests, project),
    ...checkConsumers(
      project,
      root,
      manifests.flatMap((manifest) => entriesOf(manifest, project)),
    ),
  ]
}

/** Returns the type packages that a strict Node program installs. */
function typesOf(root: string): Record<string, string> {
  const { catalog } = parse(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')) as {
    catalog: Record<string, string>
  }
  return Object.fromEntries(['@types/node', '@types/react'].map((name) => [name, catalog[name] ?? '*']))
}
