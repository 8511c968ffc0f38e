import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writeMeasurements } from './measurements.ts'
import { writeReference } from './reference.ts'

/** Absolute path of the site's folder. */
export const siteRoot: string = fileURLToPath(new URL('..', import.meta.url))

/** Absolute path of the workspace. */
export const workspace: string = fileURLToPath(new URL('../../..', import.meta.url))
/** Absolute path of the site's pages, with a slash at the end. */
export const pages: string = fileURLToPath(new URL('../src/content/docs/', import.meta.url))

/** Writes the pages that are generated. With `isQuick`, keeps a reference that exists. */
export async function writeGeneratedPages({ isQuick = false } = {}): Promise<void> {
  writeMeasurements(workspace, `${pages}measurements`)
  if (isQuick && existsSync(`${pages}reference`)) return
  await writeReference(workspace, `${pages}reference`)
}
