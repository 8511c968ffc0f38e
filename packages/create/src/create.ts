import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CreateError } from './create-error.ts'
import type { Ranges } from './manifest.ts'
import type { PackageManager } from './package-manager.ts'
import { planProject } from './plan.ts'
import { readTemplate, requireEmpty, writeProject } from './project-files.ts'
import { packageNameProblem, suggestPackageName } from './project-name.ts'
import type { Answers } from './questions.ts'
import { readTarballs } from './tarballs.ts'

/** This package's manifest. The templates were tested with the versions of its development dependencies. */
export const ownManifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
  readonly devDependencies: Ranges
}

/** Where a project is created, and from what. */
export interface CreateOptions extends Omit<Answers, 'install'> {
  readonly packageManager: PackageManager
  /** Folder with tarballs to install in place of the registry's packages. Default: none. */
  readonly packagesFolder?: string | undefined
}

/**
 * Creates the files of a project.
 *
 * @returns the absolute path of its folder
 * @throws {CreateError} if the name is invalid, the folder is not empty, or the tarballs are incomplete. Then
 *   nothing is written.
 */
export async function createProject(options: CreateOptions): Promise<string> {
  const { name, template, packageManager, packagesFolder } = options
  const problem = packageNameProblem(name)
  if (problem) {
    const suggestion = suggestPackageName(name)
    throw new CreateError(`'${name}' is not a package name: ${problem}. Add --name ${suggestion}`)
  }
  const folder = resolve(options.folder)
  requireEmpty(folder)
  const files = planProject(await readTemplate(template), {
    name,
    packageManager,
    ranges: ownManifest.devDependencies,
    tarballs: packagesFolder ? await readTarballs(packagesFolder) : undefined,
    createSecret: () => randomBytes(32).toString('base64url'),
  })
  await writeProject(folder, files)
  return folder
}
