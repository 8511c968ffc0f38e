import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The conditions of one entry of `exports`, or a path. */
export type ExportTarget = string | Readonly<Record<string, string>>

/** The fields of a `package.json` that the tools read. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly description?: string
  readonly keywords?: readonly string[]
  readonly license?: string
  readonly author?: string
  readonly homepage?: string
  readonly private?: boolean
  readonly repository?: { readonly type: string; readonly url: string; readonly directory?: string }
  readonly exports?: Readonly<Record<string, ExportTarget>>
  readonly files?: readonly string[]
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** A package of the workspace that is published. */
export interface PublicPackage {
  /** The name of its folder in `packages`. */
  readonly folder: string
  /** Absolute path of its folder. */
  readonly path: string
  readonly manifest: Manifest
}

/** Reads the `package.json` of a folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** Returns the packages that are published, in the order of their folders. */
export function publicPackages(root: string): PublicPackage[] {
  return readdirSync(join(root, 'packages'))
    .sort()
    .map((folder) => ({ folder, path: join(root, 'packages', folder) }))
    .map((entry) => ({ ...entry, manifest: readManifest(entry.path) }))
    .filter(({ manifest }) => manifest.private !== true)
}

/** Returns the address of the project's repository, without a slash at the end. */
export function repositoryUrl(root: string): string {
  const url = readManifest(root).repository?.url
  if (url === undefined) throw new Error('package.json has no repository')
  return url.replace(/^git\+/, '').replace(/\.git$/, '')
}
