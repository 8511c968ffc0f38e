import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Manifest, publicPackages, readManifest, repositoryUrl } from '../manifest.ts'

/**
 * Returns the fields that the manifests of all packages have in common. They derive from the workspace's own
 * `package.json`, so that the project's address stands in one place.
 */
function commonFields(root: string, folder: string) {
  const { author, license, repository } = readManifest(root)
  const url = repositoryUrl(root)
  return {
    license,
    author,
    homepage: `${url}/tree/main/packages/${folder}#readme`,
    repository: { ...repository, directory: `packages/${folder}` },
    bugs: `${url}/issues`,
    publishConfig: { access: 'public', provenance: true },
  }
}

/** Finds manifests with other common fields, or without what a registry shows. */
export function checkPublishedFields(root: string): string[] {
  return publicPackages(root)
    .flatMap(({ folder, manifest }) => {
      const different = Object.entries(commonFields(root, folder))
        .filter(([name, value]) => JSON.stringify(manifest[name as keyof Manifest]) !== JSON.stringify(value))
        .map(([name]) => name)
      const { description = '', keywords = [] } = manifest
      return [
        ...(different.length > 0
          ? [`packages/${folder}: ${different.join(', ')} differ from package.json; run it with --write`]
          : []),
        ...(description.endsWith('.') ? [] : [`packages/${folder}: description must be a sentence`]),
        ...(keywords.includes('telnyx') ? [] : [`packages/${folder}: keywords must include 'telnyx'`]),
      ]
    })
    .concat(
      foreignAddresses(root).map(
        ({ file, address }) => `${file}: ${address} is not the repository; run it with --write`,
      ),
    )
}

/** Writes the common fields into the manifests of all published packages. */
export function writePublishedFields(root: string): void {
  for (const { folder, path } of publicPackages(root)) {
    const file = join(path, 'package.json')
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    writeFileSync(file, `${JSON.stringify({ ...manifest, ...commonFields(root, folder) }, undefined, 2)}\n`)
  }
  for (const { file, address } of foreignAddresses(root)) {
    const text = readFileSync(join(root, file), 'utf8')
    writeFileSync(join(root, file), text.replaceAll(address, repositoryUrl(root)))
  }
}

const repositoryAddress = /https:\/\/github\.com\/[\w-]+\/[\w-]+/g

/** Finds addresses of the repository in documents that are not the one in `package.json`. */
function foreignAddresses(root: string): { readonly file: string; readonly address: string }[] {
  const url = repositoryUrl(root)
  const name = url.slice(url.lastIndexOf('/') + 1)
  const files = execFileSync('git', ['ls-files', '*.md', '*.yml', '*.ts', '*.tsx', '*.html'], {
    cwd: root,
    encoding: 'utf8',
  })
  return files
    .split('\n')
    .filter((file) => file !== '')
    .flatMap((file) => {
      const found = new Set(readFileSync(join(root, file), 'utf8').match(repositoryAddress))
      found.delete(url)
      return [...found]
        .filter((address) => address.endsWith(`/${name}`))
        .map((address) => ({ file, address }))
    })
}
