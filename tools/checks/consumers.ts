import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const compilers = { '5.9': 'typescript-5.9', '7': '@typescript/native' } as const
const resolutions = ['bundler', 'nodenext'] as const

/** Whether an entry needs the DOM library, because its types contain media tracks. */
const needsDom = (entry: string) => entry === '@greenroom/live' || entry.endsWith('/live')

/**
 * Compiles two programs that import every entry with strict settings: one with the libraries of a Node
 * program and one with those of a web page.
 */
export function checkConsumers(project: string, root: string, entries: readonly string[]): string[] {
  const programs = [
    {
      name: 'server',
      lib: 'webworker',
      types: ['node'],
      imports: entries.filter((entry) => !needsDom(entry)),
    },
    { name: 'page', lib: 'dom', types: [], imports: entries.filter(needsDom) },
  ]
  return programs.flatMap(({ name, lib, types, imports: specifiers }) => {
    const imports = specifiers.map((entry, index) => `import * as entry${index} from '${entry}'`)
    const list = `export default [${specifiers.map((_, index) => `entry${index}`).join(', ')}]`
    writeFileSync(join(project, `${name}.ts`), [...imports, list].join('\n'))
    return compile(project, root, name, ['es2023', lib], types)
  })
}

/** Compiles a program with each TypeScript version and each module resolution. */
function compile(
  project: string,
  root: string,
  name: string,
  lib: readonly string[],
  types: readonly string[],
): string[] {
  return Object.entries(compilers).flatMap(([version, compiler]) =>
    resolutions.flatMap((resolution) => {
      const tsconfig = join(project, `tsconfig.${name}.${version}.${resolution}.json`)
      writeFileSync(
        tsconfig,
        JSON.stringify({
          compilerOptions: {
            strict: true,
            exactOptionalPropertyTypes: true,
            skipLibCheck: false,
            noEmit: true,
            target: 'es2022',
            lib,
            types,
            module: resolution === 'bundler' ? 'preserve' : 'nodenext',
            moduleResolution: resolution,
          },
          files: [`${name}.ts`],
        }),
      )
      const require = createRequire(join(root, 'package.json'))
      const manifest = require(`${compiler}/package.json`) as { bin: { tsc: string } }
      const tsc = join(root, 'node_modules', compiler, manifest.bin.tsc)
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', tsconfig, '--pretty', 'false'], {
        cwd: project,
        encoding: 'utf8',
      })
      return status === 0
        ? []
        : [`a consumer (${name}) with TypeScript ${version} (${resolution}) does not compile:\n${stdout}`]
    }),
  )
}
