import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CodeBlock, readCodeBlocks } from '../../../tools/checks/code-blocks.ts'

const folder = fileURLToPath(new URL('../.examples', import.meta.url))
const pages = fileURLToPath(new URL('../src/content/docs', import.meta.url))

/**
 * Writes a test for each block that is marked with `run`. A block that is a test runs as it is. Any other
 * must print what the comments after its `console.log` say.
 */
export function writeRunnableExamples(): void {
  rmSync(folder, { recursive: true, force: true })
  const blocks = readCodeBlocks(pages, ['{index,tutorials/*,guides/*}.md'])
  const runnable = new Set(blocks.filter(({ isRun }) => isRun).map(({ file }) => file))
  for (const block of blocks) {
    const page = `${folder}/${block.file.replace(/\.md$/, '')}`
    if (block.title !== undefined && runnable.has(block.file)) write(`${page}/${block.title}`, block.code)
    else if (block.isRun) write(`${page}/line-${block.location.split(':')[1]}.test.ts`, testOf(block))
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** Returns a test that runs a block and compares what it prints with its comments. */
function testOf({ code, location }: CodeBlock): string {
  const expected = Array.from(code.matchAll(/console\.log\(.*\/\/ (.*)$/gm), ([, text]) => text)
  const imports = code.match(/^import .*$/gm) ?? []
  const body = code.replaceAll(/^import .*$/gm, '').trim()
  return `import { format } from 'node:util'
import { expect, test, vi } from 'vitest'
${imports.join('\n')}

test(${JSON.stringify(`${location} prints what its comments say`)}, async () => {
  const print = vi.spyOn(console, 'log').mockReturnValue()
  ${body}
  expect(print.mock.calls.map((values) => format(...values))).toEqual(${JSON.stringify(expected)})
})
`
}
