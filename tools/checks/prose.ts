import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { allowedWords, notYetRewritten } from './allowed-words.ts'

const wordsToAvoid =
  /\b(?:nobody|somebody|everybody|whom|whose|anew|told|tells|thereby|spare|there is not|is none|of its own|put out|what is no|the one that|as it were|whatever becomes of)\b/gi
const longestLine = 110

/** A line of a text file. */
interface Line {
  readonly file: string
  readonly number: number
  readonly text: string
  /** Whether the line is in a code block of Markdown or TSDoc. */
  readonly isExample: boolean
}

/** Finds words that make our texts hard to read, in code, documents and test titles. */
export function checkWords(root: string): string[] {
  const unused = new Set(allowedWords)
  const problems = linesOf(root).flatMap(({ file, number, text }) =>
    Array.from(text.matchAll(wordsToAvoid), ([word]) => word).flatMap((word) => {
      const allowed = allowedWords.find((entry) => entry.file === file && text.includes(entry.text))
      if (allowed) unused.delete(allowed)
      return allowed ? [] : [`${file}:${number}: avoid '${word}'`]
    }),
  )
  const stale = Array.from(
    unused,
    ({ file, text }) => `${file} no longer contains '${text}': remove it from allowedWords`,
  )
  return [...problems, ...stale]
}

/** Finds lines of comments and documents that are longer than 110 characters. Code blocks and tables are exempt. */
export function checkProseWidth(root: string): string[] {
  return linesOf(root)
    .filter(({ text, isExample }) => text.length > longestLine && !isExample)
    .filter(({ file, text }) => (file.endsWith('.md') ? !/^\s*\||https?:\/\//.test(text) : isComment(text)))
    .map(
      ({ file, number, text }) => `${file}:${number}: ${text.length} characters, ${longestLine} are allowed`,
    )
}

function isComment(text: string): boolean {
  return /^\s*(?:\/\/|\/?\*)/.test(text) && !/https?:\/\//.test(text)
}

function linesOf(root: string): Line[] {
  const patterns = ['*.ts', '*.tsx', '*.mjs', '*.css', '*.html', '*.md', '*.yaml', '*.jsonc']
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  })
  return files
    .split('\n')
    .filter(
      (file) =>
        file !== '' &&
        !/worker-configuration\.d\.ts$|pnpm-lock|allowed-words\.ts$|checks\/prose\.ts$/.test(file),
    )
    .filter((file) => !notYetRewritten.some((path) => file.startsWith(path)))
    .flatMap((file) => {
      let isExample = false
      return readFileSync(`${root}/${file}`, 'utf8')
        .split('\n')
        .map((text, index) => {
          if (/^\s*(?:\* )?```/.test(text)) isExample = !isExample
          return { file, number: index + 1, text, isExample }
        })
    })
}
