import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A code block of a document or a TSDoc `@example`. */
interface Example {
  /** Its location, as in `README.md:12`. */
  readonly location: string
  readonly language: string
  readonly code: string
}

const documents = ['*.md', 'docs/**/*.md', 'packages/*/README.md', 'apps/*/README.md']
const sources = ['packages/*/src/**/*.{ts,tsx}']

/** Compiles each TypeScript block of the documents and of TSDoc as a separate module. */
export function checkExamples(root: string): string[] {
  const folder = `${root}/.report/examples`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const examples = [...collect(root, documents, (text) => text), ...collect(root, sources, commentsOf)]
  const locationOf = new Map<string, string>()
  for (const [index, { location, language, code }] of examples.entries()) {
    const file = `example-${index}.${language === 'tsx' ? 'tsx' : 'ts'}`
    locationOf.set(file, location)
    writeFileSync(`${folder}/${file}`, `${code}\nexport {}\n`)
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
      const file = /(example-\d+\.tsx?)/.exec(line)?.[1] ?? ''
      return `${locationOf.get(file) ?? file}: ${line.replace(/^.*?example-\d+\.tsx?/, '')}`
    })
}

const tsconfig = {
  extends: '../../tsconfig.base.json',
  compilerOptions: {
    lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
    jsx: 'react-jsx',
    types: ['node'],
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
    },
  },
  include: ['*.ts', '*.tsx', '../../packages/edge/cloudflare-workers.d.ts'],
}

function collect(root: string, patterns: readonly string[], read: (text: string) => string): Example[] {
  return globSync([...patterns], { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' })
    .filter((file) => !dirname(file).includes('node_modules'))
    .flatMap((file) => blocksOf(file, read(readFileSync(`${root}/${file}`, 'utf8'))))
}

function blocksOf(file: string, text: string): Example[] {
  return Array.from(text.matchAll(/^```(tsx?)\n([\s\S]*?)^```/gm), (match) => ({
    location: `${file}:${text.slice(0, match.index).split('\n').length}`,
    language: match[1] ?? 'ts',
    code: match[2] ?? '',
  }))
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
