import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CodeBlock, readCodeBlocks } from '../../../tools/checks/code-blocks.ts'

const folder = fileURLToPath(new URL('../.examples', import.meta.url))
const pages = fileURLToPath(new URL('../src/content/docs', import.meta.url))

/**
 * Writes the files that pages show, of which some are tests, and a module for each other block that is marked
 * with `run`. `programs.ts` lists these modules.
 */
export function writeRunnableExamples(): void {
  rmSync(folder, { recursive: true, force: true })
  const blocks = readCodeBlocks(pages, ['{index,tutorials/*,guides/*}.md'])
  for (const { file, title, code } of blocks) {
    if (title !== undefined) write(`${file.replace(/\.md$/, '')}/${title}`, code)
  }
  const programs = blocks.filter(({ isRun, title }) => isRun && title === undefined)
  for (const [index, program] of programs.entries()) write(`program-${index}.ts`, moduleOf(program))
  write('programs.ts', listOf(programs))
}

function write(path: string, text: string): void {
  mkdirSync(dirname(`${folder}/${path}`), { recursive: true })
  writeFileSync(`${folder}/${path}`, text)
}

/** Returns a module that runs a block when it is called. The emulator accepts the block's API key. */
function moduleOf({ code }: CodeBlock): string {
  const imports = code.match(/^import .*$/gm) ?? []
  const body = code.replaceAll(/^import .*$/gm, '').replaceAll("'KEY…'", "'KEY_any'")
  return `${imports.join('\n')}\n\nexport async function run() {\n${body.trim()}\n}\n`
}

function listOf(programs: readonly CodeBlock[]): string {
  const entries = programs.map(({ code, location }, index) => {
    const printed = Array.from(code.matchAll(/console\.log\(.*\/\/ (.*)$/gm), ([, text]) => text)
    return `  { location: ${JSON.stringify(location)}, printed: ${JSON.stringify(printed)}, load: () => import('./program-${index}.ts') },`
  })
  return `export const programs = [\n${entries.join('\n')}\n]\n`
}
