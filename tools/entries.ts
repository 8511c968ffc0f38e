import { join } from 'node:path'
import { sourceFiles } from './checks/import-graph.ts'
import type { PublicPackage } from './manifest.ts'

/** An entry of a package that can be imported. */
export interface PublicEntry {
  /** What a program imports, such as `@greenroom/core/video/rooms`. */
  readonly specifier: string
  /** The path of its source file in the workspace. */
  readonly source: string
}

/** Returns the entries of a package that have a source module; a pattern yields every matching file. */
export function publicEntries(root: string, { folder, manifest }: PublicPackage): PublicEntry[] {
  const files = sourceFiles(root)
  return Object.entries(manifest.exports ?? {}).flatMap(([key, target]) => {
    const pattern = typeof target === 'string' ? undefined : target['@greenroom/source']
    if (pattern === undefined || !/\.tsx?$/.test(pattern)) return []
    const [before = '', after = ''] = join('packages', folder, pattern).split('*')
    const specifier = join(manifest.name, key)
    if (!pattern.includes('*')) return [{ specifier, source: before }]
    return files
      .filter((file) => file.startsWith(before) && file.endsWith(after) && !file.endsWith('index.ts'))
      .map((source) => ({
        specifier: specifier.replace('*', source.slice(before.length, source.length - after.length)),
        source,
      }))
  })
}
