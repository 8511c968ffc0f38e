/**
 * Installs the tarballs of a folder in an empty one, imports every entry and runs every command. It needs
 * Node 22.18 and npm, but not the workspace's dependencies.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { installPackages, tryInstalled, type Usable } from './installed.ts'

const folder = resolve(process.argv[2] ?? 'tarballs')
const packages = JSON.parse(readFileSync(join(folder, 'packages.json'), 'utf8')) as readonly (Usable & {
  readonly tarball: string
})[]
const project = mkdtempSync(join(tmpdir(), 'greenroom-packages-'))
const tarballs = packages.map(({ name, tarball }) => [name, `file:${join(folder, tarball)}`])
const problems = installPackages(project, Object.fromEntries(tarballs))
if (problems.length === 0) problems.push(...tryInstalled(packages, project))
rmSync(project, { recursive: true, force: true })
for (const problem of problems) console.error(problem)
console.log(`${packages.length} packages, ${problems.length} problems`)
process.exit(problems.length === 0 ? 0 : 1)
