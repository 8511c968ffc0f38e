import { globSync, readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'
import { defineConfig, type Options } from 'tsup'
import { annotatePure } from './annotate-pure.ts'

const source = '@greenroom/source'

type Exports = Record<string, string | { readonly [condition: string]: string }>

/** Returns the build of a package: one module per source file, and types for each entry in `exports`. */
export function library(options: Options = {}): ReturnType<typeof defineConfig> {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Exports }
  const entries = Object.values(exports).flatMap((target) => {
    const pattern = typeof target === 'string' ? undefined : target[source]
    return pattern === undefined || !/\.tsx?$/.test(pattern) ? [] : sourceFiles(pattern)
  })
  return defineConfig({
    entry: namedByOutput(sourceFiles('src/**/*.{ts,tsx}')),
    dts: { entry: namedByOutput(entries) },
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    sourcemap: true,
    clean: true,
    splitting: false,
    esbuildPlugins: [annotatePure(), keepModulesApart],
    ...options,
  })
}

function sourceFiles(pattern: string): string[] {
  return globSync(pattern).filter((file) => !/\.test(-d)?\.tsx?$/.test(file))
}

function namedByOutput(files: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    files.map((file) => [file.replace(/^(\.\/)?src\//, '').replace(/\.tsx?$/, ''), file]),
  )
}

/**
 * Keeps imports within the package, so that each source file becomes one output module. Bundling would turn
 * `import * as rooms` into an object with every endpoint, which cannot be tree-shaken.
 */
const keepModulesApart: Plugin = {
  name: 'keep-modules-apart',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\/.*\.tsx?$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/\.tsx?$/, '.js'), external: true },
    )
  },
}
