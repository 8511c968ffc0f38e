import { globSync, readFileSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'
import { annotatePure } from './annotate-pure.ts'

const source = '@greenroom/source'

type Exports = Record<string, string | { readonly [condition: string]: string }>

/** The source files behind a package's `exports`: what its build begins from. */
export function entryFiles(exports: Exports, cwd = process.cwd()): string[] {
  return Object.values(exports).flatMap((target) => {
    const pattern = typeof target === 'string' ? undefined : target[source]
    if (pattern === undefined) return []
    return globSync(pattern, { cwd }).filter((file) => !/\.test(-d)?\.tsx?$/.test(file))
  })
}

/**
 * The build of a package of this workspace: an output module for each entry in its `exports`.
 *
 * @param programs Sources of its commands, which no entry names.
 */
export function library(
  options: Options = {},
  programs: readonly string[] = [],
): ReturnType<typeof defineConfig> {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Exports }
  const entries = [...new Set([...entryFiles(exports), ...programs])]
  return defineConfig({
    entry: Object.fromEntries(
      entries.map((file) => [file.replace(/^(\.\/)?src\//, '').replace(/\.tsx?$/, ''), file]),
    ),
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    dts: true,
    sourcemap: true,
    clean: true,
    splitting: true,
    esbuildPlugins: [annotatePure()],
    plugins: [withoutBareImports],
    ...options,
  })
}

/**
 * Empties imports of chunks that nothing is taken from: they only name the order of loading, which nothing
 * depends on, and bundlers warn about each since the packages say they have no side effects. The lines
 * stay, so that source maps hold.
 */
const withoutBareImports: NonNullable<Options['plugins']>[number] = {
  name: 'without-bare-imports',
  renderChunk: (code, { map = null }) => ({ code: code.replace(/^import "\.{1,2}\/[^"]+";$/gm, ''), map }),
}
