import { basename, resolve } from 'node:path'
import validate from 'validate-npm-package-name'

/** Returns the name of a project in this folder: the folder's own name, or a valid one that is similar. */
export function nameOfFolder(folder: string): string {
  const name = basename(resolve(folder))
  return packageNameProblem(name) === undefined ? name : suggestPackageName(name)
}

/** Returns why npm does not accept a name for a new package, or undefined if it does. */
export function packageNameProblem(name: string): string | undefined {
  const { validForNewPackages, errors = [], warnings = [] } = validate(name)
  return validForNewPackages ? undefined : [...errors, ...warnings].join(', ')
}

/** Returns the valid package name that is most similar to a text, such as `my-app` for `My App`. */
export function suggestPackageName(text: string): string {
  const name = slug(text) || 'greenroom-app'
  // Names such as `http` belong to modules of Node.
  return packageNameProblem(name) === undefined ? name : `${name.slice(0, 210)}-app`
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
