import { globSync, readFileSync } from 'node:fs'

/** A TypeScript block of a document or of a TSDoc `@example`. */
export interface CodeBlock {
  /** Path of the document. */
  readonly file: string
  /** Its location, as in `README.md:12`. */
  readonly location: string
  readonly language: 'ts' | 'tsx'
  /**
   * Path of the file that it shows, as in `title="worker/index.ts"`. Other blocks of the page can import it.
   * A title that is no path is a caption.
   */
  readonly title: string | undefined
  /** Whether the tests run it, because it is marked with `run`. */
  readonly isRun: boolean
  readonly code: string
}

/** Returns the TypeScript blocks of the files that match a pattern. */
export function readCodeBlocks(
  root: string,
  patterns: readonly string[],
  read: (text: string) => string = (text) => text,
): CodeBlock[] {
  return globSync([...patterns], { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' })
    .sort()
    .flatMap((file) => codeBlocksOf(file, read(readFileSync(`${root}/${file}`, 'utf8'))))
}

/** Returns the TypeScript blocks of a text. */
export function codeBlocksOf(file: string, text: string): CodeBlock[] {
  return Array.from(text.matchAll(/^```(tsx?)\b([^\n]*)\n([\s\S]*?)^```/gm), (match) => {
    const [, language, options = '', code = ''] = match
    return {
      file,
      location: `${file}:${text.slice(0, match.index).split('\n').length}`,
      language: language === 'tsx' ? 'tsx' : 'ts',
      title: /\btitle="([\w./[\]-]+\.tsx?)"/.exec(options)?.[1],
      isRun: /(?:^|\s)run(?:\s|$)/.test(options),
      code,
    }
  })
}
