/**
 * Turns changesets into versions and changelogs. Until the first release, which leaves tags, versions stay as
 * they are, and changesets become part of the first changelog.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readChangesets } from '@changesets/read'
import { describeUnreleased } from './changelog.ts'
import { writeJsr } from './checks/jsr.ts'
import { publicPackages } from './manifest.ts'
import { mustRun, root } from './run.ts'

const firstVersion = '0.1.0'
const tags = execFileSync('git', ['tag', '--list', '@greenroom/*'], { cwd: root, encoding: 'utf8' })
if (tags.trim() === '') await describeFirstRelease()
else await mustRun('changeset', ['version'])
// Its versions are those of the manifests.
writeJsr(root)

async function describeFirstRelease(): Promise<void> {
  const changesets = await readChangesets(root)
  for (const { path, manifest } of publicPackages(root)) {
    const changes = changesets.flatMap(({ summary, releases }) =>
      releases.filter(({ name }) => name === manifest.name).map(({ type }) => ({ type, summary })),
    )
    if (manifest.version === '0.0.0') setVersion(path, firstVersion)
    const file = join(path, 'CHANGELOG.md')
    const changelog = existsSync(file)
      ? readFileSync(file, 'utf8')
      : `# ${manifest.name}\n\n## ${firstVersion}\n\nThe first version.\n\n`
    if (changes.length > 0) writeFileSync(file, describeUnreleased(changelog, changes))
  }
  for (const { id } of changesets) rmSync(join(root, '.changeset', `${id}.md`))
  console.log(`${changesets.length} changesets were added to the changelogs of the first release.`)
}

/** Sets the version of a package that was added before the first release. */
function setVersion(path: string, version: string): void {
  const file = join(path, 'package.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"version": "0.0.0"', `"version": "${version}"`))
}
