import { globSync } from 'node:fs'
import { join } from 'node:path'
import { type PublicPackage, publicPackages } from '../../../tools/manifest.ts'

/** An entry point of a published package. */
export interface PublicEntry {
  /** What a program imports, as in `@greenroom/core/video/rooms`. */
  readonly specifier: string
  /** Absolute path of its source file. */
  readonly file: string
}

/** Returns the entry points of all published packages, from their `exports`. A pattern yields every match. */
export function publicEntries(root: string): PublicEntry[] {
  return publicPackages(root).flatMap(entriesOf)
}

function entriesOf({ path, manifest: { name, exports = {} } }: PublicPackage): PublicEntry[] {
  return Object.entries(exports).flatMap(([key, target]) => {
    const source = typeof target === 'string' ? undefined : target['@greenroom/source']
    if (source === undefined || source.endsWith('.css')) return []
    if (!source.includes('*')) return [{ specifier: join(name, key), file: join(path, source) }]
    const [before = '', after = ''] = join(path, source).split('*')
    return globSync(join(path, source))
      .filter((file) => !/(?:^index|\.test)\./.test(file.slice(before.length)))
      .sort()
      .map((file) => ({
        specifier: join(name, key.replace('*', file.slice(before.length, -after.length))),
        file,
      }))
  })
}
