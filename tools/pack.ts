import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, join } from 'node:path'

/** The fields of a package's `package.json` that matter for its tarball. */
export interface PackedManifest {
  readonly name: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, unknown>>
  readonly bin?: Readonly<Record<string, string>>
}

/** A package as it would be published. */
export interface PackedPackage {
  readonly manifest: PackedManifest
  /** Absolute path of the package's folder. */
  readonly dir: string
  /** Absolute path of the tarball. */
  readonly tarball: string
}

/** The tarballs of all public packages. */
export interface Packed {
  readonly packages: readonly PackedPackage[]
  /** Identifies the contents of all tarballs. */
  readonly hash: string
}

const contents = [
  'package.json',
  '*.md',
  'LICENSE',
  'jsr.json',
  '{dist,examples,src,template,templates}/**/*',
]

/**
 * Packs each public package as it would be published. The packages must be built. Tarballs are kept in
 * `.report/tarballs` and used again until a file changes.
 *
 * @throws if a package cannot be packed.
 */
export function packPackages(root: string): Packed {
  const sources = readdirSync(join(root, 'packages')).flatMap((name) => {
    const dir = join(root, 'packages', name)
    const file = join(dir, 'package.json')
    if (!existsSync(file)) return []
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as PackedManifest
    return manifest.private ? [] : [{ dir, manifest }]
  })
  const hash = hashOf(
    root,
    sources.map(({ dir }) => dir),
  )
  const folder = join(root, '.report/tarballs', hash)
  if (!existsSync(folder))
    fill(
      folder,
      sources.map(({ dir }) => dir),
    )
  const packages = sources.map(({ dir, manifest }) => ({
    dir,
    manifest,
    tarball: join(folder, `${basename(dir)}.tgz`),
  }))
  return { packages, hash }
}

/** Returns what makes a project use the tarballs: its own packages, and those that they depend on. */
export function tarballDependencies({ packages }: Packed): Record<string, string> {
  return Object.fromEntries(packages.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]))
}

function hashOf(root: string, folders: readonly string[]): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'pnpm-workspace.yaml')))
  for (const folder of folders) {
    for (const file of globSync(contents, {
      cwd: folder,
      exclude: (name) => name === 'node_modules',
    }).sort()) {
      const path = join(folder, file)
      if (statSync(path).isFile()) hash.update(`${basename(folder)}/${file}`).update(readFileSync(path))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

/** Packs into a folder that gets its name when it is complete, because other processes may pack too. */
function fill(folder: string, sources: readonly string[]): void {
  const parent = join(folder, '..')
  mkdirSync(parent, { recursive: true })
  removeOld(parent)
  const unfinished = mkdtempSync(join(parent, 'unfinished-'))
  for (const dir of sources) {
    const args = ['pack', '--out', join(unfinished, `${basename(dir)}.tgz`)]
    const { status, stderr, stdout } = spawnSync('pnpm', args, { cwd: dir, encoding: 'utf8' })
    if (status !== 0) throw new Error(`pnpm pack failed in ${dir}: ${stdout}${stderr}`)
  }
  if (existsSync(folder)) rmSync(unfinished, { recursive: true })
  else renameSync(unfinished, folder)
}

/** Removes tarballs that are older than an hour. Younger ones may be in use. */
function removeOld(parent: string): void {
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name)
    if (Date.now() - statSync(folder).mtimeMs > 3_600_000) rmSync(folder, { recursive: true, force: true })
  }
}
