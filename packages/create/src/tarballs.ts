import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseTarGzip } from 'nanotar'
import { CreateError } from './create-error.ts'

/** Paths of packed packages, by package name. */
export type Tarballs = ReadonlyMap<string, string>

/**
 * Reads which packages the tarballs (`*.tgz`) of a folder contain. File names do not matter.
 *
 * @returns the absolute path of each package's tarball
 * @throws {CreateError} if the folder cannot be read, contains no tarballs, or has two of one package.
 */
export async function readTarballs(folder: string): Promise<Tarballs> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new CreateError(`GREENROOM_PACKAGES: ${folder} cannot be read (${error.code}).`)
  })
  const tarballs = new Map<string, string>()
  for (const file of names.filter((name) => name.endsWith('.tgz')).sort()) {
    const path = resolve(folder, file)
    const name = await packageIn(path)
    const other = tarballs.get(name)
    if (other) throw new CreateError(`GREENROOM_PACKAGES: ${other} and ${path} are both packages of ${name}.`)
    tarballs.set(name, path)
  }
  if (tarballs.size === 0) throw new CreateError(`GREENROOM_PACKAGES: ${folder} contains no *.tgz files.`)
  return tarballs
}

async function packageIn(path: string): Promise<string> {
  try {
    const files = await parseTarGzip(await readFile(path), {
      filter: ({ name }) => name === join('package', 'package.json'),
    })
    const { name } = JSON.parse(files[0]?.text ?? '') as { readonly name?: unknown }
    if (typeof name === 'string') return name
  } catch {
    // Reported below, as a package without a name is.
  }
  throw new CreateError(`GREENROOM_PACKAGES: ${path} is not a packed npm package.`)
}
