import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writeMeasurements } from './measurements.ts'
import { writeReference } from './reference.ts'

/** Absolute path of the site's folder. */
export const siteRoot: string = fileURLToPath(new URL('..', import.meta.url))

const workspace = fileURLToPath(new URL('../../..', import.meta.url))
const pages = fileURLToPath(new URL('../src/content/docs/', import.meta.url))

/** Writes the pages that are generated. With `isQuick`, keeps a reference that exists. */
export async function writeGeneratedPages({ isQuick = false } = {}): Promise<void> {
  writeMeasurements(workspace, `${pages}measurements`)
  if (isQuick && existsSync(`${pages}reference`)) return
  await writeReference(workspace, `${pages}reference`)
}
