import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const compilers = { '5.9': 'typescript-5.9', '7': '@typescript/native' } as const
const resolutions = ['bundler', 'nodenext'] as const

/** Whether an entry needs the DOM library, because its types contain media tracks. */
const needsDom = (entry: string) =>
  entry.startsWith('@greenroom/ui') || entry === '@greenroom/live' || entry.endsWith('/live')

/** A program of a user, and the libraries that it has. */
interface Program {
  readonly name: string
  readonly text: string
  readonly lib?: string
  readonly types?: readonly string[]
  /** Whether unknown types in declarations are ignored, as most programs do. Default: false. */
  readonly skipLibCheck?: boolean
}

/** A program without any platform's types, as in React Native: mistakes must not compile there either. */
const wrongOptions = `import { createClient } from '@greenroom/core'
import { createJoinTokenSource } from '@greenroom/core/join-token'
import { createVideo, waitForComposition } from '@greenroom/core/video'
const video = createVideo(createClient({
  baseUrl: 'https://gateway.example/telnyx',
  headers: async () => ({ 'x-session': 's1' }),
  credentials: 'include',
}))
// @ts-expect-error
createClient({ headers: 42 })
// @ts-expect-error
createClient({ headers: () => 42 })
// @ts-expect-error
createClient({ headers: { 'x-session': 42 } })
// @ts-expect-error
createClient({ credentials: 'always' })
// @ts-expect-error
createClient({ fetch: 42 })
// @ts-expect-error
void video.rooms.list({}, { headers: 42 })
// @ts-expect-error
void video.rooms.list({}, { signal: 42 })
void video.rooms.list({}, { headers: [['x-session', 's1']] })
// @ts-expect-error
void waitForComposition(createClient(), 'c1', { signal: 42 })
// @ts-expect-error
void createJoinTokenSource({ roomId: 'r1', mint: async () => ({ token: 't' }) }).getToken({ signal: 42 })
`

/**
 * Compiles programs that import every entry with strict settings: with the libraries of a Worker, of Node
 * alone and of a web page. One more program has no library.
 */
export function checkConsumers(project: string, root: string, entries: readonly string[]): string[] {
  const imports = (specifiers: readonly string[]) =>
    [
      ...specifiers.map((entry, index) => `import * as entry${index} from '${entry}'`),
      `export default [${specifiers.map((_, index) => `entry${index}`).join(', ')}]`,
    ].join('\n')
  const withoutDom = imports(entries.filter((entry) => !needsDom(entry)))
  const programs: readonly Program[] = [
    { name: 'server', text: withoutDom, lib: 'webworker', types: ['node'] },
    { name: 'node', text: withoutDom, types: ['node'] },
    { name: 'page', text: imports(entries.filter(needsDom)), lib: 'dom' },
    { name: 'bare', text: wrongOptions, skipLibCheck: true },
  ]
  return programs.flatMap((program) => {
    writeFileSync(join(project, `${program.name}.ts`), program.text)
    return compile(project, root, program)
  })
}

/** Compiles a program with each TypeScript version and each module resolution. */
function compile(
  project: string,
  root: string,
  { name, lib, types = [], skipLibCheck = false }: Program,
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
            skipLibCheck,
            noEmit: true,
            target: 'es2022',
            lib: ['es2023', ...(lib === undefined ? [] : [lib])],
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
