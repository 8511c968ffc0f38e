/** Packs all public packages, which must be built, into a folder with a list for `try-packages.ts`. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { packPackages } from './pack.ts'
import { root } from './run.ts'

const folder = process.argv[2] ?? 'tarballs'
mkdirSync(folder, { recursive: true })
const packages = packPackages(root).packages.map(({ manifest: { name, exports, bin }, tarball: file }) => {
  const tarball = basename(file)
  copyFileSync(file, join(folder, tarball))
  return { name, exports, bin, tarball }
})
writeFileSync(join(folder, 'packages.json'), `${JSON.stringify(packages, undefined, 2)}\n`)
console.log(`${packages.length} tarballs in ${folder}`)
