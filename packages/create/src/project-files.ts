import { readdirSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CreateError } from './create-error.ts'
import type { Files } from './plan.ts'
import type { Template } from './templates.ts'

const templates = fileURLToPath(new URL('../templates/', import.meta.url))

/** Reads the files of a template. */
export async function readTemplate({ layers }: Template): Promise<Files> {
  const read = await Promise.all(layers.map((layer) => readFiles(join(templates, layer))))
  return new Map(read.flatMap((files) => [...files]))
}

async function readFiles(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const texts = await Promise.all(paths.sort().map((path) => readFile(path, 'utf8')))
  return new Map(
    paths.map((path, index) => [relative(folder, path).replaceAll(sep, '/'), texts[index] ?? '']),
  )
}

/** Files that a folder may contain before a project is created in it. */
const ignoredFiles = new Set(['.git', '.DS_Store', 'Thumbs.db'])

/** Returns why a project cannot be created in a folder, or undefined if it does not exist or is empty. */
export function folderProblem(folder: string): string | undefined {
  let names: readonly string[]
  try {
    names = readdirSync(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    return code === 'ENOTDIR' ? `${folder} is a file.` : `${folder} cannot be read (${code}).`
  }
  const found = names.filter((name) => !ignoredFiles.has(name))
  if (found.length === 0) return undefined
  const more = found.length > 3 ? ' and others' : ''
  return `${folder} is not empty: it contains ${found.slice(0, 3).join(', ')}${more}.`
}

/**
 * Checks that a project can be created in a folder: it does not exist, or is empty.
 *
 * @throws {CreateError} if it contains files or is a file itself.
 */
export function requireEmpty(folder: string): void {
  const problem = folderProblem(folder)
  if (problem !== undefined) throw new CreateError(problem)
}

/**
 * Writes the files of a project.
 *
 * @throws {CreateError} if a file cannot be written or exists.
 */
export async function writeProject(folder: string, files: Files): Promise<void> {
  for (const [path, text] of files) {
    const target = join(folder, path)
    try {
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, text, { flag: 'wx', mode: text.startsWith('#!') ? 0o755 : 0o644 })
    } catch (error) {
      throw new CreateError(`${target} cannot be written (${(error as NodeJS.ErrnoException).code}).`)
    }
  }
}
