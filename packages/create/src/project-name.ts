import { basename, resolve } from 'node:path'
import validate from 'validate-npm-package-name'

/** Returns the name that a project in this folder has by default: the folder's own name. */
export function nameOfFolder(folder: string): string {
  return basename(resolve(folder))
}

/** Returns why npm does not accept a name for a new package, or undefined if it does. */
export function packageNameProblem(name: string): string | undefined {
  const { validForNewPackages, errors = [], warnings = [] } = validate(name)
  return validForNewPackages ? undefined : [...errors, ...warnings].join(', ')
}

/** Returns the valid package name that is most similar to a text, such as `my-app` for `My App`. */
export function suggestPackageName(text: string): string {
  return slug(text) || 'greenroom-app'
}

/** Returns the name of the project's Worker: lower-case letters, digits and dashes, 54 at most. */
export function workerName(packageName: string): string {
  return (
    slug(packageName.replace(/^@[^/]*\//, ''))
      .slice(0, 54)
      .replace(/-$/, '') || 'greenroom-app'
  )
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 214)
}
