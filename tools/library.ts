import { globSync, readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'
import { defineConfig, type Options } from 'tsup'
import { annotatePure } from './annotate-pure.ts'

const source = '@greenroom/source'

interface Manifest {
  readonly exports: Record<string, string | { readonly [condition: string]: string }>
  readonly files?: readonly string[]
}

/** Returns the build of a package: one module per source file, and types for each entry in `exports`. */
export function library(options: Options = {}): ReturnType<typeof defineConfig> {
  const { exports, files = [] } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
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
    esbuildPlugins: [annotatePure(), keepModulesApart, omitEmptyModules],
    esbuildOptions: (build) => {
      // Source maps refer to the sources that are published beside them.
      build.sourcesContent = !files.includes('src')
    },
    ...options,
  })
}

function sourceFiles(pattern: string): string[] {
  return globSync(pattern).filter((file) => !/\.(test|test-d|d)\.tsx?$/.test(file))
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

/** Writes no module for a source file that contains only types. */
const omitEmptyModules: Plugin = {
  name: 'omit-empty-modules',
  setup({ onEnd }) {
    onEnd((result) => {
      const isEmpty = (path: string) =>
        result.outputFiles?.some((file) => file.path === path && file.text.trim() === '')
      result.outputFiles = result.outputFiles?.filter(({ path }) => !isEmpty(path.replace(/\.map$/, '')))
    })
  },
}
