/** Creates an app with the packages of this workspace, as `npm create greenroom` does with published ones. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { packPackages } from './pack.ts'
import { mustRun, reportFolder, root, run } from './run.ts'

await mustRun('turbo', ['run', 'build', '--output-logs=errors-only', '--filter=./packages/*'])
const { packages, hash } = packPackages(root)
// The created app refers to the tarballs, so they stay where they are.
const folder = join(reportFolder(), 'create', hash)
mkdirSync(folder, { recursive: true })
for (const { tarball } of packages) copyFileSync(tarball, join(folder, basename(tarball)))

// Only the packed generator knows the versions of the app's dependencies.
const generator = join(folder, 'package')
if (!existsSync(generator)) {
  const { status, stderr } = spawnSync('tar', ['-xzf', 'create.tgz'], { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`create.tgz cannot be unpacked: ${stderr}`)
  symlinkSync(join(root, 'packages/create/node_modules'), join(generator, 'node_modules'), 'junction')
}
process.exitCode = await run(process.execPath, [join(generator, 'dist/cli.js'), ...process.argv.slice(2)], {
  GREENROOM_PACKAGES: folder,
})
