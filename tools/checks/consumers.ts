import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const compilers = { '5.9': 'typescript-5.9', '7': '@typescript/native' } as const
const resolutions = ['bundler', 'nodenext'] as const

/** Compiles a program that uses every entry as strict users do, with what a Node program has and no DOM. */
export function checkConsumers(project: string, root: string, entries: readonly string[]): string[] {
  const imports = entries.map((entry, index) => `import * as entry${index} from '${entry}'`)
  const uses = `export default [${entries.map((_, index) => `entry${index}`).join(', ')}]`
  writeFileSync(join(project, 'consumer.ts'), [...imports, uses].join('\n'))
  return Object.entries(compilers).flatMap(([version, name]) =>
    resolutions.flatMap((resolution) => {
      const module = resolution === 'bundler' ? 'preserve' : 'nodenext'
      const tsconfig = join(project, `tsconfig.${version}.${resolution}.json`)
      writeFileSync(
        tsconfig,
        JSON.stringify({
          compilerOptions: {
            strict: true,
            exactOptionalPropertyTypes: true,
            skipLibCheck: false,
            noEmit: true,
            target: 'es2022',
            lib: ['es2023', 'webworker'],
            types: ['node'],
            module,
            moduleResolution: resolution,
          },
          files: ['consumer.ts'],
        }),
      )
      const require = createRequire(join(root, 'package.json'))
      const manifest = require(`${name}/package.json`) as { bin: { tsc: string } }
      const tsc = join(root, 'node_modules', name, manifest.bin.tsc)
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', tsconfig, '--pretty', 'false'], {
        cwd: project,
        encoding: 'utf8',
      })
      return status === 0 ? [] : [`a consumer with TypeScript ${version}, ${resolution}, says\n${stdout}`]
    }),
  )
}
