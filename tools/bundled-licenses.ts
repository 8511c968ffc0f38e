import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'esbuild'

/** Writes the licenses of all bundled packages to a file, as these licenses require. */
export function bundledLicenses(file: string): Plugin {
  return {
    name: 'bundled-licenses',
    setup(build) {
      build.initialOptions.metafile = true
      build.onEnd(({ metafile }) => {
        const packages = new Set(Object.keys(metafile?.inputs ?? {}).flatMap(packageOf))
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(file, `${[...packages].sort().map(licenseOf).join('\n\n')}\n`)
      })
    },
  }
}

/**
 * Returns the folder of the npm package that contains a module, or nothing for a module of this workspace.
 */
function packageOf(module: string): string[] {
  const at = module.lastIndexOf('node_modules/')
  if (at < 0) return []
  const from = at + 'node_modules/'.length
  const [scope = '', name = ''] = module.slice(from).split('/')
  return [module.slice(0, from) + (scope.startsWith('@') ? `${scope}/${name}` : scope)]
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license: string
  }
  const [text] = globSync('{LICENSE,LICENCE,COPYING,license}*', { cwd: folder }).sort()
  const words = text && existsSync(join(folder, text)) ? readFileSync(join(folder, text), 'utf8').trim() : ''
  return `## ${name} ${version} (${license})\n\n${words}`
}
