import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type CodeBlock, readCodeBlocks } from './code-blocks.ts'

const documents = [
  '*.md',
  'docs/**/*.md',
  'packages/*/{README,AGENTS,CHANGELOG}.md',
  'apps/*/README.md',
  'apps/docs/src/content/docs/{index,tutorials/*,guides/*}.md',
]
const sources = ['packages/*/src/**/*.{ts,tsx}']

/**
 * Compiles each TypeScript block of the documents and of TSDoc as a separate module. Blocks with a title are
 * files in a folder of their page.
 */
export function checkExamples(root: string): string[] {
  const folder = `${root}/.report/examples`
  rmSync(folder, { recursive: true, force: true })
  const blocks = [...readCodeBlocks(root, documents), ...readCodeBlocks(root, sources, commentsOf)]
  const locationOf = new Map<string, string>()
  for (const [index, block] of blocks.entries()) {
    const file = fileOf(block, index)
    locationOf.set(file, block.location)
    mkdirSync(dirname(`${folder}/${file}`), { recursive: true })
    writeFileSync(`${folder}/${file}`, `${block.code}\nexport {}\n`)
  }
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(tsconfig))
  const { stdout, status } = spawnSync('tsc', ['-p', folder, '--pretty', 'false'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status === 0) return []
  return stdout
    .split('\n')
    .filter((line) => line.includes('error TS'))
    .map((line) => {
      const [, file = '', message = line] = /^\.report\/examples\/(.+?)(\(\d.*)$/.exec(line) ?? []
      return `${locationOf.get(file) ?? file}: ${message}`
    })
}

/** Returns the path of a block's module. */
function fileOf({ file, title, language }: CodeBlock, index: number): string {
  if (title === undefined) return `example-${index}.${language}`
  return `${file.replace(/\.md$/, '').replaceAll('/', '-')}/${title}`
}

const tsconfig = {
  extends: '../../tsconfig.base.json',
  compilerOptions: {
    lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
    jsx: 'react-jsx',
    types: ['node', 'vite/client'],
    declaration: false,
    declarationMap: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    paths: {
      '@greenroom/react': ['../../packages/react/src/index.ts'],
      '@greenroom/react/*': ['../../packages/react/src/*.ts'],
      '@greenroom/ui': ['../../packages/ui/src/index.ts'],
      '@greenroom/ui/styles.css': ['../../packages/ui/src/styles/styles.d.ts'],
      '@greenroom/ui/*': ['../../packages/ui/src/*.ts'],
      '@greenroom/edge': ['../../packages/edge/src/index.ts'],
      '@greenroom/edge/*': ['../../packages/edge/src/*.ts'],
      '@greenroom/*': ['../../packages/*/src/index.ts'],
      '@tanstack/react-query': ['../../packages/react/node_modules/@tanstack/react-query'],
      react: ['../../packages/react/node_modules/@types/react'],
      'react/jsx-runtime': ['../../packages/react/node_modules/@types/react/jsx-runtime'],
      'react-dom/client': ['../../packages/react/node_modules/@types/react-dom/client'],
      valibot: ['../../packages/core/node_modules/valibot'],
      hono: ['../../packages/emulator/node_modules/hono'],
      '@hono/node-server': ['../../packages/emulator/node_modules/@hono/node-server'],
      '@telnyx/video': ['../../apps/web/node_modules/@telnyx/video'],
      '@testing-library/react': ['../../packages/react/node_modules/@testing-library/react'],
    },
  },
  include: ['**/*.ts', '**/*.tsx', '../../packages/edge/cloudflare-workers.d.ts'],
}

/** Returns only the text of doc comments, on the same line numbers. */
function commentsOf(source: string): string {
  let inside = false
  return source
    .split('\n')
    .map((line) => {
      if (/^\s*\/\*\*/.test(line)) inside = true
      const text = inside ? line.replace(/^\s*\*( |$)/, '') : ''
      if (line.includes('*/')) inside = false
      return text
    })
    .join('\n')
}
